"""Measurements of lessons by changed starts, changed markets, or the laws alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.base.statistics import (
    Estimate,
    exact_estimate,
    mean_interval,
    percent_change_interval,
)
from sim.batch.state import BatchState
from sim.model import effects
from sim.model.arrays import Array
from sim.model.flow import flow_week
from sim.model.move import Move, make_allocation
from sim.model.pressure import compute_pressure, effective_split
from sim.model.signals import reading_error
from sim.model.start import starting_state
from sim.model.threats import no_threats
from sim.research.claims.lesson_setting import LessonSetting
from sim.research.claims.warning_time import focus_on_activity
from sim.scenario.disruptions import WEEKS_IN_QUARTER

TUTORIAL_RESPONSE = 40
"""percent; response in the second tutorial."""

OFFERING_INDEX = 0
"""Index of offerings in the leaders' focus."""


def _compare_better_start(
    setting: LessonSetting, stock: str, figure: Callable[[BatchState], Array], weeks: int
) -> Estimate:
    """percent; change of a figure after a number of weeks if a stock is .3 better at the start, under `steady`."""
    start: float = getattr(setting.firm.scenario.organisation.start, stock)
    better = setting.change({f"organisation.start.{stock}": min(1.0, start + 0.3)})
    figures = [
        one.figure_after(figure, weeks, one.constant_plan(one.steady))[:, 0] for one in (better, setting)
    ]
    return percent_change_interval(*figures)


def measure_relationships(setting: LessonSetting) -> Estimate:
    """percent; change of customers after a year if relationships are better at the start."""
    return _compare_better_start(setting, "relationships", lambda s: s.counts.accounts.sum(axis=-1), 52)


def measure_insight(setting: LessonSetting) -> Estimate:
    """percent; change of work on offerings after a quarter if insight is better at the start."""
    return _compare_better_start(
        setting, "insight", lambda s: np.asarray(s.stocks.offering), WEEKS_IN_QUARTER
    )


def measure_offering_delay(setting: LessonSetting) -> Estimate:
    """percent; effect of leaders' hours on the offering in the market after a quarter, relative to after two years."""
    much, none = (
        replace(setting.steady, focus=focus_on_activity(setting.firm, OFFERING_INDEX, p)) for p in (100, 0)
    )
    plans = [setting.constant_plan(much), setting.constant_plan(none)]
    quarter, years = (
        setting.figure_after(lambda s: np.asarray(s.stocks.offering_live), weeks, *plans)
        for weeks in (WEEKS_IN_QUARTER, 104)
    )
    return percent_change_interval((quarter[:, 0] - quarter[:, 1]), (years[:, 0] - years[:, 1]))


def measure_pressure(setting: LessonSetting) -> Estimate:
    """percent; share of the strategic hours that pressure takes in the first week."""
    firm = setting.firm
    _, stocks = starting_state(firm)
    press = compute_pressure(stocks.felt, stocks.culture, firm.parameters.pressure)
    return exact_estimate(100 * (1 - float(effective_split(np.ones(1), press, firm.parameters.pressure)[0])))


def measure_pressure_below_target(setting: LessonSetting) -> Estimate:
    """percent; share of the strategic hours that pressure takes if a team feels a third of its target missing."""
    return measure_pressure(setting.change({"organisation.start.felt": 2 / 3}))


def measure_late_answer(setting: LessonSetting) -> Estimate:
    """percent; progress of the answer when the first fixed strike comes, if the tutorial's response begins a quarter
    before.
    """
    quarter = setting.firm.scenario.disruptions.fixed[0].strikes // WEEKS_IN_QUARTER
    late, none = (replace(setting.steady, response=(r,) * 3) for r in (TUTORIAL_RESPONSE, 0))
    plan = [none] * (quarter - 1) + [late] * (setting.moves - quarter + 1)
    progress = setting.figure_after(lambda s: np.asarray(s.coming.progress), quarter * WEEKS_IN_QUARTER, plan)
    return mean_interval(100 * progress[:, 0])


def _lost_shares(setting: LessonSetting, *names: str) -> list[float]:
    """share; losses of stocks in half a year without strategic work, by the flow."""
    firm = setting.firm
    counts, start = starting_state(firm)
    stocks, idle = start, make_allocation(firm, Move((0, 0, 0), (0, 0, 0)))
    for week in range(26):
        flowed = flow_week(firm, week, counts, stocks, idle, no_threats(len(firm.segments)))
        counts, stocks = flowed.counts, flowed.stocks
    return [1 - float(getattr(stocks, name)) / float(getattr(start, name)) for name in names]


def measure_fading_foresight(setting: LessonSetting) -> Estimate:
    """points; loss of foresight in half a year without strategic work, less the largest loss of another stock."""
    foresight, *others = _lost_shares(setting, "foresight", "relationships", "skill", "culture", "capability")
    return exact_estimate(100 * (foresight - max(others)))


def measure_ageing_insight(setting: LessonSetting) -> Estimate:
    """points; loss of insight in half a year without strategic work at a rate of change of 2, less that at .5."""
    (fast,), (slow,) = (
        _lost_shares(setting.change({"market.rate_of_change": rho}), "insight") for rho in (2.0, 0.5)
    )
    return exact_estimate(100 * (fast - slow))


def measure_boom(setting: LessonSetting) -> Estimate:
    """percent; bookings of the first three quarters with the booms of the scenario, relative to those without."""
    fixed = [one for one in setting.firm.scenario.disruptions.fixed if one.type != "boom"]
    calm = setting.change({"disruptions.fixed": tuple(one.model_dump() for one in fixed)})
    booked = [
        one.play(one.constant_plan(one.inherited)).bookings[:3].sum(axis=0)[:, 0] for one in (setting, calm)
    ]
    return percent_change_interval(*booked)


def measure_calm_spread(setting: LessonSetting) -> Estimate:
    """ratio; coefficient of variation of the value if nothing strikes, over that of the reference without strikes."""
    calm = {"disruptions.rate": 0.0, "disruptions.fixed": ()}
    return _spread_ratio(setting.change(calm), LessonSetting("reference", setting.futures).change(calm))


def measure_spread(setting: LessonSetting) -> Estimate:
    """ratio; coefficient of variation of the value, over that of the reference."""
    return _spread_ratio(setting, LessonSetting("reference", setting.futures))


def _spread_ratio(setting: LessonSetting, other: LessonSetting) -> Estimate:
    """Ratio of coefficients of variation. Its interval is rough: twice the error of a standard deviation."""

    def variation(one: LessonSetting) -> float:
        value = one.play(one.constant_plan(one.steady)).value[:, 0]
        return float(value.std() / value.mean())

    ratio = variation(setting) / variation(other)
    error = 2 * ratio / np.sqrt(setting.futures)
    return Estimate(ratio, ratio - error, ratio + error)


def measure_reading_error(setting: LessonSetting) -> Estimate:
    """Log units; error of a reading a year before the strike, less that of one a quarter before."""
    p, foresight = setting.firm.parameters.signals, setting.firm.scenario.organisation.start.foresight
    far, near = (float(reading_error(np.asarray(foresight), weeks, p)) for weeks in (52, WEEKS_IN_QUARTER))
    return exact_estimate(far - near)


def measure_answer_lead(setting: LessonSetting) -> Estimate:
    """Log units; how much an answered technology shift reduces the gap to customers' needs."""
    firm = setting.firm
    _, stocks = starting_state(firm)
    shift = firm.scenario.disruptions.types["technology"]
    first_segment = np.eye(len(firm.segments))[0]
    after = effects.apply_strike(stocks, shift, first_segment, 1.0, 1.0)
    return exact_estimate(float(stocks.gap[0] - after.gap[0]))
