"""Tactegic: a chess-style simulation of a sales organisation."""

from sim.language.install import install

install()  # before any module is loaded that says something
