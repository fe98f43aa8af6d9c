"""The player's settings: a file that every front end reads."""
