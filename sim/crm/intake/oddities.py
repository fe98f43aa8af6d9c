"""Report what looks odd in the deals but needs no correction."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.intake.dates import format_day
from sim.crm.intake.draft import Draft, plural

MAX_FIRST_CLOSE = 60
"""days from the first deal to the first close, above which earlier closes seem to be missing."""
MIN_DEALS = 10
"""deals; among fewer nothing looks odd."""
MAX_ON_ONE_DAY = 0.2
"""share of the dates on one day, above which data seem to have been migrated."""
_EPOCH = dt.date(1970, 1, 1)


def note_oddities(deals: Deals, amounts: Floats, draft: Draft) -> None:
    """Report oddities. `amounts` (n,) are those of the file, of open and lost deals too."""
    _note_missing_closes(deals, draft)
    _note_future(deals, draft)
    for days, what in ((deals.created, "created"), (deals.closed, "closed")):
        _note_single_day(days, what, draft)
    values = deals.value[np.isfinite(deals.value)]
    if values.size >= MIN_DEALS and np.all(values == values[0]):
        draft.note(f"All {values.size:,} won deals have the same amount.")
    if zero := int(np.sum((deals.outcome == LOST) & (amounts == 0))):
        draft.note(
            f"{plural(zero, 'lost deal has', 'lost deals have')} an amount of 0; amounts of lost deals are not used."
        )
    for outcome, what in ((WON, "won"), (LOST, "lost")):
        if not (deals.outcome == outcome).any():
            draft.note(f"None of the used deals is {what}.")


def _note_missing_closes(deals: Deals, draft: Draft) -> None:
    created, closed = (days[np.isfinite(days)] for days in (deals.created, deals.closed))
    late = closed.size >= MIN_DEALS and created.size and closed.min() - created.min() > MAX_FIRST_CLOSE
    if late:
        draft.note(
            f"The first deal was created on {format_day(created.min())}, but none was closed before "
            f"{format_day(closed.min())}: deals closed earlier seem to be missing from the file."
        )


def _note_future(deals: Deals, draft: Draft) -> None:
    today = (dt.datetime.now(tz=dt.UTC).date() - _EPOCH).days + 1  # somewhere it may already be tomorrow
    if late := int(np.sum((deals.created > today) | (deals.closed > today))):
        draft.note(f"{plural(late, 'deal was', 'deals were')} created or closed after today.")


def _note_single_day(days: Floats, what: str, draft: Draft) -> None:
    known = days[np.isfinite(days)]
    if known.size < MIN_DEALS * 5:
        return
    values, counts = np.unique(known, return_counts=True)
    most = int(counts.max())
    if most > MAX_ON_ONE_DAY * known.size:
        day = format_day(values[int(counts.argmax())])
        draft.note(
            f"{most:,} of {known.size:,} deals were {what} on {day}: data may have been migrated or updated in bulk."
        )


def note_expected_dates(closed: Floats, outcome: Ints, draft: Draft) -> None:
    """Report closing dates of open deals, which are expectations."""
    if count := int(np.sum(np.isfinite(closed) & (outcome == OPEN))):
        deals = plural(count, "open deal has", "open deals have")
        draft.note(f"{deals} a closing date; these are expected dates and are not used.")
