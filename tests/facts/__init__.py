"""Every sentence that claims a fact, against the facts of the game, which are found here by other ways."""
