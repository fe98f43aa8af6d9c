"""Whole shares that sum to 100 while one of them is moved."""

from __future__ import annotations

from sim.base.rounding import round_to_total

WHOLE = 100


def rebalance(shares: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    """The shares with one set to a value and the others scaled to what is left, in whole percents that sum to 100.
    Where the others have nothing to scale they share alike.
    """
    others = [i for i in range(len(shares)) if i != place]
    left = WHOLE - value
    total = sum(shares[i] for i in others)
    scaled = [left * (shares[i] / total if total else 1 / len(others)) for i in others]
    new = round_to_total(scaled, left)
    return (*new[:place], value, *new[place:])
