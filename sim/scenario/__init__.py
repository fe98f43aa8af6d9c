"""The scenario format: typed sections, loading with places of errors, JSON Schema. Nothing here runs a game."""
