"""Tests of what a team can know."""
