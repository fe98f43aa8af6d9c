"""How long a game takes somebody who plays it alone."""

from __future__ import annotations

from sim.model.calendar import moves_in_quarter
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario

# What the scenarios say of themselves: tutorials of 4 moves take less than ten minutes, Calm waters with 12 half an
# hour, The front line and Burnt out with 24 an hour. Groups take longer, since they talk.
MINUTES_PER_MOVE = 2.5
"""minutes; to look at a position and decide."""

MINUTES_STEP = 5
"""minutes; to which an expectation is rounded: nobody knows it better."""


def count_game_moves(scenario: Scenario, cadence: Cadence) -> int:
    """Moves of a whole game."""
    return scenario.quarters * moves_in_quarter(cadence)


def expected_minutes(moves: int) -> int:
    """Minutes that this many moves take, rounded."""
    return max(MINUTES_STEP, MINUTES_STEP * round(moves * MINUTES_PER_MOVE / MINUTES_STEP))
