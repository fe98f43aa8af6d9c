"""Whole shares that keep summing to 100 while one of them changes."""

from __future__ import annotations

from sim.base.rounding import round_to_total

WHOLE = 100


def rebalance(shares: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    """Set one share and scale the others so that all are whole percents and sum to 100. If the others are all 0, they
    share equally.
    """
    others = [i for i in range(len(shares)) if i != place]
    left = WHOLE - value
    total = sum(shares[i] for i in others)
    scaled = [left * (shares[i] / total if total else 1 / len(others)) for i in others]
    new = round_to_total(scaled, left)
    return (*new[:place], value, *new[place:])
