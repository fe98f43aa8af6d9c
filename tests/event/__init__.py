"""Tests of the event engine: what it preserves, in which order, with which chances."""
