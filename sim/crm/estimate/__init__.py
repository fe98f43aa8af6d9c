"""Figures from deals, each with its interval, or the reason why there is none."""
