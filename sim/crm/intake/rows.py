"""Which rows are used, and why others are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.crm.intake.draft import Draft, count_rows

Bools = NDArray[np.bool_]

NO_STAGE = "no stage"
BACKWARDS = "closed before it was created"
SAME_DAY = "closed the day before it was created: taken as the same day"


def set_aside(used: Bools, bad: Bools, reason: str, draft: Draft) -> None:
    """Take bad rows out of those used, and count them."""
    count = int((used & bad).sum())
    if count:
        draft.ledger.set_aside[reason] += count
    used &= ~bad


def note_equal_rows(columns: Sequence[Sequence[str]], draft: Draft) -> None:
    """Without ids, rows that are equal in everything may be different deals: they stay, and are said."""
    equal = len(columns[0]) - len(set(zip(*columns, strict=True))) if columns else 0
    if equal:
        draft.note(
            f"{count_rows(equal).capitalize()} equal another in everything; without an id they count as deals."
        )
