"""The effect of each lever: the best constant move with one split, or the response, changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import Estimate, percent_change_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.character.outcomes import estimate_to_json
from sim.research.claims.batch_play import constant_move_values
from sim.research.claims.constant_moves import ALL_COORDINATES, move_at_point

LEVER_NAMES = ("sellers", "managers", "leaders", "response")
SETTING_PERCENTS = (0, 20, 40, 60, 80, 100)
"""percent; the settings of each lever."""


@dataclass(frozen=True, slots=True)
class LeverSetting:
    """The best constant move with one lever changed."""

    percent: int
    more: Estimate
    """percent; change of the best constant move's value, usually below 0."""
    ahead: float
    """percent; futures in which the changed move is ahead of the best constant one."""


@dataclass(frozen=True, slots=True)
class LeverProfile:
    """All settings of one lever."""

    name: str
    settings: tuple[LeverSetting, ...]

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        each = [
            {"percent": s.percent, "more": estimate_to_json(s.more), "ahead": s.ahead} for s in self.settings
        ]
        return {"name": self.name, "settings": each}


def measure_levers(firm: Firm, best: Array, dice: RandomStreams, futures: int) -> tuple[LeverProfile, ...]:
    """Measure all four levers around the best constant move, in common futures."""
    points = [
        best,
        *(_set_lever(best, lever, percent) for lever in ALL_COORDINATES for percent in SETTING_PERCENTS),
    ]
    value = constant_move_values(firm, [move_at_point(point) for point in points], dice, futures)
    base, others = value[:, 0], value[:, 1:].reshape(len(value), len(ALL_COORDINATES), len(SETTING_PERCENTS))
    return tuple(
        LeverProfile(LEVER_NAMES[lever], _measure_settings(others[:, lever], base))
        for lever in ALL_COORDINATES
    )


def _set_lever(best: Array, lever: int, percent: int) -> Array:
    point = best.copy()
    point[lever] = percent
    return point


def _measure_settings(value: Array, base: Array) -> tuple[LeverSetting, ...]:
    return tuple(
        LeverSetting(percent, percent_change_interval(v, base), 100 * float(np.mean(v > base)))
        for percent, v in zip(SETTING_PERCENTS, value.T, strict=True)
    )
