"""The event engine: what it keeps, in which order, with which chances."""
