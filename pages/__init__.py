"""The pieces every page is made of: plain form fields, template tags, the pages anybody may read.

Knows nothing of the board: no models, no accounts, no other package of the house.
"""
