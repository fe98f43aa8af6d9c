"""The best constant move: one split and one response, played in every period.

It is found by response surfaces: a quadratic is fitted to the values of moves in a box, in common futures; then the box
moves to its maximum and shrinks. The search has its own dice, never those with which a claim is measured.
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
"""Coordinates of a point: the three splits, and the response of all seats, in percent."""
ALL_COORDINATES = (SELLERS, MANAGERS, LEADERS, RESPONSE)

FIRST_REACH = np.array([20.0, 25.0, 35.0, 40.0])
"""percent; half the width of the first box."""
SHRINK_FACTORS = (1.0, 0.8, 0.6, 0.45, 0.35)
"""ratio; width of each box of the search, relative to the first."""
LAST_REACH = np.array([8.0, 12.0, 16.0, 20.0])
"""percent; half the width of the box in which the best split is measured."""

POINTS_PER_COORDINATE = 16
"""Moves in a box, per coordinate."""
BOOTSTRAP_SAMPLES = 400


@dataclass(frozen=True, slots=True)
class ClimbTask:
    """A search for the best of the moves that differ from a point in some coordinates."""

    start: Array
    """percent, (4,)."""
    free: tuple[int, ...] = ALL_COORDINATES

    def moves(self, points: Array) -> list[Move]:
        """The moves at some points, (n, free)."""
        whole = np.tile(self.start, (len(points), 1))
        whole[:, self.free] = points
        return [move_at_point(point) for point in whole]


def move_at_point(point: Array) -> Move:
    """The move at a point, in whole percents."""
    sellers, managers, leaders, response = (round(float(x)) for x in point)
    return Move((sellers, managers, leaders), (response,) * 3)


def steady_point(firm: Firm) -> Array:
    """The start of a search: the split of the bot `steady` and the organisation's response."""
    s = firm.scenario.steady
    return np.array([s.sellers, s.managers, s.leaders, firm.scenario.organisation.response], dtype=float)


def find_best_point(firm: Firm, climb: ClimbTask, dice: RandomStreams, futures: int) -> Array:
    """percent, (4,): the best point found, with a number of futures in each box."""
    at, free = climb.start.copy(), list(climb.free)
    for step, shrink in enumerate(SHRINK_FACTORS):
        box = box_around(at[free], FIRST_REACH[free] * shrink)
        # each box has its own futures, so that no step follows the luck of the one before
        at[free] = _climb_step(firm, climb, box, RandomStreams(dice.seed + 100 * (step + 1)), futures)
    return np.rint(at)


def _climb_step(firm: Firm, climb: ClimbTask, box: SearchBox, dice: RandomStreams, futures: int) -> Array:
    points = np.rint(design_points(box, POINTS_PER_COORDINATE * len(climb.free), dice.stream("design")))
    values = constant_move_values(firm, climb.moves(points), dice, futures).mean(axis=0, keepdims=True)
    return np.asarray(find_tops(box, points, values)[0])


@cache
def find_best_constant(world: ClaimWorld, name: str, effort: MeasurementEffort) -> Array:
    """percent, (4,): the best constant move of a built-in scenario in a world, by value as the game counts it."""
    firm = world.firm(name)
    best = find_best_point(firm, ClimbTask(steady_point(firm)), tuning_dice(0), effort.of(250, 30))
    best.flags.writeable = False
    return best


@dataclass(frozen=True, slots=True)
class MeasuredOptimum:
    """The best point without firing, measured."""

    point: Array
    """percent, (4,)."""
    samples: Array
    """percent, (samples, 4): the best points of bootstrap samples of the futures. With the same number of futures,
    samples of different optima belong together.
    """

    def estimate(self, coordinate: int) -> Estimate:
        """percent; the estimate of one coordinate."""
        return bootstrap_interval(float(self.point[coordinate]), self.samples[:, coordinate])


def measure_optimum_unfired(
    firm: Firm, climb: ClimbTask, dice: tuple[RandomStreams, RandomStreams], futures: tuple[int, int]
) -> MeasuredOptimum:
    """Find the best point without firing (`NO_FIRING`) with the first dice, and measure it with the second.

    It is the maximum of a quadratic fitted to the mean values of moves in a box around the point found. Its interval is
    the percentile interval over bootstrap samples of the futures, and cannot extend beyond the box.
    """
    firm = Firm(apply_changes(firm.scenario, NO_FIRING))
    centre = find_best_point(firm, climb, dice[0], futures[0])
    free = list(climb.free)
    box = box_around(centre[free], LAST_REACH[free])
    points = np.rint(design_points(box, POINTS_PER_COORDINATE * len(free), dice[1].stream("design")))
    values = constant_move_values(firm, climb.moves(points), dice[1], futures[1])
    weights = bootstrap_weights(dice[1].stream("samples"), BOOTSTRAP_SAMPLES, len(values))
    point, samples = centre.copy(), np.tile(centre, (BOOTSTRAP_SAMPLES, 1))
    point[free] = find_tops(box, points, values.mean(axis=0, keepdims=True))[0]
    samples[:, free] = find_tops(box, points, weights @ values)
    return MeasuredOptimum(point, samples)
