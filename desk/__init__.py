"""Pages that look across floors: home, what waits for you, the status page."""
