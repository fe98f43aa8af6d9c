"""What a claim is, and when it holds. Thresholds stand as constants in the modules of the claims, set before they were
measured; a claim must never move its threshold to where its figure is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sim.base.statistics import Z_95, Estimate
from sim.research.claims.claim_worlds import ClaimWorld

ThresholdSide = Literal["above", "below"]
"""On which side of its threshold a figure has to lie."""


@dataclass(frozen=True, slots=True)
class MeasurementEffort:
    """How much work is put into a measurement."""

    scale: float
    """ratio; against the full measurement."""

    floor: float = 1.0
    """ratio; of what every measurement takes at least. Below 1 figures mean nothing: for tests that a claim runs."""

    def of(self, full: int, least: int) -> int:
        """So many of what the full measurement takes `full` of, at least `least`."""
        return max(2, round(least * self.floor), round(full * self.scale))


FULL_EFFORT, QUICK_EFFORT = MeasurementEffort(1.0), MeasurementEffort(0.03)


@dataclass(frozen=True, slots=True)
class ClaimCondition:
    """One thing that a claim says: a figure lies on a side of a threshold."""

    name: str
    estimate: Estimate
    side: ThresholdSide
    threshold: float
    unit: str
    short_search: bool = False
    """whether the figure is of the best that a short search found: if it falls short, that shows nothing."""

    @property
    def holds(self) -> bool | None:
        """Whether the 95 % interval lies beyond the threshold; None where it contains it. What lies on the threshold
        is not beyond it.
        """
        low, high = self.estimate.low, self.estimate.high
        if self.side == "below":
            low, high = -high, -low
        threshold = self.threshold if self.side == "above" else -self.threshold
        if low > threshold:
            return True
        return False if high <= threshold and not self.short_search else None

    @property
    def distance(self) -> float:
        """Standard errors by which the figure lies beyond the threshold; below 0 on the wrong side."""
        e = self.estimate
        beyond = e.value - self.threshold if self.side == "above" else self.threshold - e.value
        error = (e.high - e.low) / (2 * Z_95)
        if error > 0:
            return beyond / error
        return math.inf if beyond > 0 else -math.inf

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {
            "name": self.name,
            "holds": self.holds,
            "figure": self.estimate.value,
            "interval": [self.estimate.low, self.estimate.high],
            "threshold": self.threshold,
            "side": self.side,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure that is told beside the parts, without a threshold."""

    name: str
    estimate: Estimate
    unit: str

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        interval = [self.estimate.low, self.estimate.high]
        return {"name": self.name, "figure": self.estimate.value, "interval": interval, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class ClaimMeasurement:
    """What was measured in a world."""

    parts: tuple[ClaimCondition, ...]
    """at least one; the claim holds if all of them do."""
    n: int
    """futures (or games, where a claim plays those) that the parts' figures are from, each plan's not counted apart."""
    facts: tuple[ReportedFigure, ...] = ()

    @property
    def holds(self) -> bool | None:
        """False where one part is, True where all are, None where that cannot be told."""
        verdicts = [part.holds for part in self.parts]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    @property
    def deciding(self) -> ClaimCondition:
        """The part that is nearest to failing, or the farthest failed."""
        return min(self.parts, key=lambda part: part.distance)


ClaimMeasure = Callable[[ClaimWorld, MeasurementEffort], ClaimMeasurement]
"""Measures a claim in any world."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that the game says of the world."""

    id: int
    name: str
    """short name in snake_case."""
    title: str
    statement: str
    how: str
    """it is measured."""
    measure: ClaimMeasure
    counter: ClaimWorld
    """a world without the mechanism, in which the claim must not hold."""
    why: str
    """what the counter-world switches off."""
