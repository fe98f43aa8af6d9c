"""Measurements of lessons by comparing plans in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.base.statistics import Estimate, mean_interval, percent_change_interval
from sim.batch.state import BatchState
from sim.model.arrays import Array
from sim.model.measures import firm_health
from sim.model.move import Move
from sim.research.claims.batch_play import caretaker_policy
from sim.research.claims.conversations import move_without_conversations
from sim.research.claims.lesson_setting import LessonSetting

LessonMeasure = Callable[[LessonSetting], Estimate]
"""Measures a lesson in a setting."""

PlanComparison = Callable[[LessonSetting, Sequence[Move], Sequence[Move]], Estimate]
"""Compares a plan with another."""


def compare_values(setting: LessonSetting, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; value of a plan relative to another."""
    return percent_change_interval(*setting.play(plan, base).value.T)


def compare_first_bookings(setting: LessonSetting, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; bookings of a plan in the first quarter relative to another."""
    return percent_change_interval(*setting.play(plan, base).bookings[0].T)


def _value_against_steady(setting: LessonSetting, move: Move) -> Estimate:
    """percent; value of a constant move relative to the steady move."""
    return compare_values(setting, setting.constant_plan(move), setting.constant_plan(setting.steady))


def compare_to_inherited(compare: PlanComparison) -> LessonMeasure:
    """A comparison of the steady move with continuing as before."""
    return lambda setting: compare(
        setting, setting.constant_plan(setting.steady), setting.constant_plan(setting.inherited)
    )


def measure_without_seat(seat: int) -> LessonMeasure:
    """The value of the steady move without strategic time of one seat, in percent of the steady move's."""
    return lambda setting: _value_against_steady(setting, setting.steady_with_share(seat, 0))


def measure_without_conversations(compare: PlanComparison) -> LessonMeasure:
    """A comparison of the steady move without conversations with the steady move."""
    return lambda setting: compare(
        setting,
        setting.constant_plan(move_without_conversations(setting.firm)),
        setting.constant_plan(setting.steady),
    )


def measure_response(percent: int) -> LessonMeasure:
    """The value of the steady move with another response, in percent of the steady move's."""
    return lambda setting: _value_against_steady(setting, replace(setting.steady, response=(percent,) * 3))


def measure_concentration(setting: LessonSetting) -> Estimate:
    """percent; value with the worst signals answered first, relative to answering all alike."""
    worst, even = (replace(setting.steady, concentration=c) for c in (2.0, 0.0))
    return compare_values(setting, setting.constant_plan(worst), setting.constant_plan(even))


def measure_late_start(setting: LessonSetting) -> Estimate:
    """percent; value with the first third as before, relative to the steady move from the start."""
    third = setting.moves // 3
    plan = [setting.inherited] * third + [setting.steady] * (setting.moves - third)
    return compare_values(setting, plan, setting.constant_plan(setting.steady))


def measure_last_move_squeeze(setting: LessonSetting) -> Estimate:
    """percent; value without strategic time in the last move, relative to the steady move to the end."""
    steady = setting.constant_plan(setting.steady)
    return compare_values(setting, [*steady[:-1], Move((0, 0, 0), (0, 0, 0))], steady)


def measure_point_costs(setting: LessonSetting) -> Estimate:
    """Percent of bookings; cost of a point of the sellers' split in the first quarter, less that of the leaders'."""
    before, steady = setting.inherited, setting.steady
    plans = [replace(before, split=split) for split in (
        (steady.split[0], *before.split[1:]), (*before.split[:2], steady.split[2]), before.split
    )]  # fmt: skip
    first = setting.play(*map(setting.constant_plan, plans)).bookings[0]
    sellers, leaders = (steady.split[seat] - before.split[seat] for seat in (0, 2))
    costs = (first[:, 2] - first[:, 0]) / sellers - (first[:, 2] - first[:, 1]) / leaders
    return mean_interval(100 * costs / first[:, 2].mean())


def measure_at_end(
    figure: Callable[[BatchState], Array], other: Callable[[LessonSetting], Move]
) -> LessonMeasure:
    """A figure at the end under the steady move, in percent of the same under another move."""

    def measure(setting: LessonSetting) -> Estimate:
        plans = [setting.constant_plan(setting.steady), setting.constant_plan(other(setting))]
        return percent_change_interval(*setting.figure_after(figure, setting.firm.scenario.weeks, *plans).T)

    return measure


def state_health(state: BatchState) -> Array:
    """0..1; mean of the firm's stocks."""
    return np.asarray(firm_health(state.stocks))


def measure_goal_gain(setting: LessonSetting) -> Estimate:
    """In the goal's unit; what the steady move reaches of the goal's measure, less what continuing as before does."""
    plans = [setting.constant_plan(setting.steady), setting.constant_plan(setting.inherited)]
    policy, after = setting.make_policy(plans), caretaker_policy(setting.firm)
    outcomes = [block.play(len(plans), policy(block), after) for block in setting.blocks(len(plans))]
    reached = np.concatenate([outcome.reached for outcome in outcomes])
    return mean_interval(reached[:, 0] - reached[:, 1])
