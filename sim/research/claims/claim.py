"""What a claim is, and when it holds.

Thresholds are constants in the modules of the claims and were set before the figures were known. Never move a threshold
to its figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sim.base.statistics import Z_95, Estimate
from sim.research.claims.claim_worlds import ClaimWorld

ThresholdSide = Literal["above", "below"]
"""The side of its threshold on which a figure must lie."""


@dataclass(frozen=True, slots=True)
class MeasurementEffort:
    """The effort of a measurement."""

    scale: float
    """ratio; effort relative to the full measurement."""

    floor: float = 1.0
    """ratio; applied to the minimum of every size. Below 1 figures mean nothing: for tests that only run a claim."""

    def of(self, full: int, least: int) -> int:
        """Scale a size of the full measurement, with a minimum."""
        return max(2, round(least * self.floor), round(full * self.scale))


FULL_EFFORT, QUICK_EFFORT = MeasurementEffort(1.0), MeasurementEffort(0.03)


@dataclass(frozen=True, slots=True)
class ClaimCondition:
    """One part of a claim: a figure lies on a side of a threshold."""

    name: str
    estimate: Estimate
    side: ThresholdSide
    threshold: float
    unit: str
    short_search: bool = False
    """Whether the figure depends on a search that was short: then it proves nothing if it falls short."""

    @property
    def holds(self) -> bool | None:
        """Whether the 95 % interval is beyond the threshold; None if it contains it. A figure on the threshold is not
        beyond it.
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
        """Standard errors by which the figure is beyond the threshold; negative on the wrong side."""
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
    """A figure reported in addition to the conditions, without a threshold."""

    name: str
    estimate: Estimate
    unit: str

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        interval = [self.estimate.low, self.estimate.high]
        return {"name": self.name, "figure": self.estimate.value, "interval": interval, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class ClaimMeasurement:
    """The measurement of a claim in a world."""

    parts: tuple[ClaimCondition, ...]
    """At least one condition; the claim holds if all of them do."""
    n: int
    """Futures (or games) behind the figures; plans in the same futures do not add to it."""
    facts: tuple[ReportedFigure, ...] = ()

    @property
    def holds(self) -> bool | None:
        """False if one part is false, True if all parts hold, else None."""
        verdicts = [part.holds for part in self.parts]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    @property
    def deciding(self) -> ClaimCondition:
        """The part nearest to failing, or the one that fails by the most."""
        return min(self.parts, key=lambda part: part.distance)


ClaimMeasure = Callable[[ClaimWorld, MeasurementEffort], ClaimMeasurement]
"""Measures a claim in any world."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the game about the world."""

    id: int
    name: str
    """Short name in snake_case."""
    title: str
    statement: str
    how: str
    """How the claim is measured."""
    measure: ClaimMeasure
    counter: ClaimWorld
    """A world without the mechanism, in which the claim must not hold."""
    why: str
    """Why the claim must fail in the counter-world."""
