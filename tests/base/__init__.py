"""Tests of sim.base."""
