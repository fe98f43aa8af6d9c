"""Tests of sim.research."""
