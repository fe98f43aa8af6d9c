"""The best constant move: one split and one response that are played all along.

Found by climbing: a quadratic is fitted to the values of moves in a box, in common futures; the box is moved to where
it is highest, and made smaller. It is tuned on dice of its own, never on those that a claim is measured on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.base.statistics import Estimate, bootstrap_interval, bootstrap_weights
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import constant_move_values
from sim.research.claims.claim import MeasurementEffort
from sim.research.claims.claim_worlds import NO_FIRING, ClaimWorld, apply_changes, tuning_dice
from sim.research.claims.quadratic_surface import SearchBox, box_around, design_points, find_tops

SELLERS, MANAGERS, LEADERS, RESPONSE = range(4)
"""Coordinates of a point: the three splits and the response of all seats, percent."""
ALL_COORDINATES = (SELLERS, MANAGERS, LEADERS, RESPONSE)

FIRST_REACH = np.array([20.0, 25.0, 35.0, 40.0])
"""percent; how far the first box reaches either way."""
SHRINK_FACTORS = (1.0, 0.8, 0.6, 0.45, 0.35)
"""ratio; of the boxes one after the other."""
LAST_REACH = np.array([8.0, 12.0, 16.0, 20.0])
"""percent; of the box in which the best split is measured."""

POINTS_PER_COORDINATE = 16
"""Moves of a box, for each coordinate."""
BOOTSTRAP_SAMPLES = 400
"""Bootstrap samples of futures."""


@dataclass(frozen=True, slots=True)
class ClimbTask:
    """What is looked for: the best of the moves that differ from a point in some coordinates."""

    start: Array
    """percent, (4,)."""
    free: tuple[int, ...] = ALL_COORDINATES

    def moves(self, points: Array) -> list[Move]:
        """Moves of points, (n, free)."""
        whole = np.tile(self.start, (len(points), 1))
        whole[:, self.free] = points
        return [move_at_point(point) for point in whole]


def move_at_point(point: Array) -> Move:
    """The move at a point, in whole percents."""
    sellers, managers, leaders, response = (round(float(x)) for x in point)
    return Move((sellers, managers, leaders), (response,) * 3)


def steady_point(firm: Firm) -> Array:
    """Where climbs begin: the split of the bot `steady` and the organisation's response."""
    s = firm.scenario.steady
    return np.array([s.sellers, s.managers, s.leaders, firm.scenario.organisation.response], dtype=float)


def find_best_point(firm: Firm, climb: ClimbTask, dice: RandomStreams, futures: int) -> Array:
    """percent, (4,): the best point that was found with so many futures in each box."""
    at, free = climb.start.copy(), list(climb.free)
    for step, shrink in enumerate(SHRINK_FACTORS):
        box = box_around(at[free], FIRST_REACH[free] * shrink)
        # each box has futures of its own, so that no step follows the luck of the one before
        at[free] = _climb_step(firm, climb, box, RandomStreams(dice.seed + 100 * (step + 1)), futures)
    return np.rint(at)


def _climb_step(firm: Firm, climb: ClimbTask, box: SearchBox, dice: RandomStreams, futures: int) -> Array:
    points = np.rint(design_points(box, POINTS_PER_COORDINATE * len(climb.free), dice.stream("design")))
    worth = constant_move_values(firm, climb.moves(points), dice, futures).mean(axis=0, keepdims=True)
    return np.asarray(find_tops(box, points, worth)[0])


@cache
def find_best_constant(world: ClaimWorld, name: str, effort: MeasurementEffort) -> Array:
    """percent, (4,): the best constant move of a built-in scenario in a world, by value as the game counts it."""
    firm = world.firm(name)
    found = find_best_point(firm, ClimbTask(steady_point(firm)), tuning_dice(0), effort.of(250, 30))
    found.flags.writeable = False
    return found


@dataclass(frozen=True, slots=True)
class MeasuredOptimum:
    """The best point where nobody is fired, measured."""

    point: Array
    """percent, (4,)."""
    again: Array
    """percent, (samples, 4): the same of futures drawn again. Samples of equal futures are of the same ones."""

    def estimate(self, coordinate: int) -> Estimate:
        """percent; of one coordinate."""
        return bootstrap_interval(float(self.point[coordinate]), self.again[:, coordinate])


def measure_optimum_unfired(
    firm: Firm, climb: ClimbTask, dice: tuple[RandomStreams, RandomStreams], futures: tuple[int, int]
) -> MeasuredOptimum:
    """The best point, firing apart (`NO_FIRING`): climbed to on the first dice, measured on the second.

    It is the top of a quadratic fitted to the mean values of moves in a box around what was tuned; its interval is a
    percentile one, over futures drawn again with all their moves, and ends where the box does.
    """
    firm = Firm(apply_changes(firm.scenario, NO_FIRING))
    centre = find_best_point(firm, climb, dice[0], futures[0])
    free = list(climb.free)
    box = box_around(centre[free], LAST_REACH[free])
    points = np.rint(design_points(box, POINTS_PER_COORDINATE * len(free), dice[1].stream("design")))
    worth = constant_move_values(firm, climb.moves(points), dice[1], futures[1])
    weights = bootstrap_weights(dice[1].stream("samples"), BOOTSTRAP_SAMPLES, len(worth))
    point, again = centre.copy(), np.tile(centre, (BOOTSTRAP_SAMPLES, 1))
    point[free] = find_tops(box, points, worth.mean(axis=0, keepdims=True))[0]
    again[:, free] = find_tops(box, points, weights @ worth)
    return MeasuredOptimum(point, again)
