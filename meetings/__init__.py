"""Meetings, agendas and minutes.

meeting       a session of the board, or one the board takes part in
participant   a person, a country or a body at a meeting, listed as each of them chose
item          a point of the agenda
paper         a document that belongs to an item
minutes       what was said and decided, item by item; a draft until they are approved
entry         one paragraph of the minutes: said, a view, a conclusion, a decision, an action
edition       approved minutes as they were printed; never changed
"""
