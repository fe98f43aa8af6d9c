"""The client of the lookahead: a process that thinks, the object that keeps it, and what the player wants of it."""
