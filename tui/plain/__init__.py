"""Plain mode: the game as lines of text, in and out. Knows no screen; what is played and saved is the session's."""
