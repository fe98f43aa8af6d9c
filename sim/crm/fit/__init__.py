"""From figures to a scenario that gives them back."""
