"""Rate limits: a page that sends faster has to wait, and one that never stops is disconnected."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class RateError(Exception):
    """More was sent, for longer, than a person can intend."""


class RateLimit:
    """A rate per second with a burst; at most `patience` seconds at the limit."""

    def __init__(
        self, rate: float, burst: float, patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._patience, self._clock = rate, burst, patience, clock
        self._left, self._at = burst, clock()
        self._calm = clock()
        """When at least half of the burst was still free."""

    def wait(self, cost: float) -> float:
        """Take something; seconds to wait before the next is taken. Raises TooFastError."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if 2 * self._left >= self._burst:
            self._calm = now
        elif now - self._calm > self._patience:
            raise RateError
        self._left -= cost
        return max(0.0, -self._left / self._rate)

    async def keep(self, cost: float) -> None:
        """Take something, and wait as long as that needs. Raises TooFastError."""
        seconds = self.wait(cost)
        if seconds > 0:
            await asyncio.sleep(seconds)
