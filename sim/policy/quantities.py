"""Quantities of a view that a rule can refer to by name. A team can know all of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.event.books import judged_attainments, quarter_attainments, quarter_books
from sim.view.view import View

NO_SIGNAL_WEEKS = 999.0
"""Weeks until the next strike if there is no signal."""


def last_attainment(view: View) -> float:
    """Ratio of bookings to target in the last quarter, 1 before the first."""
    return [1.0, *quarter_attainments(view.weeks)][-1]


def trailing_attainment(view: View) -> float:
    """Mean attainment (ratio) of up to the last four quarters, by which the directors judge."""
    recent = judged_attainments(view.weeks)
    return float(np.mean(recent)) if recent else 1.0


def margin_change(view: View) -> float:
    """Change of margin from one quarter to the next, as a ratio to the target. 0 before there are two quarters."""
    margins = [quarter.margin for quarter in quarter_books(view.weeks)][-2:]
    return (margins[1] - margins[0]) / view.target if len(margins) == 2 else 0.0


def largest_threat(view: View) -> float:
    """Largest severity x importance x unanswered share among the signals, as read by the team."""
    return max((s.severity * s.importance * (1 - s.progress) for s in view.signals), default=0.0)


def weeks_to_next_strike(view: View) -> float:
    """Weeks until the next signal strikes, as read by the team."""
    return min((s.weeks_left for s in view.signals), default=NO_SIGNAL_WEEKS)


VIEW_QUANTITIES: dict[str, Callable[[View], float]] = {
    "quarter": lambda v: float(v.quarter),
    "quarters_left": lambda v: float(v.quarters - v.quarter + 1),
    "attainment": last_attainment,
    "trailing": trailing_attainment,
    "felt": lambda v: v.stocks.felt,
    "pressure": lambda v: v.pace.pressure,
    "burnout": lambda v: v.stocks.burnout,
    "coverage": lambda v: v.pace.coverage,
    "load": lambda v: v.pace.load,
    "cash": lambda v: v.cash,
    "reserve": lambda v: v.cash / v.target,
    "margin_change": margin_change,
    "sellers": lambda v: sum(1.0 for s in v.sellers if s.present) / len(v.sellers),
    "relationships": lambda v: v.stocks.relationships,
    "insight": lambda v: v.stocks.insight,
    "foresight": lambda v: v.stocks.foresight,
    "culture": lambda v: v.stocks.culture,
    "capability": lambda v: v.stocks.capability,
    "skill": lambda v: v.stocks.skill,
    "offering": lambda v: v.stocks.offering_live,
    "gap": lambda v: float(np.mean(v.market.gap)),
    "rival_gap": lambda v: float(np.mean(v.market.rival_gap)),
    "demand": lambda v: float(np.mean(v.market.demand)),
    "signals": lambda v: float(len(v.signals)),
    "threat": largest_threat,
    "soonest": weeks_to_next_strike,
}
"""Quantities by name. Quarters count from 1. Stocks and coverage are 0..1. `cash` is in k, and `reserve` in targets of
the coming quarter. Gaps and demand are in log units, as read by the team. `sellers` is the filled share of seats,
`load` is demanded over available tactical hours, `signals` is a count, and `soonest` is in weeks. The others are
ratios."""
