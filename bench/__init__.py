"""Benches of the engines and of the screen; outside of the wheel."""
