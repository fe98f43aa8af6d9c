"""What screens show, composed from game figures and texts, apart from any widget."""
