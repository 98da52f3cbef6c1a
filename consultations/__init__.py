"""Requests for advice, and what members say to them.

consultation   a request for advice, from its receipt to the answer; its page is the file of the case
question       what is asked
invitation     a member to whom a consultation was opened, and whether she takes part
contribution   what a member writes; only she sees it until it is sent
text           one version of a contribution, never changed
synthesis      the joint text of the secretariat, in passages
passage        one paragraph of a synthesis, in our own words or word for word
citation       the tie from a passage to the version of a contribution it rests on
check          the exact words shown to the author first, and her answer
"""
