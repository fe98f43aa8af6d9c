"""Whether a column identifies deals: nearly every row has its own value, and rows with the same value are one deal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.crm.intake.cells import strip_cell

MIN_SAME = 0.9
"""share of the repeated values whose rows must agree in the created date, which does not change during a deal."""
MAX_REPEATED = 0.1
"""share of the values that may be repeated under a clear name, whatever else their rows say."""


def is_id(column: Sequence[str], created: Sequence[str] | None, clear_name: bool) -> bool:
    """Whether rows with the same value are one deal, judging by their created dates or, without these, by whether the
    column has a clear name.
    """
    counts = Counter(text for cell in column if (text := strip_cell(cell)))
    repeated = {text for text, count in counts.items() if count > 1}
    if created is None or len(repeated) <= MAX_REPEATED * len(counts):
        return bool(counts) and (clear_name or not repeated)
    days: dict[str, set[str]] = {}
    for cell, day in zip(column, created, strict=True):
        if (text := strip_cell(cell)) in repeated:
            days.setdefault(text, set()).add(day)
    return sum(len(different) == 1 for different in days.values()) >= MIN_SAME * len(days)
