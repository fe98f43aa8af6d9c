"""Tactegic: a chess-style simulation of a sales organisation."""
