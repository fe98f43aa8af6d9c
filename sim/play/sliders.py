"""Conversion between sliders and moves: the whole number each slider shows, and the move after it changes."""

from __future__ import annotations

from dataclasses import replace

from sim.model.move import Move
from sim.policy.seats import merge_shares

RESPONSE, CONCENTRATION = "response", "concentration"
SPLIT = "split-"
"""Ids of the sliders. The id of a split ends with the index of its seat."""

TENTHS = 10
"""Slider steps per unit of concentration, because sliders have whole numbers."""
MAX_SLIDER_CONCENTRATION = 4
"""Largest concentration of the slider. Larger typed values show as this one."""


def sliders(held: tuple[int, ...]) -> list[str]:
    """Return the ids of the sliders for the held seats, from the top."""
    return [*(f"{SPLIT}{seat}" for seat in held), RESPONSE, CONCENTRATION]


def slider_value(move: Move, slider: str, held: tuple[int, ...]) -> int:
    """Return what a slider shows of a move. If the held seats have different responses, it is the first."""
    if slider == CONCENTRATION:
        return min(round(move.concentration * TENTHS), MAX_SLIDER_CONCENTRATION * TENTHS)
    if slider == RESPONSE:
        return move.response[held[0]]
    return move.split[int(slider.removeprefix(SPLIT))]


def set_slider(move: Move, slider: str, value: int, held: tuple[int, ...]) -> Move:
    """Return the move with one slider set to a value."""
    if slider == CONCENTRATION:
        return replace(move, concentration=value / TENTHS)
    if slider == RESPONSE:
        return replace(move, response=merge_shares(held, (value,) * 3, move.response))
    return replace(move, split=merge_shares((int(slider.removeprefix(SPLIT)),), (value,) * 3, move.split))


def describe_concentration(tenths: int) -> str:
    """Return a concentration in words."""
    if tenths == 0:
        return "even"
    return "by need" if tenths == TENTHS else f"{tenths / TENTHS:g}"
