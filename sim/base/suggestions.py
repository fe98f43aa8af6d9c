"""Remedies of the form 'did you mean' for a name that must be one of several."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sim.base.problems import MAX_SHOWN_LENGTH, escape_text

MAX_LISTED_NAMES = 30
"""Maximum number of names that a remedy lists."""


CLOSE_MATCH = 0.6
"""Similarity in 0..1 (`difflib`) from which one name may be meant by another."""
TYPO_MATCH = 0.85
"""Similarity in 0..1 of names that differ by a typing error."""


def closest_name(name: str, names: Iterable[str], cutoff: float = CLOSE_MATCH) -> str | None:
    """Return the name that `name` most likely stands for, or None if none is similar enough."""
    originals = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name[:MAX_SHOWN_LENGTH].lower(), originals, n=1, cutoff=cutoff)
    return originals[found[0]] if found else None


def suggest_name(name: object, names: Iterable[str], lead: str = "there are") -> str:
    """Return a remedy: the name that was probably meant, or a list of all names, introduced by `lead`."""
    known = list(names)
    meant = closest_name(name, known) if isinstance(name, str) else None
    if meant is not None:
        return f"did you mean '{escape_text(meant)}'?"
    listed = ", ".join(escape_text(one) for one in known[:MAX_LISTED_NAMES])
    return f"{lead}: {listed}" + (", ..." if len(known) > MAX_LISTED_NAMES else "")
