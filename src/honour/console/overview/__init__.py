"""Where staff begin: what waits, what is late, what alarms, and the places that one's roles open."""
