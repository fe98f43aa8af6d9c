"""Estimates of how long a game takes a single player."""

from __future__ import annotations

from sim.model.calendar import moves_in_quarter
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario

# From the scenarios' own statements: tutorials with 4 moves take under ten minutes, Calm waters with 12 takes
# half an hour, The front line and Burnt out with 24 take an hour. Groups take longer because they talk.
# hour, The front line and Burnt out with 24 an hour. Groups take longer, since they talk.
MINUTES_PER_MOVE = 2.5
"""Minutes to study a position and decide."""

MINUTES_STEP = 5
"""Minutes to which estimates are rounded, since they are not more precise."""


def count_game_moves(scenario: Scenario, cadence: Cadence) -> int:
    """Number of moves in a complete game."""
    return scenario.quarters * moves_in_quarter(cadence)


def expected_minutes(moves: int) -> int:
    """Estimated minutes for a number of moves, rounded."""
    return max(MINUTES_STEP, MINUTES_STEP * round(moves * MINUTES_PER_MOVE / MINUTES_STEP))
