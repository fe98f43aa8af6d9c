"""The arena: bots and other policies play the same worlds with the same dice, and a rating says who is stronger."""
