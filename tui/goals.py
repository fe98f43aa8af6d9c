"""What a game's goal is set on, and how it is said."""

from __future__ import annotations

from sim.game.outcome import Ending
from sim.scenario.scenario import Measure
from sim.view.say import money, percent

HEADLINES: dict[Ending, str] = {
    "goal": "The goal is reached",
    "draw": "A draw: you are still here, without the goal",
    "fired": "The board has fired you",
}
"""How games end, in words."""

ENDED = {"1-0": "goal reached", "1/2-1/2": "draw", "0-1": "fired"}
"""Results of records, in words."""

TITLES: dict[Measure, str] = {
    "value": "value: margin plus the year after the end",
    "bookings": "bookings of the whole game",
    "margin": "margin of the whole game",
    "accounts": "customers at the end",
    "share": "share of deals against the rival, last four quarters",
    "health": "health of the firm: mean of its stocks",
}

_RATIOS: tuple[Measure, ...] = ("share", "health")


def said(measure: Measure, value: float) -> str:
    """A value of a measure as text."""
    if measure in _RATIOS:
        return percent(value)
    return f"{round(value):,}" if measure == "accounts" else money(value)
