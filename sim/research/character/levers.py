"""What each lever moves: the best constant move with one split, or the response, set otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.research.character.players import plain
from sim.research.claims.constant import ALL, move_of
from sim.research.claims.intervals import PairedEstimate, percent_change
from sim.research.claims.play import constant_values

NAMES = ("sellers", "managers", "leaders", "response")
SETTINGS = (0, 20, 40, 60, 80, 100)
"""percent; to which each lever is set."""


@dataclass(frozen=True, slots=True)
class LeverSetting:
    """The best constant move with one lever set otherwise."""

    percent: int
    more: PairedEstimate
    """percent; of the best constant move's value, usually below 0."""
    ahead: float
    """percent; of futures in which it comes out ahead of the best constant move."""


@dataclass(frozen=True, slots=True)
class LeverRange:
    """One lever in all its settings."""

    name: str
    settings: tuple[LeverSetting, ...]

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        each = [{"percent": s.percent, "more": plain(s.more), "ahead": s.ahead} for s in self.settings]
        return {"name": self.name, "settings": each}


def levers(firm: Firm, best: Array, dice: Dice, futures: int) -> tuple[LeverRange, ...]:
    """All four around the best constant move, in common futures."""
    points = [best, *(_set(best, lever, percent) for lever in ALL for percent in SETTINGS)]
    value = constant_values(firm, [move_of(point) for point in points], dice, futures)
    base, others = value[:, 0], value[:, 1:].reshape(len(value), len(ALL), len(SETTINGS))
    return tuple(LeverRange(NAMES[lever], _settings(others[:, lever], base)) for lever in ALL)


def _set(best: Array, lever: int, percent: int) -> Array:
    point = best.copy()
    point[lever] = percent
    return point


def _settings(value: Array, base: Array) -> tuple[LeverSetting, ...]:
    return tuple(
        LeverSetting(percent, percent_change(v, base), 100 * float(np.mean(v > base)))
        for percent, v in zip(SETTINGS, value.T, strict=True)
    )
