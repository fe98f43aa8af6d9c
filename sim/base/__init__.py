"""Infrastructure used by every other package: errors, files, locks, progress, processes, statistics."""
