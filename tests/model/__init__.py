"""The laws of a week, against the page they come from, and against themselves on arrays."""
