"""The plan of a week: its rates, and how far they move every clock. It is made at the start and shared by all
processes.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.event.position import Clocks
from sim.model.week import Rates


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """What all processes of a week share."""

    rates: Rates
    before: Clocks
    """Clocks at the start of the week."""
    after: Clocks
    """Clocks at its end."""
    dropped_qualified: float
    """Chance that a qualified opportunity that acts is dropped."""
    dropped_proposal: tuple[float, ...]
    """Chance that a proposal that acts is dropped, by segment."""


def plan_week(rates: Rates, before: Clocks) -> WeekPlan:
    """Compute how far a week's rates move the clocks."""
    neglect, qualified = float(rates.neglect), float(rates.qualified)
    decided = [float(r) for r in rates.proposal]
    after = Clocks(
        qualified=before.qualified + qualified + neglect,
        proposals=_advance_clocks(before.proposals, [d + neglect for d in decided]),
        conversations=before.conversations + rates.age,
        accounts=_advance_clocks(before.accounts, [float(r) for r in rates.account_leaves]),
        leaving=before.leaving + float(rates.seller_leaves),
        hiring=before.hiring + rates.hire,
    )
    return WeekPlan(
        rates,
        before,
        after,
        _dropped_share(neglect, qualified),
        tuple(_dropped_share(neglect, d) for d in decided),
    )


def _advance_clocks(clocks: tuple[float, ...], rates: list[float]) -> tuple[float, ...]:
    return tuple(clock + rate for clock, rate in zip(clocks, rates, strict=True))


def _dropped_share(part: float, other: float) -> float:
    return part / (part + other) if part > 0 else 0.0


def moment(due: float, before: float, after: float) -> float:
    """Moment in the week (0..1) at which a clock that moves evenly from `before` to `after` reads `due`."""
    return min(1.0, max(0.0, (due - before) / (after - before))) if after > before else 0.0
