"""What one game can hold, so that no scenario, however odd its numbers, hangs an engine or fills the memory. What a
scenario shows by itself is refused when it is loaded; here is what shows only in the world or in play. Both engines
keep to these limits. They are counts, never seconds: the same game is refused on every machine.
"""

from __future__ import annotations

import numpy as np

from sim.base.errors import UserError
from sim.model.arrays import Array

MAX_WEEKLY_NEWCOMERS = 5_000
"""customers, or conversations; that can come in one week, in all segments together."""

MAX_GAME_NEWCOMERS = 400_000
"""customers and conversations; that can come in one game."""

MAX_QUARTER_WINS = 20_000
"""wins; of a quarter in one future."""

MAX_TIMELINE_DISRUPTIONS = 5_000
"""disruptions; on one timeline."""


class GameLimitError(UserError, ValueError):
    """A scenario's numbers are each possible, but together they bring more than a game can hold."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "give it lower rates or numbers; `tactegic check` tries a quarter of it")


def check_limit(what: str, count: float, most: int) -> None:
    """Raise GameLimitError where a game would have to hold more than `most`."""
    if not count <= most:
        raise GameLimitError(f"the scenario brings more {what} than the {most:,} that a game can hold")


def check_weekly_newcomers(arrivals: Array, begun: Array) -> None:
    """Raise GameLimitError where more is expected in a week, by segments on the last axis, than a game can hold."""
    for what, means in (("customers", arrivals), ("conversations", begun)):
        check_limit(
            f"{what} a week", float(np.add.reduce(means, axis=-1).max(initial=0.0)), MAX_WEEKLY_NEWCOMERS
        )
