"""How many deals are created per month.

The first and last month of a file count only if they are whole, and thin months at its ends do not count (pace.py). If
deals closed before some day are missing, only months after that day count; if young open deals are missing, only
months that end before these (sim/crm/estimate/window.py describes how either is detected).

In the Maven sample, both are the case. Its first closing is 132 days after its first engagement, and monthly
engagements grow from 7 in October 2016 to 792 in March 2017, when closings begin. Of the 404 deals engaged in November
and December 2017 only 57 are open, while six tenths of such young deals are open earlier in the file. So deals that had
not closed by New Year are missing. The twelve months of 2017 give 661.8 a month, which is too few: 671 close in each
month from March to December and 18 % never close, so about 820 must be created. The months used, March to August, give
855.

The interval allows for more variation between months than a Poisson process has: Student's t with the variance between
months, which is taken as at least half of the Poisson variance, since a few months can be alike by chance.
"""

from __future__ import annotations

import math

import numpy as np

from sim.base.statistics import Estimate, student_t_quantile
from sim.crm.deals import NOBODY, Deals, Floats, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS, ArrivalEstimate
from sim.crm.estimate.pace import count_thin_months, describe_doubt, describe_oddities
from sim.crm.estimate.window import MONTH_DAYS, FileWindow, month_name, month_of, month_start, whole_months

MIN_MONTHS = 2
_QUESTION = "How many deals are created per month"
_MIN_DISPERSION = 0.5


def estimate_arrivals(deals: Deals, window: FileWindow | None) -> ArrivalEstimate | str:
    """Deals created per month, or why they cannot be estimated."""
    created = deals.created[np.isfinite(deals.created)]
    if window is None or not len(created):
        return f"{_QUESTION}: no created date was found."
    used = usable_months(deals, window)
    if len(used) < MIN_MONTHS:
        months = "only one whole month" if len(used) else "no whole month"
        return f"{_QUESTION}: the file has {months} without missing deals."
    counts = _count_by_month(created, used)
    if counts.sum() < MIN_OBSERVATIONS:
        return f"{_QUESTION}: fewer than {MIN_OBSERVATIONS} were created in the whole months of the file."
    days = np.diff(month_start(np.arange(used.start, used.stop + 1))).astype(np.float64)
    month = _monthly_rate(counts, days)
    sellers = _count_by_seller(deals, used)
    return ArrivalEstimate(
        month=month,
        seller_month=month.scale(1 / len(sellers)) if len(sellers) else None,
        months=_list_months(created),
        used=(month_name(used[0]), month_name(used[-1])),
        dispersion=_dispersion(counts, days),
        seller_dispersion=_seller_dispersion(sellers, days) if len(sellers) else None,
    )


def complete_months(deals: Deals, window: FileWindow) -> range:
    """Whole months, counted since January 1970, in which no deals are missing."""
    months = whole_months(deals, window.complete_from, window.end)
    stop = months.stop if window.created_to == window.end else int(month_of(window.created_to + 1))
    return range(months.start, max(months.start, min(months.stop, stop)))


def usable_months(deals: Deals, window: FileWindow) -> range:
    """The complete months without thin months at the beginning and end."""
    months = complete_months(deals, window)
    lead, trail = count_thin_months(_count_by_month(deals.created[np.isfinite(deals.created)], months))
    return range(months.start + lead, max(months.start + lead, months.stop - trail))


def check_months(
    deals: Deals, window: FileWindow | None, estimate: ArrivalEstimate | None
) -> tuple[list[str], str | None]:
    """Sentences on oddities in when deals were created, and why the deals per month are doubtful, if they are."""
    if window is None or estimate is None:
        return [], None
    created = deals.created[np.isfinite(deals.created)]
    used = usable_months(deals, window)
    oddities = describe_oddities(created, window.complete_from, window.created_to, used)
    return oddities, describe_doubt(created, used, estimate.month.value)


def _count_by_month(created: Floats, used: range) -> Ints:
    """(months,) deals created in each month."""
    months = month_of(created) - used.start
    return np.bincount(months[(months >= 0) & (months < len(used))], minlength=len(used))


def _monthly_rate(counts: Ints, days: Floats) -> Estimate:
    """Deals per twelfth of a year."""
    rate = float(counts.sum() / days.sum())
    spread = max(_MIN_DISPERSION, _dispersion(counts, days))
    half = student_t_quantile(len(days) - 1) * math.sqrt(spread * rate / float(days.sum()))
    low, high = max(0.0, rate - half), rate + half
    return Estimate(rate * MONTH_DAYS, low * MONTH_DAYS, high * MONTH_DAYS, int(counts.sum()))


def _dispersion(counts: Ints, days: Floats) -> float:
    """Variance over mean of monthly counts, allowing for the lengths of months."""
    expected = counts.sum() * days / days.sum()
    return float(((counts - expected) ** 2 / expected).sum() / (len(days) - 1))


def _count_by_seller(deals: Deals, used: range) -> Ints:
    """(sellers, months) deals created, for the sellers with deals in these months."""
    known = np.isfinite(deals.created) & (deals.owner != NOBODY)
    month, owner = month_of(deals.created[known]) - used.start, deals.owner[known]
    inside = (month >= 0) & (month < len(used))
    active, index = np.unique(owner[inside], return_inverse=True)
    cells = np.bincount(index * len(used) + month[inside], minlength=len(active) * len(used))
    return cells.reshape(len(active), len(used))


def _seller_dispersion(sellers: Ints, days: Floats) -> float:
    """Variance over mean of counts by seller and month."""
    expected = sellers.sum() * days / days.sum() / len(sellers)
    return float(((sellers - expected) ** 2 / expected).sum() / (sellers.size - 1))


def _list_months(created: Floats) -> tuple[tuple[str, int], ...]:
    months = month_of(created)
    first = int(months.min())
    return tuple((month_name(first + i), int(n)) for i, n in enumerate(np.bincount(months - first)))
