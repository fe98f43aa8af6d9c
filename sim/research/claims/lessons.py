"""What learning goals and tutorials say, measured in their own scenario: by pairs of plans in common futures, firing
apart, or by the laws alone. Each measurement is one figure and the side of a threshold on which it has to lie.
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
    """A measurement that can show a lesson."""

    statement: str
    measure: plan_measurements.LessonMeasure
    side: ThresholdSide
    unit: str
    threshold: float = 0.0

    def part(self, scenario: str, futures: int = FULL_FUTURES) -> ClaimCondition:
        """What is measured in a scenario."""
        estimate = self.measure(LessonSetting(scenario, futures))
        return ClaimCondition(self.statement, estimate, self.side, self.threshold, self.unit)


LESSON_MEASUREMENTS: Mapping[str, LessonMeasurement] = {
    "future_costs_now": LessonMeasurement(
        "bookings of the first quarter, as steady against as the firm lived",
        plan_measurements.compare_to_inherited(plan_measurements.compare_first_bookings),
        "below",
        "%",
    ),
    "future_pays_later": LessonMeasurement(
        "value, as steady against as the firm lived",
        plan_measurements.compare_to_inherited(plan_measurements.compare_values),
        "above",
        "%",
    ),
    "squeezing_the_end_costs": LessonMeasurement(
        "value with nothing for the future in the last move, against steady",
        plan_measurements.measure_last_move_squeeze,
        "below",
        "%",
    ),
    "sellers_cost_most": LessonMeasurement(
        "what a point of the sellers' slider costs the first quarter over one of the leaders'",
        plan_measurements.measure_point_costs,
        "above",
        "% of bookings",
    ),
    "early_pays": LessonMeasurement(
        "value where the first third is lived as before, against steady",
        plan_measurements.measure_late_start,
        "below",
        "%",
    ),
    "sellers_pay": LessonMeasurement(
        "value without sellers' hours for the future", plan_measurements.measure_without_seat(0), "below", "%"
    ),
    "managers_pay": LessonMeasurement(
        "value without managers' hours for the future",
        plan_measurements.measure_without_seat(1),
        "below",
        "%",
    ),
    "leaders_pay": LessonMeasurement(
        "value without leaders' hours for the future", plan_measurements.measure_without_seat(2), "below", "%"
    ),
    "talks_pay": LessonMeasurement(
        "value without conversations, their hours sold",
        plan_measurements.measure_without_conversations(plan_measurements.compare_values),
        "below",
        "%",
    ),
    "talks_cost_now": LessonMeasurement(
        "bookings of the first quarter without conversations, their hours sold",
        plan_measurements.measure_without_conversations(plan_measurements.compare_first_bookings),
        "above",
        "%",
    ),
    "answers_pay": LessonMeasurement(
        "value without answers", plan_measurements.measure_response(0), "below", "%"
    ),
    "answers_crowd_out": LessonMeasurement(
        "value with all of these hours for answers", plan_measurements.measure_response(100), "below", "%"
    ),
    "choosing_pays": LessonMeasurement(
        "value with answers to the worst, against to all alike",
        plan_measurements.measure_concentration,
        "above",
        "%",
    ),
    "managers_build_skill": LessonMeasurement(
        "skill at the end, against without managers' hours for the future",
        plan_measurements.measure_at_end(lambda s: np.asarray(s.stocks.skill), lambda p: p.share(1, 0)),
        "above",
        "%",
    ),
    "leaders_make_offerings": LessonMeasurement(
        "offering at the end, against without leaders' hours for the future",
        plan_measurements.measure_at_end(
            lambda s: np.asarray(s.stocks.offering_live), lambda p: p.share(2, 0)
        ),
        "above",
        "%",
    ),
    "the_goal_is_built": LessonMeasurement(
        "what is reached of the goal, as steady over as the firm lived",
        plan_measurements.measure_goal_gain,
        "above",
        "of its unit",
    ),
    "health_grows": LessonMeasurement(
        "health at the end, as steady against as the firm lived",
        plan_measurements.measure_at_end(plan_measurements.state_health, lambda p: p.inherited),
        "above",
        "%",
    ),
    "relationships_keep_customers": LessonMeasurement(
        "customers after a year with relationships .3 better at the start",
        law_measurements.measure_relationships,
        "above",
        "%",
    ),
    "insight_feeds_offerings": LessonMeasurement(
        "work on offerings after a quarter with insight .3 better at the start",
        law_measurements.measure_insight,
        "above",
        "%",
    ),
    "offerings_take_time": LessonMeasurement(
        "of what leaders' hours add to the offering in two years, what is there after a quarter, less all of it",
        law_measurements.measure_offering_delay,
        "below",
        "%",
        -75.0,
    ),
    "pressure_takes_hours": LessonMeasurement(
        "hours meant for the future that pressure takes at the start",
        law_measurements.measure_pressure,
        "above",
        "%",
        5.0,
    ),
    "pressure_law": LessonMeasurement(
        "hours meant for the future that pressure takes of a team that feels a third of its target missing",
        law_measurements.measure_pressure_below_target,
        "above",
        "%",
        5.0,
    ),
    "late_answers_fail": LessonMeasurement(
        "progress of an answer that is begun in the last quarter before the strike",
        law_measurements.measure_late_answer,
        "below",
        "%",
        90.0,
    ),
    "sight_fades_first": LessonMeasurement(
        "share of foresight that half a year without hours takes, over that of what else fades",
        law_measurements.measure_fading_foresight,
        "above",
        "points",
    ),
    "knowledge_ages_with_the_market": LessonMeasurement(
        "share of insight that half a year without hours takes at a rate of change of 2, over that at 0.5",
        law_measurements.measure_ageing_insight,
        "above",
        "points",
    ),
    "a_boom_fills_the_books": LessonMeasurement(
        "bookings of the first three quarters with the booms over those without, as the firm lived",
        law_measurements.measure_boom,
        "above",
        "%",
    ),
    "luck_is_large": LessonMeasurement(
        "spread of the value over its mean, over the same in the reference",
        law_measurements.measure_spread,
        "above",
        "ratio",
        1.0,
    ),
    "deals_even_out": LessonMeasurement(
        "spread of the value over its mean where nothing strikes, over the same in the reference",
        law_measurements.measure_calm_spread,
        "below",
        "ratio",
        0.7,
    ),
    "readings_sharpen": LessonMeasurement(
        "error of a reading a year off, less that of one a quarter off",
        law_measurements.measure_reading_error,
        "above",
        "log units",
    ),
    "a_finished_answer_leads": LessonMeasurement(
        "how much nearer to needs a shift leaves who has answered it",
        law_measurements.measure_answer_lead,
        "above",
        "log units",
    ),
}
"""All measurements by name."""


def lesson_references() -> Mapping[str, tuple[str, ...]]:
    """What learning goals and tutorials of the built-in scenarios name, by scenario: claims and measurements."""
    found: dict[str, set[str]] = {name: set() for name in data_file_names("scenarios")}
    for name in found:
        for lesson in load_scenario(name).scenario.learning:
            found[name].update(() if isinstance(lesson, str) else lesson.shown)
    for guide in load_guides():
        for step in guide.steps:
            found[guide.scenario].update(step.shown)
    return {name: tuple(sorted(shown)) for name, shown in found.items()}
