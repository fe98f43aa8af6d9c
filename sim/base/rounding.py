"""Rounding that keeps a total."""

from __future__ import annotations

import math
from collections.abc import Sequence


def round_to_total(values: Sequence[float], total: int) -> tuple[int, ...]:
    """Round values that sum to `total` to whole numbers with the same sum. Those with the largest remainders go up."""
    floors = [math.floor(value) for value in values]
    by_remainder = sorted(range(len(floors)), key=lambda i: floors[i] - values[i])
    for i in by_remainder[: total - sum(floors)]:
        floors[i] += 1
    return tuple(floors)
