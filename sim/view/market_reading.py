"""The market in each segment, in points, as it was read at the start of the quarter."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.view.view import View


@dataclass(frozen=True, slots=True)
class SegmentReading:
    """The reading of one segment."""

    segment: str
    ahead: int
    """points; how far our offerings are ahead of what customers need; below 0 behind."""
    rival_ahead: int
    """points; the same of the rival."""
    demand: int
    """percent of the usual."""


def segment_readings(view: View) -> list[SegmentReading]:
    """The market by segment."""
    rows = zip(view.segments, view.market.gap, view.market.rival_gap, view.market.demand, strict=True)
    return [
        SegmentReading(s, round(-100 * g), round(-100 * r), round(100 * math.exp(d))) for s, g, r, d in rows
    ]


def reading_error_points(view: View) -> int:
    """points; standard deviation of each reading."""
    return round(100 * view.market.error)
