"""Claim 14: today's conversations are next year's business."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import percent_change_interval
from sim.model.firm import Firm
from sim.model.move import Move, move_from_split
from sim.research.claims.batch_play import PlanOutcomes, constant_plans, play_plans
from sim.research.claims.claim import Claim, ClaimCondition, ClaimMeasurement, MeasurementEffort
from sim.research.claims.claim_worlds import REFERENCE_SCENARIO, ClaimWorld, measuring_dice
from sim.research.claims.counter_worlds import BARREN

SCENARIOS = (REFERENCE_SCENARIO, "solo", "fat_pipeline")
"""Scenarios in which the value is measured: the reference, and those whose learning goals name this claim."""
MAX_VALUE_CHANGE = -2.0
"""percent; largest change of value, so the smallest loss, of a firm without conversations."""
NEXT_YEAR_QUARTER = 5
"""quarter; from which on the firm books less."""


def move_without_conversations(firm: Firm) -> Move:
    """The `steady` move of the scenario, but sellers begin no conversations and sell in those hours. Their other
    strategic activities keep their hours.
    """
    steady = move_from_split(firm, firm.scenario.steady)
    sellers, managers, leaders = (np.rint(100 * seat).astype(int) for seat in firm.default_focus)
    relationships = round(100 * float(sellers[1] / sellers[1:].sum()))
    split = round(steady.split[0] * float(sellers[1:].sum()) / 100)
    focus = ((0, relationships, 100 - relationships), tuple(managers.tolist()), tuple(leaders.tolist()))
    return Move((split, *steady.split[1:]), steady.response, focus)


def compare_without_conversations(world: ClaimWorld, name: str, effort: MeasurementEffort) -> PlanOutcomes:
    """Play a scenario without conversations (plan 0) and as `steady` (plan 1), in the same futures."""
    firm = world.firm(name)
    moves = [move_without_conversations(firm), move_from_split(firm, firm.scenario.steady)]
    return play_plans(firm, constant_plans(firm, moves), len(moves), measuring_dice(14), effort.of(4000, 300))


def measure_conversations(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure bookings by quarter in the reference, and the value in each scenario, relative to `steady`."""
    outcomes = {name: compare_without_conversations(world, name, effort) for name in SCENARIOS}
    reference = outcomes[REFERENCE_SCENARIO]
    changes = [percent_change_interval(*quarter.T) for quarter in reference.bookings]
    parts = [ClaimCondition("bookings in quarter 1", changes[0], "above", 0.0, "%")]
    parts += [
        ClaimCondition(f"bookings in quarter {quarter}", change, "below", 0.0, "%")
        for quarter, change in enumerate(changes, 1)
        if quarter >= NEXT_YEAR_QUARTER
    ]
    parts += [
        ClaimCondition(
            f"value, {name}", percent_change_interval(*plans.value.T), "below", MAX_VALUE_CHANGE, "%"
        )
        for name, plans in outcomes.items()
    ]
    return ClaimMeasurement(tuple(parts), len(reference.value))


CLAIMS = (
    Claim(
        14, "conversations", "Today's conversations are next year's business",
        "A firm that begins no conversations and sells in those hours books more in quarter 1, less in every quarter "
        "from the second year on, and ends with at least 2 % less value.",
        "The split of `steady` is compared with the same split in which sellers' hours for conversations go to selling "
        "and all other hours stay as they are, in the same futures: by quarter in the reference, and the value also in "
        "the scenarios that teach it. Intervals of ratios of means use the delta method.",
        measure_conversations, BARREN,
        "If no ripe conversation becomes an opportunity, the hours are better spent on selling.",
    ),
)  # fmt: skip
