"""People and organisations.

board         the advisory board itself: its name, its seats, its quorum, the key of its group texts
person        somebody who works with the board, under a name of her own choosing
identity      legal name and contact of a person, apart from everything else
membership    a seat on the board, from a day to a day
account       how a person signs in, in one role
organisation  a State, an agency or another body that asks for advice or receives it
"""
