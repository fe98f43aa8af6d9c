"""Measurements of speed and memory, as ratios within one run. They check the work they time, and print nothing."""
