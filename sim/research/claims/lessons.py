"""What learning goals and tutorials say, measured in their own scenario: by pairs of plans in common futures, firing
apart, or by the laws alone. Each measurement is one figure and the side of a threshold on which it has to lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.library import names
from sim.research.claims import by_laws, by_plans
from sim.research.claims.claim import ClaimPart, Side
from sim.research.claims.place import FULL, MeasuredScenario
from sim.scenario.guide import guides
from sim.scenario.load import load


@dataclass(frozen=True)
class Showing:
    """A measurement that can show a lesson."""

    statement: str
    measure: by_plans.Measure
    side: Side
    unit: str
    threshold: float = 0.0

    def part(self, scenario: str, futures: int = FULL) -> ClaimPart:
        """What is measured in a scenario."""
        estimate = self.measure(MeasuredScenario(scenario, futures))
        return ClaimPart(self.statement, estimate, self.side, self.threshold, self.unit)


SHOWINGS: Mapping[str, Showing] = {
    "future_costs_now": Showing(
        "bookings of the first quarter, as steady against as the firm lived",
        by_plans.against_inherited(by_plans.first_bookings), "below", "%",
    ),
    "future_pays_later": Showing(
        "value, as steady against as the firm lived", by_plans.against_inherited(by_plans.value_gain), "above", "%"
    ),
    "squeezing_the_end_costs": Showing(
        "value with nothing for the future in the last move, against steady", by_plans.squeeze, "below", "%"
    ),
    "sellers_cost_most": Showing(
        "what a point of the sellers' slider costs the first quarter over one of the leaders'", by_plans.a_point,
        "above", "% of bookings",
    ),
    "early_pays": Showing(
        "value where the first third is lived as before, against steady", by_plans.late,
        "below", "%",
    ),
    "sellers_pay": Showing("value without sellers' hours for the future", by_plans.without_seat(0), "below", "%"),
    "managers_pay": Showing("value without managers' hours for the future", by_plans.without_seat(1), "below", "%"),
    "leaders_pay": Showing("value without leaders' hours for the future", by_plans.without_seat(2), "below", "%"),
    "talks_pay": Showing(
        "value without conversations, their hours sold", by_plans.talks(by_plans.value_gain), "below", "%"
    ),
    "talks_cost_now": Showing(
        "bookings of the first quarter without conversations, their hours sold",
        by_plans.talks(by_plans.first_bookings), "above", "%",
    ),
    "answers_pay": Showing("value without answers", by_plans.response(0), "below", "%"),
    "answers_crowd_out": Showing("value with all of these hours for answers", by_plans.response(100), "below", "%"),
    "choosing_pays": Showing(
        "value with answers to the worst, against to all alike", by_plans.measure_answer_choice, "above", "%"
    ),
    "managers_build_skill": Showing(
        "skill at the end, against without managers' hours for the future",
        by_plans.at_end(lambda s: np.asarray(s.stocks.skill), lambda p: p.share(1, 0)), "above", "%",
    ),
    "leaders_make_offerings": Showing(
        "offering at the end, against without leaders' hours for the future",
        by_plans.at_end(lambda s: np.asarray(s.stocks.offering_live), lambda p: p.share(2, 0)), "above", "%",
    ),
    "the_goal_is_built": Showing(
        "what is reached of the goal, as steady over as the firm lived", by_plans.goal_reached, "above", "of its unit"
    ),
    "health_grows": Showing(
        "health at the end, as steady against as the firm lived",
        by_plans.at_end(by_plans.health_of, lambda p: p.inherited), "above", "%",
    ),
    "relationships_keep_customers": Showing(
        "customers after a year with relationships .3 better at the start", by_laws.relationships, "above", "%"
    ),
    "insight_feeds_offerings": Showing(
        "work on offerings after a quarter with insight .3 better at the start", by_laws.insight, "above", "%"
    ),
    "offerings_take_time": Showing(
        "of what leaders' hours add to the offering in two years, what is there after a quarter, less all of it",
        by_laws.offering_late, "below", "%", -75.0,
    ),
    "pressure_takes_hours": Showing(
        "hours meant for the future that pressure takes at the start", by_laws.pressure_taken, "above", "%", 5.0
    ),
    "pressure_law": Showing(
        "hours meant for the future that pressure takes of a team that feels a third of its target missing",
        by_laws.measure_under_pressure, "above", "%", 5.0,
    ),
    "late_answers_fail": Showing(
        "progress of an answer that is begun in the last quarter before the strike", by_laws.late_answer, "below", "%",
        90.0,
    ),
    "sight_fades_first": Showing(
        "share of foresight that half a year without hours takes, over that of what else fades", by_laws.sight_fades,
        "above", "points",
    ),
    "knowledge_ages_with_the_market": Showing(
        "share of insight that half a year without hours takes at a rate of change of 2, over that at 0.5",
        by_laws.knowledge_ages, "above", "points",
    ),
    "a_boom_fills_the_books": Showing(
        "bookings of the first three quarters with the booms over those without, as the firm lived", by_laws.boom,
        "above", "%",
    ),
    "luck_is_large": Showing(
        "spread of the value over its mean, over the same in the reference", by_laws.luck_ratio, "above", "ratio", 1.0
    ),
    "deals_even_out": Showing(
        "spread of the value over its mean where nothing strikes, over the same in the reference",
        by_laws.deals_even_out, "below", "ratio", 0.7,
    ),
    "readings_sharpen": Showing(
        "error of a reading a year off, less that of one a quarter off", by_laws.sharper, "above", "log units"
    ),
    "a_finished_answer_leads": Showing(
        "how much nearer to needs a shift leaves who has answered it", by_laws.lead, "above", "log units"
    ),
}  # fmt: skip
"""All measurements by name."""


def lessons_by_scenario() -> Mapping[str, tuple[str, ...]]:
    """What learning goals and tutorials of the built-in scenarios name, by scenario: claims and measurements."""
    found: dict[str, set[str]] = {name: set() for name in names("scenarios")}
    for name in found:
        for lesson in load(name).scenario.learning:
            found[name].update(() if isinstance(lesson, str) else lesson.shown)
    for guide in guides():
        for step in guide.steps:
            found[guide.scenario].update(step.shown)
    return {name: tuple(sorted(shown)) for name, shown in found.items()}
