"""Whether deals arrive at an even pace: nearly empty months at the ends of a file, gaps, bulk entries, and whether the
months used have the pace at which most deals arrived.
"""

from __future__ import annotations

import numpy as np

from sim.crm.deals import Floats, Ints
from sim.crm.estimate.window import MONTH_DAYS, format_day, month_name, month_of, month_start

THIN_SHARE = 0.1
"""A month is thin below this share of the usual number of deals."""
MIN_EXPECTED = 10.0
"""Expected deals from which a thin period is no chance: a tenth of them or fewer comes once in 2,000 times."""
HEAP_RATIO = 5.0
"""Ratio to the usual number of deals from which a month looks like a migration or bulk entry."""
TAIL_SHARE = 0.05
"""Share of the deals before and after the bulk of them."""
MAX_PACE_DIFFERENCE = 0.2
"""Relative difference between the pace of the months used and of the bulk, above which the time span is doubtful."""
MAX_NAMED_MONTHS = 6


def usual_month(counts: Ints) -> float:
    """Usual deals per month: the median over the months of the bulk; 0 if there are too few deals."""
    total = counts.sum()
    if total < MIN_EXPECTED:
        return 0.0
    share, tail = np.cumsum(counts) / total, max(TAIL_SHARE, 1 / total)
    first, last = np.searchsorted(share, tail, side="right"), np.searchsorted(share, 1 - tail)
    return float(np.median(counts[first : last + 1]))


def count_thin_months(counts: Ints) -> tuple[int, int]:
    """Number of thin months at the beginning and at the end."""
    usual = usual_month(counts)
    return _count_leading_thin(counts, usual), _count_leading_thin(counts[::-1], usual)


def _count_leading_thin(counts: Ints, usual: float) -> int:
    """The largest number of months at the beginning that are thin together, and each at most half the usual."""
    expected = np.arange(1, len(counts) + 1) * usual
    each = np.logical_and.accumulate(counts <= usual / 2)
    every = each & (np.cumsum(counts) <= THIN_SHARE * expected) & (expected >= MIN_EXPECTED)
    return int(np.flatnonzero(every)[-1]) + 1 if every.any() else 0


def describe_oddities(created: Floats, first: int, last: int, used: range) -> list[str]:
    """One sentence for each oddity in the months in which deals were created.

    `created`, (n,), and the `first` and `last` day on which no deals are missing are days since 1970-01-01. `used` are
    the months, counted since January 1970, from which arrivals are estimated.
    """
    every = range(int(month_of(first)), int(month_of(last)) + 1)
    months = month_of(created[(created >= first) & (created <= last)]) - every.start
    counts = np.bincount(months, minlength=len(every))
    lead, trail = used.start - every.start, every.stop - used.stop
    inside = counts[lead : len(counts) - trail]
    usual = usual_month(inside)
    if not usual:
        return []
    days_after, days_before = last + 1 - int(month_start(used.stop)), int(month_start(used.start)) - first
    after = _describe_thin_end(counts[len(counts) - trail :], range(used.stop, every.stop), days_after, usual)
    before = _describe_thin_end(counts[:lead], range(every.start, used.start), days_before, usual)
    gaps = np.flatnonzero((inside <= THIN_SHARE * usual) & (usual >= MIN_EXPECTED))
    heaps = np.flatnonzero((inside >= HEAP_RATIO * usual) & (inside >= HEAP_RATIO * MIN_EXPECTED))
    sentences = []
    if after is not None:
        sentences.append(
            f"{after}. The file seems to end earlier, so these months are not counted. If fewer deals really "
            "were created, the scenario has too many."
        )
    if before is not None:
        sentences.append(f"{before}. The file seems to begin later, so these months are not counted.")
    if len(gaps):
        sentences.append(
            f"Hardly any deals were created in {_join_names(gaps, used)}; {usual:,.0f} a month is usual."
        )
    if len(heaps):
        sentences.append(
            f"Many times the usual {usual:,.0f} deals a month were created in {_join_names(heaps, used)}. Data may "
            "have been migrated or entered in bulk."
        )
    return sentences


def describe_doubt(created: Floats, used: range, month: float) -> str | None:
    """Why the deals per month are doubtful; None if most deals arrived at the same pace."""
    first, last = int(month_start(used.start)), int(month_start(used.stop)) - 1
    counted = created[(created >= first) & (created <= last)]
    low, high = np.quantile(counted, (TAIL_SHARE, 1 - TAIL_SHARE)) if len(counted) else (0.0, 0.0)
    if high - low < MONTH_DAYS:
        return None
    pace = (1 - 2 * TAIL_SHARE) * len(counted) / (high - low) * MONTH_DAYS
    if abs(month / pace - 1) <= MAX_PACE_DIFFERENCE:
        return None
    return (
        f"Nine out of ten of the deals counted were created from {format_day(low)} to {format_day(high)}, at "
        f"{pace:,.0f} a month, but the average over all months used is {month:,.0f}. Check where the file begins and "
        "ends."
    )


def _describe_thin_end(counts: Ints, months: range, days: int, usual: float) -> str | None:
    """How few deals came in the months at an end of the file; None if they are not that few."""
    expected, count = days / MONTH_DAYS * usual, int(counts.sum())
    if expected < MIN_EXPECTED or count > THIN_SHARE * expected:
        return None
    number = (
        "No deals were" if not count else "Only 1 deal was" if count == 1 else f"Only {count:,} deals were"
    )
    first, last = month_name(months[0]), month_name(months[-1])
    when = f"in {first}" if len(months) == 1 else f"from {first} to {last}"
    return f"{number} created {when}; {usual:,.0f} a month is usual"


def _join_names(places: Ints, used: range) -> str:
    names = [month_name(used.start + int(at)) for at in places[:MAX_NAMED_MONTHS]]
    rest = len(places) - MAX_NAMED_MONTHS
    return ", ".join(names) + (f" and {rest:,} more" if rest > 0 else "")
