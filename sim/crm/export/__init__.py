"""Exports a game as a CRM would."""
