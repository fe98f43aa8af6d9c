"""From sliders to a move and back: which whole number each slider shows of a move, and the move that has it changed."""

from __future__ import annotations

from dataclasses import replace

from sim.model.move import Move, PerSeat
from sim.policy.notation import ALL_SEATS

RESPONSE, CONCENTRATION = "response", "concentration"
SPLIT = "split-"
"""Ids of the sliders; a split's ends with the index of its seat."""

TENTHS = 10
"""Of a concentration, in its slider's whole numbers."""
MOST_CONCENTRATION = 4
"""A typed one may be more; the slider is then at its end."""


def sliders(held: tuple[int, ...]) -> list[str]:
    """Ids of the sliders for some held seats, from the top."""
    return [*(f"{SPLIT}{seat}" for seat in held), RESPONSE, CONCENTRATION]


def slider_value(move: Move, slider: str, held: tuple[int, ...]) -> int:
    """What a slider shows of a move. Of responses that differ between the held seats it shows the first."""
    if slider == CONCENTRATION:
        return min(round(move.concentration * TENTHS), MOST_CONCENTRATION * TENTHS)
    if slider == RESPONSE:
        return move.response[held[0]]
    return move.split[int(slider.removeprefix(SPLIT))]


def set_slider(move: Move, slider: str, value: int, held: tuple[int, ...]) -> Move:
    """The move with what a slider shows put to a value."""
    if slider == CONCENTRATION:
        return replace(move, concentration=value / TENTHS)
    if slider == RESPONSE:
        return replace(move, response=_put(move.response, held, value))
    return replace(move, split=_put(move.split, (int(slider.removeprefix(SPLIT)),), value))


def _put(shares: PerSeat, seats: tuple[int, ...], value: int) -> PerSeat:
    sellers, managers, leaders = (value if seat in seats else shares[seat] for seat in ALL_SEATS)
    return sellers, managers, leaders


def concentration_said(tenths: int) -> str:
    """A concentration as people say it."""
    if tenths == 0:
        return "even"
    return "by need" if tenths == TENTHS else f"{tenths / TENTHS:g}"
