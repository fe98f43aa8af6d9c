"""Every sentence that a person reads about a game, shared by screens, plain mode and the command line."""
