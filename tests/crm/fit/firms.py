"""Sample targets of a fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.crm.fit.targets import FitTargets, SegmentLine

USUAL = FitTargets(
    sellers=20,
    unit=1000.0,
    scale=1.0,
    managers=3.0,
    arrivals=1.5,
    month=130.0,
    win_rate=0.3,
    weeks_won=10.0,
    weeks_lost=7.0,
    shares=(0.28, 0.32, 0.40),
    value=12.0,
    spread=0.6,
    lines=(SegmentLine("Large", 0.4, 20.0), SegmentLine("Small", 0.6, 6.7)),
)


def make_targets(**changes: Any) -> FitTargets:
    """Targets of a usual firm, with some changes."""
    return replace(USUAL, **changes)
