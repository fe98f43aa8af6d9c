"""Where the dates of a file begin and end: by the bulk of them. A few that lie far outside are slips of the pen."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import Floats

GAP = 730
"""days without any date, after which (or before which) a few dates are none that anybody meant."""
SHORT = 45
"""days without any date, below which nothing is cut: a holiday."""
SHORT_BEFORE = 180
"""days likewise at the beginning: before that of an export lie old deals that closed in it, which are thin and true."""
MAX_OUTLIERS = 0.01
"""share of the dates that may be stragglers."""
PLACEHOLDERS = 2
"""Different days that may be placeholders (such as 9999-12-31), however many rows have them; also the least number of
dates that may be stragglers."""
_NEAR = 20
"""Last dates of the bulk, by which the density of its end is known; where deals thin out, more would tell that of their
midst."""
_EXPECTED, _EXPECTED_EACH = 20.0, 20.0
"""Dates that a gap would hold at the density of the bulk's end, from which what lies beyond it are stragglers, and more
for each of them. A last few deals that take long are thinly spread, but not so thinly."""


def find_bulk(days: Floats) -> tuple[float, float]:
    """First and last day of the bulk of these dates (days since 1970-01-01, any order, none of them NaN)."""
    if not len(days):
        return -np.inf, np.inf
    ordered = np.sort(days)
    backward = -ordered[::-1]
    return -float(backward[_find_last(backward, SHORT_BEFORE)]), float(ordered[_find_last(ordered, SHORT)])


def _find_last(ordered: Floats, short: int) -> int:
    """The place of the last date of the bulk."""
    n = len(ordered)
    most = max(PLACEHOLDERS, int(MAX_OUTLIERS * n))
    gaps = np.diff(ordered)
    for at in np.flatnonzero(gaps > short).tolist():
        beyond, gap = n - at - 1, float(gaps[at])
        if beyond > n // 2:
            continue
        few = beyond <= most
        placeholders = len(np.unique(ordered[at + 1 :])) <= PLACEHOLDERS
        if gap > GAP and (few or placeholders):
            return at
        if few and gap * _density(ordered[: at + 1]) >= _EXPECTED + _EXPECTED_EACH * beyond:
            return at
    return n - 1


def _density(bulk_: Floats) -> float:
    """Dates a day at the end of the bulk."""
    near = min(len(bulk_) - 1, _NEAR)
    return near / max(1.0, float(bulk_[-1] - bulk_[-1 - near])) if near >= _NEAR // 2 else 0.0
