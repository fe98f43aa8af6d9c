"""Tests of sim.play."""
