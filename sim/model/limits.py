"""Limits on the size of a game, so that no scenario can hang an engine or fill the memory.

Excessive numbers in a scenario are refused when it is loaded. The limits here concern what shows only in the world or
in play. Both engines observe them. They are counts rather than seconds, so that the same game is refused on every
machine.
"""

from __future__ import annotations

import numpy as np

from sim.base.errors import UserError
from sim.model.arrays import Array

MAX_WEEKLY_NEWCOMERS = 5_000
"""Maximum number of customers, or of conversations, that arrive in one week in all segments together."""

MAX_GAME_NEWCOMERS = 400_000
"""Maximum number of customers and conversations that arrive in one game."""

MAX_QUARTER_WINS = 20_000
"""Maximum number of wins in a quarter of one future."""

MAX_TIMELINE_DISRUPTIONS = 5_000
"""Maximum number of disruptions on a timeline."""


class GameLimitError(UserError, ValueError):
    """A scenario whose numbers are each valid, but which exceeds a limit as a whole."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "give it lower rates or numbers; `tactegic check` tries a quarter of it")


def check_limit(what: str, count: float, limit: int) -> None:
    """Raise GameLimitError if a count exceeds its limit."""
    # Written this way so that NaN is refused too.
    if not count <= limit:
        raise GameLimitError(f"the scenario brings more {what} than the {limit:,} that a game can hold")


def check_weekly_newcomers(arrivals: Array, begun: Array) -> None:
    """Raise GameLimitError if more is expected in a week than a game can hold. Segments are on the last axis."""
    for what, means in (("customers", arrivals), ("conversations", begun)):
        check_limit(
            f"{what} a week", float(np.add.reduce(means, axis=-1).max(initial=0.0)), MAX_WEEKLY_NEWCOMERS
        )
