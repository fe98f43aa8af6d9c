"""What makes and measures things for the project. Nothing here is installed with the game."""
