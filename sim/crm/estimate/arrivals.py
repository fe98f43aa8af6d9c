"""How many deals come a month.

The file's first and last month count only where they are whole, and months at its ends only where not hardly any deal
came in them (pace.py). Where deals are missing that closed before a first day
of closings, only months after that day count, and where young open deals are missing at the end, only months that end
before these (sim/crm/estimate/window.py says how either is found).

In the Maven sample both are so. Its first closing is 132 days after its first engagement, and what was engaged grows
from 7 in October 2016 to 792 in March 2017, when closings begin. Of what was engaged in November and December 2017
hardly anything is open: 57 of 404, where six tenths of so young deals are open earlier in the file. Deals that had not
closed by New Year are missing. The twelve months of 2017 give 661.8 a month, which is too few: 671 close each month
from March to December and 18 % never do, so some 820 must come. March to August, which is used, gives 855.

The interval lets the months differ more than Poisson counts do: Student's t on the variance between months, never
below half of what a Poisson stream would have, since a few months can be alike by chance.
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
_MIN_DISPERSION = 0.5


def estimate_arrivals(deals: Deals, seen: FileWindow | None) -> ArrivalEstimate | str:
    """Deals created a month, or why that cannot be told."""
    created = deals.created[np.isfinite(deals.created)]
    if seen is None or not len(created):
        return "How many deals come in a month: no created date was read."
    used = usable_months(deals, seen)
    if len(used) < MIN_MONTHS:
        return f"How many deals come in a month: the file holds {_describe_whole_months(len(used))} of which every deal is there."
    counts = _count_by_month(created, used)
    if counts.sum() < MIN_OBSERVATIONS:
        return (
            f"How many deals come in a month: fewer than {MIN_OBSERVATIONS} were created in the whole months of the "
            "file."
        )
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


def complete_months(deals: Deals, seen: FileWindow) -> range:
    """Months since January 1970 that lie within the file, as far as all deals are in it."""
    months = whole_months(deals, seen.seen_from, seen.end)
    stop = months.stop if seen.created_to == seen.end else int(month_of(seen.created_to + 1))
    return range(months.start, max(months.start, min(months.stop, stop)))


def usable_months(deals: Deals, seen: FileWindow) -> range:
    """Those of them at whose ends deals come at their usual pace."""
    months = complete_months(deals, seen)
    lead, trail = count_thin_months(_count_by_month(deals.created[np.isfinite(deals.created)], months))
    return range(months.start + lead, max(months.start + lead, months.stop - trail))


def check_months(
    deals: Deals, seen: FileWindow | None, told: ArrivalEstimate | None
) -> tuple[list[str], str | None]:
    """What is odd about when deals came, a sentence each, and why the deals a month are in doubt, if they are."""
    if seen is None or told is None:
        return [], None
    created = deals.created[np.isfinite(deals.created)]
    used = usable_months(deals, seen)
    odd = describe_oddities(created, seen.seen_from, seen.created_to, used)
    return odd, describe_doubt(created, used, told.month.value)


def _describe_whole_months(months: int) -> str:
    return "no whole month" if months == 0 else "only one whole month"


def _count_by_month(created: Floats, used: range) -> Ints:
    """Deals created in each month used."""
    months = month_of(created) - used.start
    return np.bincount(months[(months >= 0) & (months < len(used))], minlength=len(used))


def _monthly_rate(counts: Ints, days: Floats) -> Estimate:
    """Deals in a twelfth of a year."""
    rate = float(counts.sum() / days.sum())
    spread = max(_MIN_DISPERSION, _dispersion(counts, days))
    half = student_t_quantile(len(days) - 1) * math.sqrt(spread * rate / float(days.sum()))
    low, high = max(0.0, rate - half), rate + half
    return Estimate(rate * MONTH_DAYS, low * MONTH_DAYS, high * MONTH_DAYS, int(counts.sum()))


def _dispersion(counts: Ints, days: Floats) -> float:
    """Variance over mean of monthly counts, longer months expected to have more."""
    expected = counts.sum() * days / days.sum()
    return float(((counts - expected) ** 2 / expected).sum() / (len(days) - 1))


def _count_by_seller(deals: Deals, used: range) -> Ints:
    """(sellers, months) of the sellers who have deals that were created in these months."""
    there = np.isfinite(deals.created) & (deals.owner != NOBODY)
    month, owner = month_of(deals.created[there]) - used.start, deals.owner[there]
    inside = (month >= 0) & (month < len(used))
    active, index = np.unique(owner[inside], return_inverse=True)
    cells = np.bincount(index * len(used) + month[inside], minlength=len(active) * len(used))
    return cells.reshape(len(active), len(used))


def _seller_dispersion(sellers: Ints, days: Floats) -> float:
    """Variance over mean of counts by seller and month, between sellers and between months."""
    expected = sellers.sum() * days / days.sum() / len(sellers)
    return float(((sellers - expected) ** 2 / expected).sum() / (sellers.size - 1))


def _list_months(created: Floats) -> tuple[tuple[str, int], ...]:
    months = month_of(created)
    first = int(months.min())
    return tuple((month_name(first + i), int(n)) for i, n in enumerate(np.bincount(months - first)))
