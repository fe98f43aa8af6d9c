"""The Textual front end: it shows what the game and the views tell, and computes nothing about the model."""

import os

# Pictures a second at most; Textual reads it when it is first imported. What changes waits for the next of them, at 60
# (as Textual has it) for 8 ms of the 30 in which a key is to be answered. Where nothing changes nothing is painted.
os.environ.setdefault("TEXTUAL_FPS", "120")
