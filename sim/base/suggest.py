"""'Did you mean': the remedy for a name that must be one of those that are there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sim.base.problems import LONGEST_SHOWN, plain

MOST_LISTED = 30
"""Names that a remedy lists; of more it names the first ones."""


LIKE = 0.6
"""0..1; likeness of two names (`difflib`) from which the one may have been meant by the other."""
VERY_LIKE = 0.85
"""0..1; likeness of a slip of the pen."""


def near(name: str, names: Iterable[str], like: float = LIKE) -> str | None:
    """The one of these names that somebody who wrote `name` most likely meant, if any is so like it."""
    there = {known.lower(): known for known in names}
    found = difflib.get_close_matches(name[:LONGEST_SHOWN].lower(), there, n=1, cutoff=like)
    return there[found[0]] if found else None


def did_you_mean(name: object, names: Iterable[str], lead: str = "there are") -> str:
    """The remedy: the name that was meant, or all that there are after the words of `lead`."""
    known = list(names)
    meant = near(name, known) if isinstance(name, str) else None
    if meant is not None:
        return f"did you mean '{plain(meant)}'?"
    listed = ", ".join(plain(one) for one in known[:MOST_LISTED])
    return f"{lead}: {listed}" + (", ..." if len(known) > MOST_LISTED else "")
