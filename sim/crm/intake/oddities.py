"""What looks odd in deals but needs no mending: it is said."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats
from sim.crm.intake.draft import Draft

LATE_FIRST = 60
"""days between the first deal and the first close, from which earlier closes seem to be missing."""
MIN_DEALS = 10
"""deals; below which nothing of the kind looks odd."""
ONE_DAY = 0.2
"""share of dates on one day, from which it looks like a moving of data."""
_EPOCH = dt.date(1970, 1, 1)


def note_oddities(deals: Deals, amounts: Floats, draft: Draft) -> None:
    """Note it. `amounts` are (n,) as the file has them, also those of open and lost deals."""
    _note_missing_closes(deals, draft)
    _note_future(deals, draft)
    for days, what in ((deals.created, "created"), (deals.closed, "closed")):
        _note_single_day(days, what, draft)
    values = deals.value[np.isfinite(deals.value)]
    if values.size >= MIN_DEALS and np.all(values == values[0]):
        draft.note(f"All {values.size:,} amounts of won deals are equal.")
    zero = int(np.sum((deals.outcome == LOST) & (amounts == 0)))
    if zero:
        draft.note(f"{zero:,} lost deals have an amount of 0; amounts of lost deals are not used.")
    for outcome, what in ((WON, "won"), (LOST, "lost")):
        if not (deals.outcome == outcome).any():
            draft.note(f"No deal that is used is {what}.")


def _note_missing_closes(deals: Deals, draft: Draft) -> None:
    created, closed = (days[np.isfinite(days)] for days in (deals.created, deals.closed))
    if closed.size >= MIN_DEALS and created.size and closed.min() - created.min() > LATE_FIRST:
        draft.note(f"The first deal was created on {_date(created.min())}, but none was closed before "
                   f"{_date(closed.min())}: deals that were closed before seem not to be in the file.")  # fmt: skip


def _note_future(deals: Deals, draft: Draft) -> None:
    today = (dt.datetime.now(tz=dt.UTC).date() - _EPOCH).days + 1  # it may be tomorrow already somewhere
    late = int(np.sum((deals.created > today) | (deals.closed > today)))
    if late:
        draft.note(f"{late:,} deals were created or closed after today.")


def _note_single_day(days: Floats, what: str, draft: Draft) -> None:
    there = days[np.isfinite(days)]
    if there.size < MIN_DEALS * 5:
        return
    values, counts = np.unique(there, return_counts=True)
    most = int(counts.max())
    if most > ONE_DAY * there.size:
        day = _date(values[int(counts.argmax())])
        draft.note(
            f"{most:,} of {there.size:,} deals were {what} on {day}: data may have been moved or closed in bulk."
        )


def note_expected_dates(
    deals_closed: Floats, outcome: np.ndarray[tuple[int], np.dtype[np.int64]], draft: Draft
) -> None:
    """Closing dates of open deals are what somebody expects."""
    count = int(np.sum(np.isfinite(deals_closed) & (outcome == OPEN)))
    if count:
        draft.note(f"{count:,} open deals have a closing date: it is taken as an expected one, and not used.")


def _date(days: float) -> str:
    return (_EPOCH + dt.timedelta(days=int(days))).isoformat()
