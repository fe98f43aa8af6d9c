"""How long to think. Loads nothing, as settings need it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchLimit:
    """When to stop thinking: after seconds, or futures, or when figures are fine enough."""

    seconds: float | None = None
    futures: int | None = None

    def spent(self, seconds: float, futures: int, part: float = 1.0) -> bool:
        """Whether a part of it is used up."""
        late = self.seconds is not None and seconds >= part * self.seconds
        return late or (self.futures is not None and futures >= part * self.futures)
