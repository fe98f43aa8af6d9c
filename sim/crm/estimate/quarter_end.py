"""Whether wins crowd at the end of quarters, and how much.

Shares of wins by month tell how it looks, but a growing pipeline or one lucky month raises a share as well. The test is
therefore a logrank test (Mantel 1966; Cox 1972): all open deals of one age are alike, whatever day it is, and on each
of their days the chance to be won is the same; then of the wins at each age those in the last month of a quarter are a
hypergeometric draw from the days that deals of that age spent in each month. How many deals there are and how they came
does not matter.
"""

from __future__ import annotations

import math

import numpy as np

from sim.base.statistics import Estimate, normal_upper_tail, share_interval
from sim.crm.deals import WON, Deals, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS, QuarterEnd
from sim.crm.estimate.window import (
    FileWindow,
    FollowedDeals,
    follow_deals,
    month_of,
    month_start,
    whole_months,
)

LEVEL = 0.05
MONTHS_IN_QUARTER = 3
_ROUNDS = 200
_QUESTION = "Whether wins crowd at the end of quarters: "


def estimate_quarter_end(deals: Deals, seen: FileWindow | None) -> QuarterEnd | str:
    """The shares, the test, and the readiness to be won by month of the quarter; or why they cannot be told."""
    if seen is None or not np.isfinite(deals.closed[deals.outcome == WON]).any():
        return _QUESTION + "no closing date of a won deal was read."
    followed = follow_deals(deals, seen)
    wins = followed.events(WON)
    if wins.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} won deals have both a created and a closed date."
    table = _count_by_quarter(deals, seen, _first_full_day(followed, seen))
    if not len(table):
        return _QUESTION + "the file holds no whole quarter in which deals of all ages are there."
    if table.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} deals were won in whole quarters."
    days = _count_days_at_risk(followed, seen, deals.fiscal_start, len(wins))
    won = _count_wins_by_month(followed, deals.fiscal_start)
    if not (days.sum(axis=1) > 0).all():
        return _QUESTION + "in some month of the quarter no deal was open."
    p = _p_value(wins, days, int(won[-1]))
    return QuarterEnd(
        present=p < LEVEL, p=p, shares=_month_shares(table), hazards=_fit_hazards(wins, won, days)
    )


def month_of_quarter(months: Ints, fiscal_start: int) -> Ints:
    """0, 1 or 2 for months since January 1970."""
    return np.asarray((months - (fiscal_start - 1)) % MONTHS_IN_QUARTER, dtype=np.int64)


def _first_full_day(followed: FollowedDeals, seen: FileWindow) -> int:
    """The day from which on deals of all ages are there. A file of deals created since some day begins with an empty
    pipeline, whose first quarter has few wins in its first month; one of deals closed since some day does not.
    """
    if seen.closings_from is not None:
        return seen.closings_from
    return seen.start + math.ceil(float(np.quantile(followed.last[followed.outcome == WON], 0.9)))


def _count_by_quarter(deals: Deals, seen: FileWindow, filled: int) -> Ints:
    """(whole quarters, 3) wins by month."""
    months = whole_months(deals, seen.seen_from, seen.end)
    first = int(month_of(filled))
    start = max(
        months.start, first if filled == seen.closings_from else first + (filled > month_start(first))
    )
    start += -int(month_of_quarter(np.array(start), deals.fiscal_start)) % MONTHS_IN_QUARTER
    quarters = max(0, (months.stop - start) // MONTHS_IN_QUARTER)
    closed = deals.closed[deals.outcome == WON]
    won = month_of(closed[np.isfinite(closed)]) - start
    inside = (won >= 0) & (won < quarters * MONTHS_IN_QUARTER)
    return np.bincount(won[inside], minlength=quarters * MONTHS_IN_QUARTER).reshape(
        quarters, MONTHS_IN_QUARTER
    )


def _month_shares(table: Ints) -> tuple[Estimate, Estimate, Estimate]:
    """Share of each month, over all quarters; wider where quarters are less alike than independent wins would be."""
    clumping = max(1.0, _overdispersion(table)) if len(table) > 1 else 1.0
    first, second, third = (share_interval(int(k), int(table.sum()), clumping) for k in table.sum(axis=0))
    return first, second, third


def _overdispersion(table: Ints) -> float:
    """Chi-squared of quarters by months, over its degrees of freedom."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    parts = np.divide((table - expected) ** 2, expected, out=np.zeros(table.shape), where=expected > 0)
    return float(parts.sum() / ((len(table) - 1) * (MONTHS_IN_QUARTER - 1)))


def _count_wins_by_month(followed: FollowedDeals, fiscal_start: int) -> Ints:
    """(3,)"""
    won = followed.outcome == WON
    months = month_of((followed.created + followed.last)[won])
    return np.bincount(month_of_quarter(months, fiscal_start), minlength=MONTHS_IN_QUARTER)


def _count_days_at_risk(followed: FollowedDeals, seen: FileWindow, fiscal_start: int, ages: int) -> Ints:
    """(3, ages) days that deals of each age were open in each month of the quarter."""
    oldest = int(followed.last[followed.outcome == WON].max())
    begin = followed.created + followed.first
    stop = followed.created + np.minimum(followed.last, oldest)
    steps = np.zeros((MONTHS_IN_QUARTER, ages + 1), dtype=np.int64)
    for month in range(int(month_of(begin.min())), int(month_of(seen.end)) + 1):
        low = np.maximum(begin, int(month_start(month)))
        high = np.minimum(stop, int(month_start(month + 1)) - 1)
        there = low <= high
        created, which = followed.created[there], int(month_of_quarter(np.array(month), fiscal_start))
        steps[which] += np.bincount(low[there] - created, minlength=ages + 1)[: ages + 1]
        steps[which] -= np.bincount(high[there] - created + 1, minlength=ages + 1)[: ages + 1]
    return np.cumsum(steps, axis=1)[:, :ages]


def _p_value(wins: Ints, days: Ints, last: int) -> float:
    """Chance of at least so many wins in the last month of quarters (normal, with continuity correction)."""
    all_days = np.maximum(1, days.sum(axis=0)).astype(np.float64)
    part = days[-1] / all_days
    left = (all_days - wins) / np.maximum(1.0, all_days - 1)
    variance = float((wins * part * (1 - part) * left).sum())
    above = last - float((wins * part).sum())
    return normal_upper_tail((above - 0.5) / math.sqrt(variance)) if variance > 0 else 1.0


def _fit_hazards(wins: Ints, won: Ints, days: Ints) -> tuple[float, float, float]:
    """Proportional hazards by month, those of ages free: the largest likelihood, by iterated scaling."""
    at = wins > 0
    wins, days = wins[at], days[:, at].astype(np.float64)
    relative = np.ones(MONTHS_IN_QUARTER)
    for _ in range(_ROUNDS):
        hoped = days @ (wins / (relative @ days))
        relative = np.divide(won, hoped, out=np.zeros(MONTHS_IN_QUARTER), where=hoped > 0)
    exposure = days @ (wins / (relative @ days))
    first, second, third = (relative * exposure.sum() / (relative @ exposure)).tolist()
    return first, second, third
