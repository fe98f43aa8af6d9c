"""What one game can hold, so that no scenario, however odd its numbers, hangs an engine or fills the memory. What a
scenario shows by itself is refused when it is loaded; here is what shows only in the world or in play.
"""

from __future__ import annotations

MOST_COMING = 5_000
"""items; opportunities or conversations that can come to a segment in one week."""

MOST_DISRUPTIONS = 5_000
"""disruptions; on one timeline."""


class TooMuchError(ValueError):
    """A scenario's numbers are each possible, but together they bring more than a game can hold."""


def hold(what: str, count: float, most: int) -> None:
    """Raise TooMuchError where a game would have to hold more than `most`."""
    if not count <= most:
        raise TooMuchError(f"the scenario brings more {what} than the {most:,} that a game can hold")
