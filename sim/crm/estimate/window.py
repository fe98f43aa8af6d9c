"""The time span that a file covers, and the part of it in which no deals are missing.

A file may lack deals at its beginning: an export of deals closed since some day has old deals only if they were still
open on that day (left truncation). It may also lack deals at its end: if open deals are not exported, or not all of
them, only those of the youngest deals are there that closed at once (right truncation). In either case there are too
few created deals, and ages at closing are wrong unless each deal is counted from the day on which its closing would
have been in the file (delayed entry).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.estimate.figures import MIN_OBSERVATIONS

MONTH_DAYS = 365.25 / 12
"""days; a twelfth of a year."""
_MAX_SILENT_DAYS = 3
"""days that a month at the edge of a file may lack and still be whole: a weekend and a holiday."""
_MIN_UNSEEN = 7.0
"""Expected closings that are all missing: by chance, that happens once in e^7 = 1,100 times."""
_UNSEEN_PER_STRAY = 4.0
"""Additional expected closings for each stray closing."""
_MAX_STRAYS = 30
"""Maximum number of early closings that may be strays (wrong dates)."""
_MAX_OPEN_SHARE, _MIN_OPEN_DEVIATIONS = 0.5, 4.0
"""Open deals are missing if their number is below this share of, and this many deviations below, the expected one."""


@dataclass(frozen=True, slots=True)
class FileWindow:
    """The time span of a file, in days since 1970-01-01."""

    start: int
    """First date of any deal."""
    end: int
    """Last date of any deal, until which open deals are known to be open."""
    closings_from: int | None
    """First day of closings, if deals closed earlier are missing; else None."""
    created_to: int
    """Last day of creation that counts: `end`, or earlier if young open deals are missing."""

    @property
    def complete_from(self) -> int:
        """The day from which on every closing is in the file."""
        return self.start if self.closings_from is None else self.closings_from


@dataclass(frozen=True, slots=True)
class FollowedDeals:
    """m deals during the time in which they can be observed; ages in days. A deal is open until the day it closes."""

    created: Ints
    """(m,) days since 1970-01-01."""
    entry_age: Ints
    """(m,) youngest age at which its closing would be in the file."""
    exit_age: Ints
    """(m,) age at which it closed, or was last known to be open."""
    outcome: Ints
    """(m,) OPEN, WON or LOST."""

    def at_risk(self) -> Ints:
        """(oldest + 1,) deals at risk at each age."""
        size = int(self.exit_age.max()) + 2 if len(self.exit_age) else 1
        steps = np.bincount(self.entry_age, minlength=size) - np.bincount(self.exit_age + 1, minlength=size)
        return np.cumsum(steps)[: size - 1]

    def events(self, outcome: int) -> Ints:
        """(oldest + 1,) deals that ended with this outcome at each age."""
        size = int(self.exit_age.max()) + 1 if len(self.exit_age) else 0
        return np.bincount(self.exit_age[self.outcome == outcome], minlength=size)

    def closings(self) -> Ints:
        """(oldest + 1,) deals won or lost at each age."""
        return self.events(WON) + self.events(LOST)


def select_dated(deals: Deals) -> Deals:
    """The deals with a created date and, unless open, a closed date that is not earlier."""
    from_there = np.isfinite(deals.created)
    ended = np.isfinite(deals.closed) & (deals.closed >= deals.created)
    return take_deals(deals, from_there & ((deals.outcome == OPEN) | ended))


def take_deals(deals: Deals, which: NDArray[np.bool_] | Ints) -> Deals:
    """A subset of the deals, by mask or index, with the same owners and products."""
    parts = ("outcome", "created", "closed", "value", "owner", "product")
    return replace(deals, **{part: getattr(deals, part)[which] for part in parts})


def find_window(deals: Deals) -> FileWindow | None:
    """The time span that the file covers; None without dates."""
    days = np.concatenate([deals.created, deals.closed[deals.outcome != OPEN]])
    days = days[np.isfinite(days)]
    if not len(days):
        return None
    whole = FileWindow(int(days.min()), int(days.max()), None, int(days.max()))
    began = FileWindow(whole.start, whole.end, _find_closings_from(deals, whole), whole.end)
    return FileWindow(began.start, began.end, began.closings_from, _find_created_to(deals, began))


def follow_deals(deals: Deals, window: FileWindow) -> FollowedDeals:
    """The deals that can be followed: created before open deals are missing, and open after the first day of closings.

    That first day is excluded, because it was chosen for its closings.
    """
    known = select_dated(deals)
    created = known.created.astype(np.int64)
    closed = np.where(known.outcome == OPEN, window.end, known.closed).astype(np.int64)
    entry = -1 if window.closings_from is None else window.closings_from
    kept = (closed > entry) & (created <= window.created_to)
    created, closed = created[kept], closed[kept]
    return FollowedDeals(created, np.maximum(0, entry + 1 - created), closed - created, known.outcome[kept])


def open_share(followed: FollowedDeals) -> Floats:
    """(oldest + 1,) share of deals still open after each age (Kaplan-Meier)."""
    stay = 1 - followed.closings() / np.maximum(1, followed.at_risk())
    return np.asarray(np.cumprod(stay), dtype=np.float64)


def month_of(day: Floats | Ints | int) -> Ints:
    """Number of months since January 1970."""
    return np.asarray(day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def month_start(month: Ints | int) -> Ints:
    """The first day of a month, in days since 1970-01-01."""
    return np.asarray(month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def month_name(month: int) -> str:
    """Format as '2024-03'."""
    return str(np.datetime64(int(month), "M"))


def format_day(day: float) -> str:
    """Format as '2024-03-31'."""
    return str(np.datetime64(int(day), "D"))


def whole_months(deals: Deals, first: int, last: int) -> range:
    """Whole months between two days.

    A month may lack some days at its edge, if they are few or if nothing is expected to happen in so short a time.
    """
    days = np.concatenate([deals.created, deals.closed[deals.outcome != OPEN]])
    active = int(np.count_nonzero((days >= first) & (days <= last))) / max(1, last - first + 1)
    silent = max(_MAX_SILENT_DAYS, 1 / active if active else 0)
    begin, stop = int(month_of(first)), int(month_of(last))
    late = first - int(month_start(begin)) > silent
    early = int(month_start(stop + 1)) - 1 - last > silent
    return range(begin + late, stop + 1 - early)


def _find_closings_from(deals: Deals, window: FileWindow) -> int | None:
    """The first day of closings, if earlier closings are missing.

    If none are missing, closings less those expected at the ages of open deals (Nelson-Aalen, from later days) are a
    martingale, and the number expected before the first closing is about unit exponential. A few closings with wrong
    dates may come before that day, so the day with the largest excess of expected closings before it is chosen.
    """
    known = select_dated(deals)
    ended = known.outcome != OPEN
    closings = np.unique(known.closed[ended]).astype(np.int64)[: _MAX_STRAYS + 1]
    if len(closings) < MIN_OBSERVATIONS:
        return None
    later = follow_deals(known, FileWindow(window.start, window.end, int(closings[-1]), window.end))
    hazard = later.closings() / np.maximum(1, later.at_risk())
    below = np.concatenate([[0.0], np.cumsum(hazard)])  # closings of one deal below each age
    until = np.where(ended, known.closed + 1, np.inf)  # the first day on which it is not open
    excess = []
    for day in closings.tolist():
        young = known.created < day
        ages = (np.minimum(until[young], day) - known.created[young]).astype(np.int64)
        expected = float(below[np.minimum(ages, len(below) - 1)].sum())
        excess.append(expected - _UNSEEN_PER_STRAY * np.count_nonzero(until[young] <= day))
    most = int(np.argmax(excess))
    return int(closings[most]) if excess[most] > _MIN_UNSEEN else None


def _find_created_to(deals: Deals, window: FileWindow) -> int:
    """The end, or, if too few of the youngest deals are open, a day by which nine out of ten wins would have come."""
    known = select_dated(deals)
    won = known.outcome == WON
    if np.count_nonzero(won) < MIN_OBSERVATIONS:
        return window.end
    old = math.ceil(float(np.quantile((known.closed - known.created)[won], 0.9)))
    young = known.created > window.end - old
    before = follow_deals(take_deals(known, ~young), window)
    if not len(before.exit_age):
        return window.end
    stay = open_share(before)
    ages = (window.end - known.created[young]).astype(np.int64)
    expected = float(stay[np.minimum(ages, len(stay) - 1)].sum())
    found = np.count_nonzero(known.outcome[young] == OPEN)
    missing = found < _MAX_OPEN_SHARE * expected and expected - found > _MIN_OPEN_DEVIATIONS * math.sqrt(
        expected
    )
    return window.end - old if missing else window.end
