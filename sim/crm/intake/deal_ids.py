"""Whether a column numbers deals: nearly every row has its own, and rows with the same one are the same deal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.crm.intake.cells import strip_cell

SAME = 0.9
"""share of the values that come again whose rows must agree in the day of creation, which no deal changes."""
RARE = 0.1
"""share of the values that may come again in a column whose name leaves no doubt, whatever else these rows say."""


def is_id(column: Sequence[str], created: Sequence[str] | None, sure: bool) -> bool:
    """Whether rows with the same text are one deal, by their days of creation; where there are none, by whether the
    column's name leaves no doubt.
    """
    counts = Counter(text for cell in column if (text := strip_cell(cell)))
    again = {text for text, count in counts.items() if count > 1}
    if created is None or len(again) <= RARE * len(counts):
        return bool(counts) and (sure or not again)
    days: dict[str, set[str]] = {}
    for cell, day in zip(column, created, strict=True):
        if (text := strip_cell(cell)) in again:
            days.setdefault(text, set()).add(day)
    return sum(len(its) == 1 for its in days.values()) >= SAME * len(days)
