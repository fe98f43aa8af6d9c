"""Whether deals come at an even pace over a file: months at its ends in which hardly any came, holes, heaps, and
whether the months that are used tell the pace at which most deals came.
"""

from __future__ import annotations

import numpy as np

from sim.crm.deals import Floats, Ints
from sim.crm.estimate.window import MONTH_DAYS, month_name, month_of, month_start

THIN_SHARE = 0.1
"""Share of the usual deals of a month, below which hardly any came."""
MIN_EXPECTED = 10.0
"""Deals that a time must make expect, so that hardly any is no chance: a tenth of them or fewer comes once in 2,000."""
HEAP_RATIO = 5.0
"""Times the usual deals of a month, from which they look moved or entered in bulk."""
TAIL_SHARE = 0.05
"""Share of the deals on either side of the bulk."""
MAX_PACE_DIFFERENCE = 0.2
"""Relative difference between the pace of the months used and that of the bulk, from which the ends are in doubt."""
MAX_NAMED_MONTHS = 6


def usual_month(counts: Ints) -> float:
    """Deals of a usual month: the median over the months of the bulk; 0 where there are too few to tell."""
    total = counts.sum()
    if total < MIN_EXPECTED:
        return 0.0
    share, aside = np.cumsum(counts) / total, max(TAIL_SHARE, 1 / total)
    first, last = np.searchsorted(share, aside, side="right"), np.searchsorted(share, 1 - aside)
    return float(np.median(counts[first : last + 1]))


def count_thin_months(counts: Ints) -> tuple[int, int]:
    """Months at the beginning and at the end of these in which hardly any deals came."""
    normal = usual_month(counts)
    return _count_leading_thin(counts, normal), _count_leading_thin(counts[::-1], normal)


def _count_leading_thin(counts: Ints, normal: float) -> int:
    """The most months at the beginning that are thin: all together, and none of them near the usual."""
    runs = np.arange(1, len(counts) + 1) * normal
    each = np.logical_and.accumulate(counts <= normal / 2)
    every = each & (np.cumsum(counts) <= THIN_SHARE * runs) & (runs >= MIN_EXPECTED)
    return int(np.flatnonzero(every)[-1]) + 1 if every.any() else 0


def describe_oddities(created: Floats, first: int, last: int, used: range) -> list[str]:
    """What is odd about the months in which deals came, a sentence each. `created` are (n,) days since 1970-01-01, as
    are the first and last one of which all deals are there; `used` are the months since January 1970 that count.
    """
    every = range(int(month_of(first)), int(month_of(last)) + 1)
    months = month_of(created[(created >= first) & (created <= last)]) - every.start
    counts = np.bincount(months, minlength=len(every))
    lead, trail = used.start - every.start, every.stop - used.stop
    inside = counts[lead : len(counts) - trail]
    normal = usual_month(inside)
    if not normal:
        return []
    after = _describe_thin_end(
        counts[len(counts) - trail :],
        range(used.stop, every.stop),
        last + 1 - int(month_start(used.stop)),
        normal,
    )
    before = _describe_thin_end(
        counts[:lead], range(every.start, used.start), int(month_start(used.start)) - first, normal
    )
    told = []
    if after is not None:
        told.append(
            f"{after}: the file seems to end before, and they are not counted. If arrivals did fall so far, the "
            "scenario has too many."
        )
    if before is not None:
        told.append(f"{before}: the file seems to begin later, and they are not counted.")
    holes = np.flatnonzero((inside <= THIN_SHARE * normal) & (normal >= MIN_EXPECTED))
    heaps = np.flatnonzero((inside >= HEAP_RATIO * normal) & (inside >= HEAP_RATIO * MIN_EXPECTED))
    if len(holes):
        told.append(
            f"Hardly any deals came in {_join_names(holes, used)}, where {normal:,.0f} a month are usual."
        )
    if len(heaps):
        told.append(
            f"Many times the usual {normal:,.0f} deals of a month came in {_join_names(heaps, used)}: data "
            "may have been "
            "moved or entered in bulk."
        )
    return told


def describe_doubt(created: Floats, used: range, month: float) -> str | None:
    """Why the deals a month of the months used are in doubt; None where the bulk of deals came at the same pace."""
    first, last = int(month_start(used.start)), int(month_start(used.stop)) - 1
    its = created[(created >= first) & (created <= last)]
    low, high = np.quantile(its, (TAIL_SHARE, 1 - TAIL_SHARE)) if len(its) else (0.0, 0.0)
    if high - low < MONTH_DAYS:
        return None
    pace = (1 - 2 * TAIL_SHARE) * len(its) / (high - low) * MONTH_DAYS
    if abs(month / pace - 1) <= MAX_PACE_DIFFERENCE:
        return None
    return (
        f"Nine in ten of the deals that are counted came between {_format_day(low)} and {_format_day(high)}, {pace:,.0f} a month; "
        f"over all months used it is {month:,.0f}. Check where the file begins and ends."
    )


def _describe_thin_end(counts: Ints, months: range, days: int, normal: float) -> str | None:
    """How few deals came in so many days at an end of the file; None where they are not so few."""
    expected, count = days / MONTH_DAYS * normal, int(counts.sum())
    if expected < MIN_EXPECTED or count > THIN_SHARE * expected:
        return None
    what = "no deal" if not count else "only 1 deal" if count == 1 else f"only {count:,} deals"
    when = month_name(months[0]) + (f" to {month_name(months[-1])}" if len(months) > 1 else "")
    return f"In {when} {what} came, where {normal:,.0f} a month are usual"


def _join_names(places: Ints, used: range) -> str:
    names = [month_name(used.start + int(at)) for at in places[:MAX_NAMED_MONTHS]]
    return ", ".join(names) + (
        f" and {len(places) - MAX_NAMED_MONTHS:,} more" if len(places) > MAX_NAMED_MONTHS else ""
    )


def _format_day(day: float) -> str:
    return str(np.datetime64(int(day), "D"))
