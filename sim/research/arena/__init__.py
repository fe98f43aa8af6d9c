"""The arena: policies play the same worlds with the same dice, and are rated by who ends ahead."""
