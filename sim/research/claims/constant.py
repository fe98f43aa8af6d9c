"""The best constant move: one split and one response that are played all along.

Found by climbing: a quadratic is fitted to the values of moves in a box, in common futures; the box is moved to where
it is highest, and made smaller. It is tuned on dice of its own, never on those that a claim is measured on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.move import Move
from sim.research.claims.claim import Effort
from sim.research.claims.intervals import PairedEstimate, bootstrap_weights, percentiles
from sim.research.claims.play import constant_values
from sim.research.claims.surface import Box, box_around, design, tops
from sim.research.claims.worlds import NO_BOARD, ClaimWorld, change_scenario, tuning_dice

SELLERS, MANAGERS, LEADERS, RESPONSE = range(4)
"""Coordinates of a point: the three splits and the response of all seats, percent."""
ALL = (SELLERS, MANAGERS, LEADERS, RESPONSE)

FIRST_REACH = np.array([20.0, 25.0, 35.0, 40.0])
"""percent; how far the first box reaches either way."""
SHRINK = (1.0, 0.8, 0.6, 0.45, 0.35)
"""ratio; of the boxes one after the other."""
LAST_REACH = np.array([8.0, 12.0, 16.0, 20.0])
"""percent; of the box in which the best split is measured."""

POINTS = 16
"""Moves of a box, for each coordinate."""
SAMPLES = 400
"""Bootstrap samples of futures."""


@dataclass(frozen=True, slots=True)
class Climb:
    """What is looked for: the best of the moves that differ from a point in some coordinates."""

    start: Array
    """percent, (4,)."""
    free: tuple[int, ...] = ALL

    def moves(self, points: Array) -> list[Move]:
        """Moves of points, (n, free)."""
        whole = np.tile(self.start, (len(points), 1))
        whole[:, self.free] = points
        return [move_of(point) for point in whole]


def move_of(point: Array) -> Move:
    """The move at a point, in whole percents."""
    sellers, managers, leaders, response = (round(float(x)) for x in point)
    return Move((sellers, managers, leaders), (response,) * 3)


def steady_point(firm: Firm) -> Array:
    """Where climbs begin: the split of the bot `steady` and the organisation's response."""
    s = firm.scenario.steady
    return np.array([s.sellers, s.managers, s.leaders, firm.scenario.organisation.response], dtype=float)


def climb_constants(firm: Firm, climb: Climb, dice: Dice, futures: int) -> Array:
    """percent, (4,): the best point that was found with so many futures in each box."""
    at, free = climb.start.copy(), list(climb.free)
    for step, shrink in enumerate(SHRINK):
        box = box_around(at[free], FIRST_REACH[free] * shrink)
        # each box has futures of its own, so that no step follows the luck of the one before
        at[free] = _top(firm, climb, box, Dice(dice.seed + 100 * (step + 1)), futures)
    return np.rint(at)


def _top(firm: Firm, climb: Climb, box: Box, dice: Dice, futures: int) -> Array:
    points = np.rint(design(box, POINTS * len(climb.free), dice.stream("design")))
    worth = constant_values(firm, climb.moves(points), dice, futures).mean(axis=0, keepdims=True)
    return np.asarray(tops(box, points, worth)[0])


@cache
def best_constant(world: ClaimWorld, name: str, effort: Effort) -> Array:
    """percent, (4,): the best constant move of a built-in scenario in a world, by value as the game counts it."""
    firm = world.firm(name)
    found = climb_constants(firm, Climb(steady_point(firm)), tuning_dice(0), effort.of(250, 30))
    found.flags.writeable = False
    return found


@dataclass(frozen=True, slots=True)
class Best:
    """The best point where nobody is fired, measured."""

    point: Array
    """percent, (4,)."""
    again: Array
    """percent, (samples, 4): the same of futures drawn again. Samples of equal futures are of the same ones."""

    def estimate(self, coordinate: int) -> PairedEstimate:
        """percent; of one coordinate."""
        return percentiles(float(self.point[coordinate]), self.again[:, coordinate])


def measured_apart(firm: Firm, climb: Climb, dice: tuple[Dice, Dice], futures: tuple[int, int]) -> Best:
    """The best point, firing apart (`NO_BOARD`): climbed to on the first dice, measured on the second.

    It is the top of a quadratic fitted to the mean values of moves in a box around what was tuned; its interval is a
    percentile one, over futures drawn again with all their moves, and ends where the box does.
    """
    firm = Firm(change_scenario(firm.scenario, NO_BOARD))
    centre = climb_constants(firm, climb, dice[0], futures[0])
    free = list(climb.free)
    box = box_around(centre[free], LAST_REACH[free])
    points = np.rint(design(box, POINTS * len(free), dice[1].stream("design")))
    worth = constant_values(firm, climb.moves(points), dice[1], futures[1])
    weights = bootstrap_weights(dice[1].stream("samples"), SAMPLES, len(worth))
    point, again = centre.copy(), np.tile(centre, (SAMPLES, 1))
    point[free] = tops(box, points, worth.mean(axis=0, keepdims=True))[0]
    again[:, free] = tops(box, points, weights @ worth)
    return Best(point, again)
