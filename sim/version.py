"""Versions that outlive a program: what is released, and what a record was made with."""

from __future__ import annotations

VERSION = "0.1.0"
"""Version of the release."""

ENGINE = 1
"""Version of what the model, the dice and the event engine do: counted up whenever the same scenario, seed and moves
give other figures. A record carries it, so that a replay can say why figures differ."""
