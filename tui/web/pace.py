"""Taking no more in a second than can be done: who sends faster waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Pace:
    """So much a second, and so much at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._at = burst, clock()

    def wait(self, cost: float) -> float:
        """Take something; seconds to wait before the next is taken."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate) - cost
        self._at = now
        return max(0.0, -self._left / self._rate)

    async def keep(self, cost: float) -> None:
        """Take something, and wait as long as that needs."""
        seconds = self.wait(cost)
        if seconds > 0:
            await asyncio.sleep(seconds)
