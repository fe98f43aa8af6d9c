"""What becomes of deals by age.

Open deals are censored on the last day of the file, not lost: the curves are the cumulative incidence of won and lost
by Aalen and Johansen (1978), with delayed entry if deals that closed earlier are missing.
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
"""Approximate number of ages of the curves."""
_QUESTION = "What becomes of deals as they age"


def estimate_fate(deals: Deals, window: FileWindow | None) -> DealFate | str:
    """The curves and what becomes of old deals, or why they cannot be estimated."""
    known = select_dated(deals)
    won = (known.closed - known.created)[known.outcome == WON]
    if window is None or len(won) < MIN_OBSERVATIONS:
        return f"{_QUESTION}: fewer than {MIN_OBSERVATIONS} won deals have both a created and a closed date."
    old = math.ceil(float(np.quantile(won, 0.9)))
    followed = follow_deals(deals, window)
    days = _curve_ages(followed)
    if not len(days):
        return f"{_QUESTION}: fewer than {MIN_OBSERVATIONS} can be followed."
    has_open = bool((known.outcome == OPEN).any())  # a file of closed deals does not show how many are open
    won_by, lost_by = (_incidence(followed, outcome)[days] for outcome in (WON, LOST))
    return DealFate(
        days=tuple(days.astype(float).tolist()),
        won=tuple(won_by.tolist()),
        lost=tuple(lost_by.tolist()),
        old=float(old),
        open_when_old=_open_when_old(followed, old) if has_open else None,
        old_month=_old_month(followed, old) if has_open else None,
        stay_open=_stay_open(followed, window, old) if has_open else None,
    )


def _curve_ages(followed: FollowedDeals) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Evenly spaced ages at which at least `MIN_OBSERVATIONS` deals are at risk."""
    many = np.flatnonzero(followed.at_risk() >= MIN_OBSERVATIONS)
    if not len(many):
        return np.zeros(0, dtype=np.int64)
    last = int(many[-1])
    return np.unique(np.append(np.arange(0, last, max(1, round(last / CURVE_POINTS))), last))


def _incidence(followed: FollowedDeals, outcome: int) -> Floats:
    """(oldest + 1,) probability of this outcome by each age."""
    before = np.concatenate([[1.0], open_share(followed)[:-1]])
    steps = before * followed.events(outcome) / np.maximum(1, followed.at_risk())
    return np.minimum(1.0, np.cumsum(steps))


def _open_when_old(followed: FollowedDeals, age: int) -> Estimate | None:
    """Share still open after an age: Wilson's interval with the effective sample size of Greenwood's variance."""
    risk = followed.at_risk()
    if age >= len(risk) or risk[age] < MIN_OBSERVATIONS:
        return None
    at_risk = risk[: age + 1].astype(np.float64)
    ended = followed.closings()[: age + 1]
    stay = float(open_share(followed)[age])
    n = int(np.count_nonzero(followed.entry_age <= age))
    if not 0 < stay < 1:
        return share_interval(stay * n, n)
    variance = stay**2 * float((ended / np.maximum(1.0, at_risk * (at_risk - ended))).sum())
    return share_interval(stay * n, n, max(1e-9, n * variance / (stay * (1 - stay))))


def _old_month(followed: FollowedDeals, age: int) -> Estimate | None:
    """Share of older deals that close in a month, from closings per day open, at a constant hazard."""
    old = followed.exit_age > age
    n = int(np.count_nonzero(old))
    exposure = float((followed.exit_age - np.maximum(age + 1, followed.entry_age) + 1)[old].sum())
    if n < MIN_OBSERVATIONS:
        return None
    events = int(np.count_nonzero(old & (followed.outcome != OPEN)))
    value, low, high = (
        -math.expm1(-rate / exposure * MONTH_DAYS) for rate in (events, *poisson_limits(events))
    )
    return Estimate(value, low, high, n)


def _stay_open(followed: FollowedDeals, window: FileWindow, age: int) -> Estimate | None:
    """Share still open at the end of the file, of deals that could be old by then.

    Only deals created since no deals are missing count.
    """
    eligible = (followed.entry_age == 0) & (followed.created <= window.end - age)
    n = int(np.count_nonzero(eligible))
    return (
        share_interval(int(np.count_nonzero(eligible & (followed.outcome == OPEN))), n)
        if n >= MIN_OBSERVATIONS
        else None
    )
