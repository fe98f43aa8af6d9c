"""Which rows are used: not those without a stage, nor copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.crm.intake.draft import Draft, rows
from sim.crm.intake.words import NOTHING
from sim.scenario.problems import shown

Bools = NDArray[np.bool_]

NO_STAGE = "no stage"
COPY = "an exact copy of another row"
EARLIER = "a later row has the same id, with other content"
BACKWARDS = "closed before it was created"
SAME_DAY = "closed the day before it was created: taken as the same day"
LINES = 0.1
"""share of rows with an id that comes again, from which rows may be lines of deals rather than deals."""


def set_aside(used: Bools, bad: Bools, reason: str, draft: Draft) -> None:
    """Take bad rows out of those used, and count them."""
    count = int((used & bad).sum())
    if count:
        draft.ledger.set_aside[reason] += count
    used &= ~bad


def without_copies(
    used: Bools, ids: Sequence[str], name: str, columns: Sequence[Sequence[str]], draft: Draft
) -> None:
    """Keep one row of each id: the first of exact copies, else the last."""
    keys = [key.strip() for key in ids]
    counts = Counter(key for key, there in zip(keys, used.tolist(), strict=True) if there)
    again = {key for key, count in counts.items() if count > 1 and key.lower() not in NOTHING}
    groups: dict[str, list[int]] = {}
    if again:
        for at in np.flatnonzero(used).tolist():
            if keys[at] in again:
                groups.setdefault(keys[at], []).append(at)
    copies, earlier = np.zeros(len(used), dtype=bool), np.zeros(len(used), dtype=bool)
    for group in groups.values():
        contents = [tuple(column[at] for column in columns) for at in group]
        same = [one == contents[-1] for one in contents]
        kept = group[0] if all(same) else group[-1]
        for at, is_copy in zip(group, same, strict=True):
            if at != kept:
                (copies if is_copy else earlier)[at] = True
    if earlier.sum() > LINES * used.sum():
        draft.note(f"Many values in {shown(name)} come more than once; if rows are lines of a deal rather than deals, "
                   "export one row per deal.")  # fmt: skip
    set_aside(used, copies, COPY, draft)
    set_aside(used, earlier, EARLIER, draft)


def note_equal_rows(columns: Sequence[Sequence[str]], draft: Draft) -> None:
    """Without ids, rows that are equal in everything may be different deals: they stay, and are said."""
    equal = len(columns[0]) - len(set(zip(*columns, strict=True))) if columns else 0
    if equal:
        draft.note(
            f"{rows(equal).capitalize()} equal another in everything; without an id they count as deals."
        )
