"""Find where the dates of a file begin and end, by the bulk of them. A few far outside are typing errors."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import Floats

GAP = 730
"""days without any date, after which (or before which) a few dates are outliers."""
MIN_GAP = 45
"""days without any date up to which nothing is cut: a holiday."""
MIN_GAP_BEFORE = 180
"""days, likewise at the beginning: an export begins with old deals that closed in it, which are few and real."""
MAX_OUTLIERS = 0.01
"""share of the dates that may be outliers."""
PLACEHOLDERS = 2
"""Different days that may be placeholders (such as 9999-12-31), however many rows have them; also the smallest limit
for the number of outliers."""
_NEAR = 20
"""Last dates of the bulk that give the density at its end; more would give that of the middle, which is higher."""
_MISSING, _MISSING_EACH = 20.0, 20.0
"""Dates that a gap would hold at that density, from which the dates after it are outliers, and more for each of them.
The last few slow deals are sparse, but not so sparse."""


def find_bulk(days: Floats) -> tuple[float, float]:
    """First and last day of the bulk of these dates (days since 1970-01-01, in any order, no NaN)."""
    if not len(days):
        return -np.inf, np.inf
    ordered = np.sort(days)
    backward = -ordered[::-1]
    first, last = _find_last(backward, MIN_GAP_BEFORE), _find_last(ordered, MIN_GAP)
    return -float(backward[first]), float(ordered[last])


def _find_last(ordered: Floats, min_gap: int) -> int:
    """The place of the last date of the bulk."""
    n = len(ordered)
    most = max(PLACEHOLDERS, int(MAX_OUTLIERS * n))
    gaps = np.diff(ordered)
    for at in np.flatnonzero(gaps > min_gap).tolist():
        beyond, gap = n - at - 1, float(gaps[at])
        if beyond > n // 2:
            continue
        few = beyond <= most
        placeholders = len(np.unique(ordered[at + 1 :])) <= PLACEHOLDERS
        if gap > GAP and (few or placeholders):
            return at
        if few and gap * _density(ordered[: at + 1]) >= _MISSING + _MISSING_EACH * beyond:
            return at
    return n - 1


def _density(bulk: Floats) -> float:
    """Dates per day at the end of the bulk."""
    near = min(len(bulk) - 1, _NEAR)
    return near / max(1.0, float(bulk[-1] - bulk[-1 - near])) if near >= _NEAR // 2 else 0.0
