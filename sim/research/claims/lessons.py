"""Measurements that show the learning goals and tutorials of a scenario, in that scenario.

They compare plans in common futures without firing, or use the laws alone. Each measurement is one figure, and the side
of a threshold on which it must lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.library import data_file_names
from sim.research.claims import law_measurements, plan_measurements
from sim.research.claims.claim import ClaimCondition, ThresholdSide
from sim.research.claims.lesson_setting import FULL_FUTURES, LessonSetting
from sim.scenario.guide import load_guides
from sim.scenario.load import load_scenario


@dataclass(frozen=True)
class LessonMeasurement:
    """A measurement that shows a lesson."""

    statement: str
    measure: plan_measurements.LessonMeasure
    side: ThresholdSide
    unit: str
    threshold: float = 0.0

    def part(self, scenario: str, futures: int = FULL_FUTURES) -> ClaimCondition:
        """Measure in a scenario."""
        estimate = self.measure(LessonSetting(scenario, futures))
        return ClaimCondition(self.statement, estimate, self.side, self.threshold, self.unit)


LESSON_MEASUREMENTS: Mapping[str, LessonMeasurement] = {
    "future_costs_now": LessonMeasurement(
        "bookings in the first quarter, `steady` relative to continuing as before",
        plan_measurements.compare_to_inherited(plan_measurements.compare_first_bookings),
        "below",
        "%",
    ),
    "future_pays_later": LessonMeasurement(
        "value, `steady` relative to continuing as before",
        plan_measurements.compare_to_inherited(plan_measurements.compare_values),
        "above",
        "%",
    ),
    "squeezing_the_end_costs": LessonMeasurement(
        "value without strategic time in the last move, relative to `steady`",
        plan_measurements.measure_last_move_squeeze,
        "below",
        "%",
    ),
    "sellers_cost_most": LessonMeasurement(
        "cost in the first quarter of one point of the sellers' split, less that of one point of the leaders'",
        plan_measurements.measure_point_costs,
        "above",
        "% of bookings",
    ),
    "early_pays": LessonMeasurement(
        "value with the first third of the game as before, relative to `steady`",
        plan_measurements.measure_late_start,
        "below",
        "%",
    ),
    "sellers_pay": LessonMeasurement(
        "value without sellers' strategic time", plan_measurements.measure_without_seat(0), "below", "%"
    ),
    "managers_pay": LessonMeasurement(
        "value without managers' strategic time",
        plan_measurements.measure_without_seat(1),
        "below",
        "%",
    ),
    "leaders_pay": LessonMeasurement(
        "value without leaders' strategic time", plan_measurements.measure_without_seat(2), "below", "%"
    ),
    "talks_pay": LessonMeasurement(
        "value if the hours for conversations go to selling",
        plan_measurements.measure_without_conversations(plan_measurements.compare_values),
        "below",
        "%",
    ),
    "talks_cost_now": LessonMeasurement(
        "bookings in the first quarter if the hours for conversations go to selling",
        plan_measurements.measure_without_conversations(plan_measurements.compare_first_bookings),
        "above",
        "%",
    ),
    "answers_pay": LessonMeasurement(
        "value without response to signals", plan_measurements.measure_response(0), "below", "%"
    ),
    "answers_crowd_out": LessonMeasurement(
        "value with a response of 100 %", plan_measurements.measure_response(100), "below", "%"
    ),
    "choosing_pays": LessonMeasurement(
        "value with the worst signals answered first, relative to answering all alike",
        plan_measurements.measure_concentration,
        "above",
        "%",
    ),
    "managers_build_skill": LessonMeasurement(
        "skill at the end, relative to that without managers' strategic time",
        plan_measurements.measure_at_end(
            lambda s: np.asarray(s.stocks.skill), lambda s: s.steady_with_share(1, 0)
        ),
        "above",
        "%",
    ),
    "leaders_make_offerings": LessonMeasurement(
        "offering at the end, relative to that without leaders' strategic time",
        plan_measurements.measure_at_end(
            lambda s: np.asarray(s.stocks.offering_live), lambda s: s.steady_with_share(2, 0)
        ),
        "above",
        "%",
    ),
    "the_goal_is_built": LessonMeasurement(
        "figure of the goal, `steady` less continuing as before",
        plan_measurements.measure_goal_gain,
        "above",
        "of its unit",
    ),
    "health_grows": LessonMeasurement(
        "health at the end, `steady` relative to continuing as before",
        plan_measurements.measure_at_end(plan_measurements.state_health, lambda s: s.inherited),
        "above",
        "%",
    ),
    "relationships_keep_customers": LessonMeasurement(
        "customers after a year, with relationships 0.3 better at the start",
        law_measurements.measure_relationships,
        "above",
        "%",
    ),
    "insight_feeds_offerings": LessonMeasurement(
        "work on offerings after a quarter, with insight 0.3 better at the start",
        law_measurements.measure_insight,
        "above",
        "%",
    ),
    "offerings_take_time": LessonMeasurement(
        "effect of leaders' hours on the offering in the market after a quarter, relative to that after two years",
        law_measurements.measure_offering_delay,
        "below",
        "%",
        -75.0,
    ),
    "pressure_takes_hours": LessonMeasurement(
        "share of strategic hours that pressure takes at the start",
        law_measurements.measure_pressure,
        "above",
        "%",
        5.0,
    ),
    "pressure_law": LessonMeasurement(
        "share of strategic hours that pressure takes from a team that feels a third of its target missing",
        law_measurements.measure_pressure_below_target,
        "above",
        "%",
        5.0,
    ),
    "late_answers_fail": LessonMeasurement(
        "progress of an answer that begins in the last quarter before the strike",
        law_measurements.measure_late_answer,
        "below",
        "%",
        90.0,
    ),
    "sight_fades_first": LessonMeasurement(
        "loss of foresight in half a year without strategic work, less the largest loss of another stock",
        law_measurements.measure_fading_foresight,
        "above",
        "points",
    ),
    "knowledge_ages_with_the_market": LessonMeasurement(
        "loss of insight in half a year without strategic work at a rate of change of 2, less that at 0.5",
        law_measurements.measure_ageing_insight,
        "above",
        "points",
    ),
    "a_boom_fills_the_books": LessonMeasurement(
        "bookings of the first three quarters with the booms, relative to those without, continuing as before",
        law_measurements.measure_boom,
        "above",
        "%",
    ),
    "luck_is_large": LessonMeasurement(
        "coefficient of variation of the value, relative to that in the reference",
        law_measurements.measure_spread,
        "above",
        "ratio",
        1.0,
    ),
    "deals_even_out": LessonMeasurement(
        "coefficient of variation of the value if nothing strikes, relative to that in the reference",
        law_measurements.measure_calm_spread,
        "below",
        "ratio",
        0.7,
    ),
    "readings_sharpen": LessonMeasurement(
        "error of a reading a year before the strike, less that of one a quarter before",
        law_measurements.measure_reading_error,
        "above",
        "log units",
    ),
    "a_finished_answer_leads": LessonMeasurement(
        "reduction of the gap to customers' needs by a shift that was answered",
        law_measurements.measure_answer_lead,
        "above",
        "log units",
    ),
}
"""All measurements, by the name that scenarios and tutorials use."""


def lesson_references() -> Mapping[str, tuple[str, ...]]:
    """Claims and measurements that learning goals and tutorials of the built-in scenarios name, by scenario."""
    found: dict[str, set[str]] = {name: set() for name in data_file_names("scenarios")}
    for name in found:
        for lesson in load_scenario(name).scenario.learning:
            found[name].update(() if isinstance(lesson, str) else lesson.shown)
    for guide in load_guides():
        for step in guide.steps:
            found[guide.scenario].update(step.shown)
    return {name: tuple(sorted(shown)) for name, shown in found.items()}
