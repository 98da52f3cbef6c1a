"""Pages about people: signing in, one's own page, the list of people, the list of partners."""
