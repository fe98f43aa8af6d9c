"""Whether there is a quarter-end rush of wins, and how strong it is.

The shares of wins by month describe it, but a growing pipeline or one lucky month also raises a share. The test is
therefore a logrank test (Mantel 1966; Cox 1972). Its null hypothesis is that all open deals of one age have the same
chance of being won on any day. Then, at each age, the wins in the last month of a quarter are a hypergeometric draw
from the days that deals of that age were open in each month. How many deals there are and when they were created does
not matter.
"""

from __future__ import annotations

import math

import numpy as np

from sim.base.statistics import Estimate, normal_upper_tail, share_interval
from sim.crm.deals import WON, Deals, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS, SIGNIFICANCE_LEVEL, QuarterEnd
from sim.crm.estimate.window import (
    FileWindow,
    FollowedDeals,
    follow_deals,
    month_of,
    month_start,
    whole_months,
)

MONTHS_IN_QUARTER = 3
_ROUNDS = 200
_QUESTION = "Whether there is a quarter-end rush: "


def estimate_quarter_end(deals: Deals, window: FileWindow | None) -> QuarterEnd | str:
    """The shares, the test and the hazards by month of the quarter, or why they cannot be estimated."""
    if window is None or not np.isfinite(deals.closed[deals.outcome == WON]).any():
        return _QUESTION + "no won deal has a closed date."
    followed = follow_deals(deals, window)
    wins = followed.events(WON)
    if wins.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} won deals have both a created and a closed date."
    table = _count_by_quarter(deals, window, _first_full_day(followed, window))
    if not len(table):
        return _QUESTION + "the file has no whole quarter with deals of all ages."
    if table.sum() < MIN_OBSERVATIONS:
        return _QUESTION + f"fewer than {MIN_OBSERVATIONS} deals were won in whole quarters."
    days = _count_days_at_risk(followed, window, deals.fiscal_start, len(wins))
    won = _count_wins_by_month(followed, deals.fiscal_start)
    if not (days.sum(axis=1) > 0).all():
        return _QUESTION + "no deal was open in one of the months of the quarter."
    p = _p_value(wins, days, int(won[-1]))
    return QuarterEnd(
        present=p < SIGNIFICANCE_LEVEL,
        p=p,
        shares=_month_shares(table),
        hazards=_fit_hazards(wins, won, days),
    )


def month_of_quarter(months: Ints, fiscal_start: int) -> Ints:
    """0, 1 or 2 for months counted since January 1970."""
    return np.asarray((months - (fiscal_start - 1)) % MONTHS_IN_QUARTER, dtype=np.int64)


def _first_full_day(followed: FollowedDeals, window: FileWindow) -> int:
    """The day from which on there are deals of all ages.

    A file of deals created since some day begins with an empty pipeline, so its first month has few wins. A file of
    deals closed since some day does not.
    """
    if window.closings_from is not None:
        return window.closings_from
    return window.start + math.ceil(float(np.quantile(followed.exit_age[followed.outcome == WON], 0.9)))


def _count_by_quarter(deals: Deals, window: FileWindow, first_day: int) -> Ints:
    """(whole quarters, 3) wins by month."""
    months = whole_months(deals, window.complete_from, window.end)
    first = int(month_of(first_day))
    start = max(
        months.start, first if first_day == window.closings_from else first + (first_day > month_start(first))
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
    """Share of each month over all quarters, with wider intervals if quarters vary more than independent wins do."""
    overdispersion = max(1.0, _overdispersion(table)) if len(table) > 1 else 1.0
    first, second, third = (
        share_interval(int(k), int(table.sum()), overdispersion) for k in table.sum(axis=0)
    )
    return first, second, third


def _overdispersion(table: Ints) -> float:
    """Chi-squared of quarters by months, divided by its degrees of freedom."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    parts = np.divide((table - expected) ** 2, expected, out=np.zeros(table.shape), where=expected > 0)
    return float(parts.sum() / ((len(table) - 1) * (MONTHS_IN_QUARTER - 1)))


def _count_wins_by_month(followed: FollowedDeals, fiscal_start: int) -> Ints:
    """(3,) wins by month of the quarter."""
    won = followed.outcome == WON
    months = month_of((followed.created + followed.exit_age)[won])
    return np.bincount(month_of_quarter(months, fiscal_start), minlength=MONTHS_IN_QUARTER)


def _count_days_at_risk(followed: FollowedDeals, window: FileWindow, fiscal_start: int, ages: int) -> Ints:
    """(3, ages) days that deals of each age were open, by month of the quarter."""
    oldest = int(followed.exit_age[followed.outcome == WON].max())
    begin = followed.created + followed.entry_age
    stop = followed.created + np.minimum(followed.exit_age, oldest)
    steps = np.zeros((MONTHS_IN_QUARTER, ages + 1), dtype=np.int64)
    for month in range(int(month_of(begin.min())), int(month_of(window.end)) + 1):
        low = np.maximum(begin, int(month_start(month)))
        high = np.minimum(stop, int(month_start(month + 1)) - 1)
        is_open = low <= high
        created, which = followed.created[is_open], int(month_of_quarter(np.array(month), fiscal_start))
        steps[which] += np.bincount(low[is_open] - created, minlength=ages + 1)[: ages + 1]
        steps[which] -= np.bincount(high[is_open] - created + 1, minlength=ages + 1)[: ages + 1]
    return np.cumsum(steps, axis=1)[:, :ages]


def _p_value(wins: Ints, days: Ints, last: int) -> float:
    """Probability of at least this many wins in the last month (normal, with continuity correction)."""
    all_days = np.maximum(1, days.sum(axis=0)).astype(np.float64)
    part = days[-1] / all_days
    left = (all_days - wins) / np.maximum(1.0, all_days - 1)
    variance = float((wins * part * (1 - part) * left).sum())
    above = last - float((wins * part).sum())
    return normal_upper_tail((above - 0.5) / math.sqrt(variance)) if variance > 0 else 1.0


def _fit_hazards(wins: Ints, won: Ints, days: Ints) -> tuple[float, float, float]:
    """Maximum likelihood of proportional hazards by month, with free hazards by age, by iterative scaling."""
    at = wins > 0
    wins, days = wins[at], days[:, at].astype(np.float64)
    relative = np.ones(MONTHS_IN_QUARTER)
    for _ in range(_ROUNDS):
        expected = days @ (wins / (relative @ days))
        relative = np.divide(won, expected, out=np.zeros(MONTHS_IN_QUARTER), where=expected > 0)
    exposure = days @ (wins / (relative @ days))
    first, second, third = (relative * exposure.sum() / (relative @ exposure)).tolist()
    return first, second, third
