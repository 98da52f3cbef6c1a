"""The ground floor: people's words stay sealed, and whoever opens them is written down.

The words of this package:

subject   a person, known here only by a random id
place     where a sealed value belongs: table, column and row by their contract names
seal      turn text into bytes that open only in their place, under the subject's key
open      the way back, through `privacy.reading` alone
purpose   why somebody opens a text; there is no default
consent   what a person allows to be done with a text: form and audience, from a day to a day
act       one change with its history and its event, in one transaction
"""
