"""Pages that look across the floors: the home page of each role, and how the machine stands.

It owns nothing and changes nothing: it asks the queries of the floors below and puts answers side by side.
"""
