"""What stretch of time a file covers, and in which part of it nothing is missing.

A file may lack deals at its beginning: an export of what was closed from some day on holds old deals, but only those
that lived to see that day (left truncation). It may lack deals at its end: where open deals are not exported, or not
all, of the youngest deals only those are there that closed at once (right truncation). Either way counts of created
deals are too small there, and ages at closing are wrong unless deals are counted from the day on which they could have
been seen to close (delayed entry).
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
"""days; at the edge of a file that a month may lack and still be whole: a weekend and a holiday."""
_MIN_UNSEEN = 7.0
"""expected closings; that all fail to come is chance once in e^7 = 1,100 times."""
_UNSEEN_PER_STRAY = 4.0
"""expected closings more, for each stray one that came."""
_MAX_STRAYS = 30
"""closings before the first day of closings that are looked at as strays (wrong dates)."""
_MAX_OPEN_SHARE, _MIN_OPEN_DEVIATIONS = 0.5, 4.0
"""open deals are missing where fewer than this share of those expected is there, and this many deviations fewer."""


@dataclass(frozen=True, slots=True)
class FileWindow:
    """The stretch of a file; days since 1970-01-01."""

    start: int
    """first day that any deal names."""
    end: int
    """last day that any deal names: open deals are known to be open until then."""
    closings_from: int | None
    """first day of closings, where deals that were closed earlier are missing; None where none are."""
    created_to: int
    """last day of creation that still counts: `end`, or earlier where young open deals are missing."""

    @property
    def seen_from(self) -> int:
        """First day from which on every closing is in the file."""
        return self.start if self.closings_from is None else self.closings_from


@dataclass(frozen=True, slots=True)
class FollowedDeals:
    """Deals while they can be seen; ages in days, m deals. Someone closed on a day was open until that day."""

    created: Ints
    """(m,) days since 1970-01-01."""
    first: Ints
    """(m,) youngest age at which its closing would be in the file."""
    last: Ints
    """(m,) age at which it closed, or was last known to be open."""
    outcome: Ints
    """(m,)"""

    def at_risk(self) -> Ints:
        """(oldest + 1,) deals seen at each age."""
        size = int(self.last.max()) + 2 if len(self.last) else 1
        steps = np.bincount(self.first, minlength=size) - np.bincount(self.last + 1, minlength=size)
        return np.cumsum(steps)[: size - 1]

    def events(self, outcome: int) -> Ints:
        """(oldest + 1,) deals that ended so at each age."""
        size = int(self.last.max()) + 1 if len(self.last) else 0
        return np.bincount(self.last[self.outcome == outcome], minlength=size)

    def closings(self) -> Ints:
        """(oldest + 1,) deals that ended either way at each age."""
        return self.events(WON) + self.events(LOST)


def select_dated(deals: Deals) -> Deals:
    """The deals whose dates say how long they took or have been open: created, and closed where they ended."""
    from_there = np.isfinite(deals.created)
    ended = np.isfinite(deals.closed) & (deals.closed >= deals.created)
    return take_deals(deals, from_there & ((deals.outcome == OPEN) | ended))


def take_deals(deals: Deals, which: NDArray[np.bool_] | Ints) -> Deals:
    """Some of the deals (a mask, or places), with the same owners and products."""
    parts = ("outcome", "created", "closed", "value", "owner", "product")
    return replace(deals, **{part: getattr(deals, part)[which] for part in parts})


def find_window(deals: Deals) -> FileWindow | None:
    """What the file covers; None without dates."""
    days = np.concatenate([deals.created, deals.closed[deals.outcome != OPEN]])
    days = days[np.isfinite(days)]
    if not len(days):
        return None
    whole = FileWindow(int(days.min()), int(days.max()), None, int(days.max()))
    began = FileWindow(whole.start, whole.end, _find_closings_from(deals, whole), whole.end)
    return FileWindow(began.start, began.end, began.closings_from, _find_created_to(deals, began))


def follow_deals(deals: Deals, seen: FileWindow) -> FollowedDeals:
    """The deals that can be followed: those still open after the first day of closings, where earlier ones are missing
    (that day is chosen for its closing and tells nothing), and created while open ones are not missing.
    """
    known = select_dated(deals)
    created = known.created.astype(np.int64)
    closed = np.where(known.outcome == OPEN, seen.end, known.closed).astype(np.int64)
    entry = -1 if seen.closings_from is None else seen.closings_from
    kept = (closed > entry) & (created <= seen.created_to)
    created, closed = created[kept], closed[kept]
    return FollowedDeals(created, np.maximum(0, entry + 1 - created), closed - created, known.outcome[kept])


def open_share(followed: FollowedDeals) -> Floats:
    """(oldest + 1,) share that is open after each age (Kaplan-Meier)."""
    stay = 1 - followed.closings() / np.maximum(1, followed.at_risk())
    return np.asarray(np.cumprod(stay), dtype=np.float64)


def month_of(day: Floats | Ints | int) -> Ints:
    """Months since January 1970."""
    return np.asarray(day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def month_start(month: Ints | int) -> Ints:
    """The first day of a month, in days since 1970-01-01."""
    return np.asarray(month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def month_name(month: int) -> str:
    """'2017-03'."""
    return str(np.datetime64(int(month), "M"))


def whole_months(deals: Deals, first: int, last: int) -> range:
    """Months that lie between two days. A month that lacks some days at its edge is whole where these are few, or so
    few that nothing need have happened in them.
    """
    days = np.concatenate([deals.created, deals.closed[deals.outcome != OPEN]])
    active = int(np.count_nonzero((days >= first) & (days <= last))) / max(1, last - first + 1)
    silent = max(_MAX_SILENT_DAYS, 1 / active if active else 0)
    begin, stop = int(month_of(first)), int(month_of(last))
    late = first - int(month_start(begin)) > silent
    early = int(month_start(stop + 1)) - 1 - last > silent
    return range(begin + late, stop + 1 - early)


def _find_closings_from(deals: Deals, seen: FileWindow) -> int | None:
    """The first day of closings, if the deals of before would have closed sooner had they not been missing.

    Where none are missing, closings less those expected at the ages of what is open (Nelson-Aalen, of later days) are
    a martingale, and those expected before the first one have about a unit exponential distribution. A few closings
    with wrong dates may lie before that day: it is the one before which most is amiss.
    """
    known = select_dated(deals)
    ended = known.outcome != OPEN
    closings = np.unique(known.closed[ended]).astype(np.int64)[: _MAX_STRAYS + 1]
    if len(closings) < MIN_OBSERVATIONS:
        return None
    later = follow_deals(known, FileWindow(seen.start, seen.end, int(closings[-1]), seen.end))
    hazard = later.closings() / np.maximum(1, later.at_risk())
    below = np.concatenate([[0.0], np.cumsum(hazard)])  # closings of one deal below each age
    until = np.where(ended, known.closed + 1, np.inf)  # the first day on which it is not open
    amiss = []
    for day in closings.tolist():
        young = known.created < day
        ages = (np.minimum(until[young], day) - known.created[young]).astype(np.int64)
        expected = float(below[np.minimum(ages, len(below) - 1)].sum())
        amiss.append(expected - _UNSEEN_PER_STRAY * np.count_nonzero(until[young] <= day))
    most = int(np.argmax(amiss))
    return int(closings[most]) if amiss[most] > _MIN_UNSEEN else None


def _find_created_to(deals: Deals, seen: FileWindow) -> int:
    """The end, or so long before it that nine of ten wins would be there, if too few of the youngest are open."""
    known = select_dated(deals)
    won = known.outcome == WON
    if np.count_nonzero(won) < MIN_OBSERVATIONS:
        return seen.end
    old = math.ceil(float(np.quantile((known.closed - known.created)[won], 0.9)))
    young = known.created > seen.end - old
    before = follow_deals(take_deals(known, ~young), seen)
    if not len(before.last):
        return seen.end
    stay = open_share(before)
    ages = (seen.end - known.created[young]).astype(np.int64)
    expected = float(stay[np.minimum(ages, len(stay) - 1)].sum())
    found = np.count_nonzero(known.outcome[young] == OPEN)
    missing = found < _MAX_OPEN_SHARE * expected and expected - found > _MIN_OPEN_DEVIATIONS * math.sqrt(
        expected
    )
    return seen.end - old if missing else seen.end
