"""What a player has set: a file of their own that every front end reads."""
