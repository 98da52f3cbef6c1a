"""Being reached outside the site, and what the machine does each minute.

Nothing leaves the site unless a person switched a way on herself. A message says only that there is something
to look at.

channel     one way to reach one person: her address, sealed under her key, with days and hours of her choice
carrier     what takes messages along: mail, or another one that this installation adds
notice      something happened that a person may want to look at; why never leaves the database
message     the one neutral text that goes out for all notices that wait
tick        what the machine does each minute; floors above add what they need
"""
