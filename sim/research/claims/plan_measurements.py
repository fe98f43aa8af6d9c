"""Measurements of lessons by plans that are played side by side in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.base.statistics import Estimate, mean_interval, percent_change_interval
from sim.batch.state import BatchState
from sim.model.arrays import Array
from sim.model.measures import firm_health
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import caretaker_policy, make_blocks
from sim.research.claims.conversations import move_without_conversations
from sim.research.claims.lesson_setting import LESSON_SEED, LessonSetting

LessonMeasure = Callable[[LessonSetting], Estimate]
"""Measures something in a scenario."""


def compare_values(place: LessonSetting, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan is worth more than another."""
    both = place.played(plan, base).value
    return percent_change_interval(both[:, 0], both[:, 1])


def compare_first_bookings(place: LessonSetting, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan books more in the first quarter."""
    first = place.played(plan, base).bookings[0]
    return percent_change_interval(first[:, 0], first[:, 1])


def compare_to_inherited(
    of: Callable[[LessonSetting, Sequence[Move], Sequence[Move]], Estimate],
) -> LessonMeasure:
    """A comparison of the steady move with how the firm lived before."""
    return lambda place: of(place, place.all_along(place.steady), place.all_along(place.inherited))


def measure_without_seat(seat: int) -> LessonMeasure:
    """Percent of value; the steady move without the hours of one seat."""

    def measure(place: LessonSetting) -> Estimate:
        return compare_values(place, place.all_along(place.share(seat, 0)), place.all_along(place.steady))

    return measure


def measure_without_conversations(
    of: Callable[[LessonSetting, Sequence[Move], Sequence[Move]], Estimate],
) -> LessonMeasure:
    """A comparison of the steady move without conversations with the steady move."""

    def measure(place: LessonSetting) -> Estimate:
        without = place.all_along(move_without_conversations(place.firm))
        return of(place, without, place.all_along(place.steady))

    return measure


def measure_response(percent: int) -> LessonMeasure:
    """Percent of value; the steady move with another response."""

    def measure(place: LessonSetting) -> Estimate:
        other = replace(place.steady, response=(percent,) * 3)
        return compare_values(place, place.all_along(other), place.all_along(place.steady))

    return measure


def measure_concentration(place: LessonSetting) -> Estimate:
    """Percent of value; answers to the worst first, against to all alike."""
    worst, even = (replace(place.steady, concentration=c) for c in (2.0, 0.0))
    return compare_values(place, place.all_along(worst), place.all_along(even))


def measure_late_start(place: LessonSetting) -> Estimate:
    """Percent of value; the first third as the firm lived before, against the steady move all along."""
    third = place.moves // 3
    plan = [place.inherited] * third + [place.steady] * (place.moves - third)
    return compare_values(place, plan, place.all_along(place.steady))


def measure_last_move_squeeze(place: LessonSetting) -> Estimate:
    """Percent of value; nothing for the future in the last move, against the steady move all along."""
    none = Move((0, 0, 0), (0, 0, 0))
    return compare_values(place, [*place.all_along(place.steady)[:-1], none], place.all_along(place.steady))


def measure_point_costs(place: LessonSetting) -> Estimate:
    """Percent of bookings; what a point of the sellers' slider costs the first quarter, over one of the leaders'."""
    before, steady = place.inherited, place.steady
    plans = [replace(before, split=split) for split in (
        (steady.split[0], *before.split[1:]), (*before.split[:2], steady.split[2]), before.split
    )]  # fmt: skip
    first = place.played(*map(place.all_along, plans)).bookings[0]
    sellers, leaders = (steady.split[seat] - before.split[seat] for seat in (0, 2))
    costs = (first[:, 2] - first[:, 0]) / sellers - (first[:, 2] - first[:, 1]) / leaders
    return mean_interval(100 * costs / first[:, 2].mean())


def measure_at_end(
    of: Callable[[BatchState], Array], other: Callable[[LessonSetting], Move]
) -> LessonMeasure:
    """percent; by which a figure of the end is higher under the steady move than under another one."""

    def measure(place: LessonSetting) -> Estimate:
        plans = [place.all_along(place.steady), place.all_along(other(place))]
        ends = place.ends(of, place.firm.scenario.weeks, *plans)
        return percent_change_interval(ends[:, 0], ends[:, 1])

    return measure


def state_health(state: BatchState) -> Array:
    """0..1; mean of the firm's stocks."""
    return np.asarray(firm_health(state.stocks))


def measure_goal_gain(place: LessonSetting) -> Estimate:
    """In the goal's unit; what steady reaches over what the firm reaches as it lived."""
    plans = [place.all_along(place.steady), place.all_along(place.inherited)]
    lines, after = place.lines(plans), caretaker_policy(place.firm)
    every = make_blocks(place.firm, RandomStreams(LESSON_SEED), place.futures, len(plans))
    reached = np.concatenate([block.play(len(plans), lines(block), after).reached for block in every])
    return mean_interval(reached[:, 0] - reached[:, 1])
