"""The limit of a search. This module imports nothing from the lookahead, because the settings use it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchLimit:
    """When to stop a search: after some seconds or futures. Without a limit it stops once figures
    are precise enough.
    """

    seconds: float | None = None
    futures: int | None = None

    def is_spent(self, seconds: float, futures: int, part: float = 1.0) -> bool:
        """Return whether a part of the limit is used up."""
        late = self.seconds is not None and seconds >= part * self.seconds
        return late or (self.futures is not None and futures >= part * self.futures)
