"""Infrastructure below everything else: errors, files and places, locks, progress, processes."""
