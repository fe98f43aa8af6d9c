"""A game as a CRM would have exported it."""
