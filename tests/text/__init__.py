"""Tests of sim.text."""
