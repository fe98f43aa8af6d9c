"""What becomes of deals by age. Open deals are censored at the file's last day, not lost: cumulative incidence of won
and lost by Aalen and Johansen (1978), with delayed entry where deals that closed earlier are missing.
"""

from __future__ import annotations

import math

import numpy as np

from sim.base.statistics import Estimate, poisson_limits, share_interval
from sim.crm.deals import LOST, OPEN, WON, Deals, Floats
from sim.crm.estimate.figures import MIN_OBSERVATIONS, DealFate
from sim.crm.estimate.window import (
    MONTH_DAYS,
    FileWindow,
    FollowedDeals,
    follow_deals,
    open_share,
    select_dated,
)

CURVE_POINTS = 60
"""ages of the curves, about."""


def estimate_fate(deals: Deals, seen: FileWindow | None) -> DealFate | str:
    """The curves and what becomes of old deals, or why that cannot be told."""
    known = select_dated(deals)
    won = (known.closed - known.created)[known.outcome == WON]
    if seen is None or len(won) < MIN_OBSERVATIONS:
        return (
            f"What becomes of deals as they age: fewer than {MIN_OBSERVATIONS} won deals have both a created and a "
            "closed date."
        )
    old = math.ceil(float(np.quantile(won, 0.9)))
    followed = follow_deals(deals, seen)
    days = _curve_ages(followed)
    if not len(days):
        return f"What becomes of deals as they age: fewer than {MIN_OBSERVATIONS} can be followed."
    exported = bool((known.outcome == OPEN).any())  # a file of closed deals cannot tell how many are not
    won_by, lost_by = (_incidence(followed, outcome)[days] for outcome in (WON, LOST))
    return DealFate(
        days=tuple(days.astype(float).tolist()),
        won=tuple(won_by.tolist()),
        lost=tuple(lost_by.tolist()),
        old=float(old),
        open_when_old=_open_when_old(followed, old) if exported else None,
        old_month=_old_month(followed, old) if exported else None,
        stay_open=_stay_open(followed, seen, old) if exported else None,
    )


def _curve_ages(followed: FollowedDeals) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Ages at which at least `MIN_OBSERVATIONS` deals are still seen, evenly."""
    many = np.flatnonzero(followed.at_risk() >= MIN_OBSERVATIONS)
    if not len(many):
        return np.zeros(0, dtype=np.int64)
    last = int(many[-1])
    return np.unique(np.append(np.arange(0, last, max(1, round(last / CURVE_POINTS))), last))


def _incidence(followed: FollowedDeals, outcome: int) -> Floats:
    """(oldest + 1,) chance to have ended so by each age."""
    before = np.concatenate([[1.0], open_share(followed)[:-1]])
    steps = before * followed.events(outcome) / np.maximum(1, followed.at_risk())
    return np.minimum(1.0, np.cumsum(steps))


def _open_when_old(followed: FollowedDeals, age: int) -> Estimate | None:
    """Share open after that age, in Wilson's interval of as many deals as Greenwood's variance is worth."""
    risk = followed.at_risk()
    if age >= len(risk) or risk[age] < MIN_OBSERVATIONS:
        return None
    there = risk[: age + 1].astype(np.float64)
    ended = followed.closings()[: age + 1]
    stay = float(open_share(followed)[age])
    n = int(np.count_nonzero(followed.first <= age))
    if not 0 < stay < 1:
        return share_interval(stay * n, n)
    variance = stay**2 * float((ended / np.maximum(1.0, there * (there - ended))).sum())
    return share_interval(stay * n, n, max(1e-9, n * variance / (stay * (1 - stay))))


def _old_month(followed: FollowedDeals, age: int) -> Estimate | None:
    """Share of older deals that close in a month: closings over days open, constant from there on."""
    old = followed.last > age
    n = int(np.count_nonzero(old))
    exposure = float((followed.last - np.maximum(age + 1, followed.first) + 1)[old].sum())
    if n < MIN_OBSERVATIONS:
        return None
    events = int(np.count_nonzero(old & (followed.outcome != OPEN)))
    value, low, high = (
        -math.expm1(-rate / exposure * MONTH_DAYS) for rate in (events, *poisson_limits(events))
    )
    return Estimate(value, low, high, n)


def _stay_open(followed: FollowedDeals, seen: FileWindow, age: int) -> Estimate | None:
    """Share open at the end of the file, of deals created long enough before it to be old by then, and since none of
    their like is missing.
    """
    there = (followed.first == 0) & (followed.created <= seen.end - age)
    n = int(np.count_nonzero(there))
    return (
        share_interval(int(np.count_nonzero(there & (followed.outcome == OPEN))), n)
        if n >= MIN_OBSERVATIONS
        else None
    )
