"""The Textual front end: it shows what the game and the views tell, and computes nothing about the model."""
