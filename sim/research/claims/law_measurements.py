"""Measurements of lessons by other starts, other markets, or the laws alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.base.statistics import (
    Estimate,
    exact_estimate,
    mean_interval,
    percent_change_interval,
)
from sim.model import effects
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
"""Percent; of the hours for the future, in the second tutorial."""

OFFERING_INDEX = 0
"""Place of offerings in the leaders' focus."""


def measure_relationships(place: LessonSetting) -> Estimate:
    """percent; customers after a year with better relationships at the start, under the same move."""
    at = place.firm.scenario.organisation.start.relationships
    better = place.but({"organisation.start.relationships": min(1.0, at + 0.3)})
    counted = [
        one.ends(lambda s: s.counts.accounts.sum(axis=-1), 52, one.all_along(one.steady))[:, 0]
        for one in (better, place)
    ]
    return percent_change_interval(*counted)


def measure_insight(place: LessonSetting) -> Estimate:
    """percent; work on offerings after a quarter with more insight at the start, under the same move."""
    at = place.firm.scenario.organisation.start.insight
    better = place.but({"organisation.start.insight": min(1.0, at + 0.3)})
    made = [
        one.ends(lambda s: np.asarray(s.stocks.offering), WEEKS_IN_QUARTER, one.all_along(one.steady))[:, 0]
        for one in (better, place)
    ]
    return percent_change_interval(*made)


def measure_offering_delay(place: LessonSetting) -> Estimate:
    """percent; of what leaders' hours for offerings add in two years, what is in the market after a quarter."""
    much, none = (
        replace(place.steady, focus=focus_on_activity(place.firm, OFFERING_INDEX, p)) for p in (100, 0)
    )
    plans = [place.all_along(much), place.all_along(none)]
    quarter, years = (
        place.ends(lambda s: np.asarray(s.stocks.offering_live), weeks, *plans)
        for weeks in (WEEKS_IN_QUARTER, 104)
    )
    return percent_change_interval((quarter[:, 0] - quarter[:, 1]), (years[:, 0] - years[:, 1]))


def measure_pressure(place: LessonSetting) -> Estimate:
    """percent; of the hours meant for the future, those that pressure takes in the first week."""
    firm = place.firm
    _, stocks = starting_state(firm)
    press = compute_pressure(stocks.felt, stocks.culture, firm.parameters.pressure)
    return exact_estimate(100 * (1 - float(effective_split(np.ones(1), press, firm.parameters.pressure)[0])))


def measure_pressure_below_target(place: LessonSetting) -> Estimate:
    """Percent; the same for a team that feels a third of its target missing."""
    return measure_pressure(place.but({"organisation.start.felt": 2 / 3}))


def measure_late_answer(place: LessonSetting) -> Estimate:
    """Percent; progress of the answer to the first fixed strike by then, where only the last quarter before it answers,
    with the tutorial's share.
    """
    quarter = place.firm.scenario.disruptions.fixed[0].strikes // WEEKS_IN_QUARTER
    late, none = (replace(place.steady, response=(r,) * 3) for r in (TUTORIAL_RESPONSE, 0))
    plan = [none] * (quarter - 1) + [late] * (place.moves - quarter + 1)
    progress = place.ends(lambda s: np.asarray(s.coming.progress), quarter * WEEKS_IN_QUARTER, plan)
    return mean_interval(100 * progress[:, 0])


def _stocks_after_idle_weeks(
    place: LessonSetting, weeks: int, rho: float | None = None
) -> tuple[object, object]:
    """Stocks at the start, and after weeks in which nobody works for the future, by the flow."""
    changes = {} if rho is None else {"market.rate_of_change": rho}
    firm = place.but(changes).firm
    counts, stocks = starting_state(firm)
    begun, idle = stocks, make_allocation(firm, Move((0, 0, 0), (0, 0, 0)))
    for week in range(weeks):
        flowed = flow_week(firm, week, counts, stocks, idle, no_threats(len(firm.segments)))
        counts, stocks = flowed.counts, flowed.stocks
    return begun, stocks


def _lost_share(name: str, both: tuple[object, object]) -> float:
    before, after = (float(getattr(stocks, name)) for stocks in both)
    return 1 - after / before


def measure_fading_foresight(place: LessonSetting) -> Estimate:
    """points; share of foresight that half a year without hours takes, over the largest of the other stocks."""
    both = _stocks_after_idle_weeks(place, 26)
    others = ("relationships", "skill", "culture", "capability")
    return exact_estimate(
        100 * (_lost_share("foresight", both) - max(_lost_share(name, both) for name in others))
    )


def measure_ageing_insight(place: LessonSetting) -> Estimate:
    """points; share of insight that half a year without hours takes at a rate of change of 2, over that at .5."""
    fast, slow = (_lost_share("insight", _stocks_after_idle_weeks(place, 26, rho)) for rho in (2.0, 0.5))
    return exact_estimate(100 * (fast - slow))


def measure_boom(place: LessonSetting) -> Estimate:
    """percent; bookings of the first three quarters with the booms of the scenario over those without."""
    fixed = [one for one in place.firm.scenario.disruptions.fixed if one.type != "boom"]
    calm = place.but({"disruptions.fixed": tuple(one.model_dump() for one in fixed)})
    booked = [
        one.played(one.all_along(one.inherited)).bookings[:3].sum(axis=0)[:, 0] for one in (place, calm)
    ]
    return percent_change_interval(*booked)


def measure_calm_spread(place: LessonSetting) -> Estimate:
    """Ratio; spread of the value over its mean where nothing strikes, over the same in the reference."""
    calm = {"disruptions.rate": 0.0, "disruptions.fixed": ()}
    return _spread_ratio(place.but(calm), LessonSetting("reference", place.futures).but(calm))


def measure_spread(place: LessonSetting) -> Estimate:
    """Ratio; spread of the value over its mean, over the same in the reference."""
    return _spread_ratio(place, LessonSetting("reference", place.futures))


def _spread_ratio(place: LessonSetting, other: LessonSetting) -> Estimate:
    """Ratio of spreads, with a rough error: that of a standard deviation of so many values, twice."""

    def spread(one: LessonSetting) -> float:
        value = one.played(one.all_along(one.steady)).value[:, 0]
        return float(value.std() / value.mean())

    ratio = spread(place) / spread(other)
    error = 2 * ratio / np.sqrt(place.futures)
    return Estimate(ratio, ratio - error, ratio + error)


def measure_reading_error(place: LessonSetting) -> Estimate:
    """Log units; error of a reading a year off less that of one a quarter off."""
    p, foresight = place.firm.parameters.signals, place.firm.scenario.organisation.start.foresight
    far, near = (float(reading_error(np.asarray(foresight), weeks, p)) for weeks in (52, WEEKS_IN_QUARTER))
    return exact_estimate(far - near)


def measure_answer_lead(place: LessonSetting) -> Estimate:
    """Log units; how much nearer to customers' needs a technology shift leaves who has answered it than before it."""
    firm = place.firm
    _, stocks = starting_state(firm)
    kind = firm.scenario.disruptions.types["technology"]
    first = np.eye(len(firm.segments))[0]
    after = effects.apply_strike(stocks, kind, first, 1.0, 1.0)
    return exact_estimate(float(stocks.gap[0] - after.gap[0]))
