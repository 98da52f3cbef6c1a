"""What the board asks for; to whom; what was handed over, answered and done.

recommendation  a text the board asks others to act on
evidence        the tie from a recommendation to the passage or the conclusion it rests on
addressee       an organisation a recommendation is addressed to
release         recommendations handed to one organisation, as signed copies
copy            what an organisation gets of one recommendation; the original stays inside
grant           one officer's access to one release
response        what an organisation answered to one recommendation
"""
