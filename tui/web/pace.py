"""Taking no more in a second than can be done: who sends faster waits, and who never stops is given up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class RateError(Exception):
    """More was sent for longer than anybody can mean it."""


class RateLimit:
    """So much a second, and so much at once; not longer than `patience` seconds at the limit."""

    def __init__(
        self, rate: float, burst: float, patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._patience, self._clock = rate, burst, patience, clock
        self._left, self._at = burst, clock()
        self._calm = clock()
        """when half of what may come at once could still come."""

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
