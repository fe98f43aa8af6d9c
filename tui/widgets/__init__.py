"""Widgets, one a file: the regions of the screens."""
