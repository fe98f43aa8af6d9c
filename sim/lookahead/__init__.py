"""Seeing several moves ahead: what a team can believe of the futures, and the search for plans in them.

A belief is drawn from a view, never from the hidden timeline; plans are searched on some of its futures and reported
from others (docs/lookahead.md).
"""
