"""'Did you mean': the remedy for a name that must be one of those that are there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sim.base.problems import MAX_SHOWN_LENGTH, escape_text

MAX_LISTED_NAMES = 30
"""Names that a remedy lists; of more it names the first ones."""


CLOSE_MATCH = 0.6
"""0..1; likeness of two names (`difflib`) from which the one may have been meant by the other."""
TYPO_MATCH = 0.85
"""0..1; likeness of a slip of the pen."""


def closest_name(name: str, names: Iterable[str], like: float = CLOSE_MATCH) -> str | None:
    """The one of these names that somebody who wrote `name` most likely meant, if any is so like it."""
    there = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name[:MAX_SHOWN_LENGTH].lower(), there, n=1, cutoff=like)
    return there[found[0]] if found else None


def suggest_name(name: object, names: Iterable[str], lead: str = "there are") -> str:
    """The remedy: the name that was meant, or all that there are after the words of `lead`."""
    known = list(names)
    meant = closest_name(name, known) if isinstance(name, str) else None
    if meant is not None:
        return f"did you mean '{escape_text(meant)}'?"
    listed = ", ".join(escape_text(one) for one in known[:MAX_LISTED_NAMES])
    return f"{lead}: {listed}" + (", ..." if len(known) > MAX_LISTED_NAMES else "")
