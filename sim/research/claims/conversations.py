"""Claim 14: conversations of today are the business of next year."""

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
"""Where the value is measured: the reference, and the scenarios whose learning goals name this claim."""
MIN_VALUE_LOSS = -2.0
"""percent; of value that a firm without conversations lacks at least."""
NEXT_YEAR_QUARTER = 5
"""quarter; from which on it books less."""
CONVERSATIONS_INDEX = 0
"""Place of conversations in the sellers' focus."""


def move_without_conversations(firm: Firm) -> Move:
    """The scenario's `steady` move whose sellers begin no conversation and sell in those hours; their other
    strategic activities keep their hours.
    """
    steady = move_from_split(firm, firm.scenario.steady)
    sellers, managers, leaders = (np.rint(100 * seat).astype(int) for seat in firm.default_focus)
    relationships = round(100 * float(sellers[1] / sellers[1:].sum()))
    split = round(steady.split[0] * float(sellers[1:].sum()) / 100)
    focus = ((0, relationships, 100 - relationships), tuple(managers.tolist()), tuple(leaders.tolist()))
    return Move((split, *steady.split[1:]), steady.response, focus)


def compare_without_conversations(world: ClaimWorld, name: str, effort: MeasurementEffort) -> PlanOutcomes:
    """A scenario without conversations (plan 0) and as `steady` (plan 1), in the same futures."""
    firm = world.firm(name)
    moves = [move_without_conversations(firm), move_from_split(firm, firm.scenario.steady)]
    return play_plans(firm, constant_plans(firm, moves), len(moves), measuring_dice(14), effort.of(4000, 300))


def measure_conversations(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Bookings by quarter in the reference, and the value in each scenario, against the same with conversations."""
    found = {name: compare_without_conversations(world, name, effort) for name in SCENARIOS}
    books = [
        percent_change_interval(quarter[:, 0], quarter[:, 1])
        for quarter in found[REFERENCE_SCENARIO].bookings
    ]
    parts = [ClaimCondition("bookings in quarter 1", books[0], "above", 0.0, "%")]
    parts += [
        ClaimCondition(f"bookings in quarter {quarter}", more, "below", 0.0, "%")
        for quarter, more in enumerate(books, 1)
        if quarter >= NEXT_YEAR_QUARTER
    ]
    parts += [
        ClaimCondition(
            f"value, {name}",
            percent_change_interval(both.value[:, 0], both.value[:, 1]),
            "below",
            MIN_VALUE_LOSS,
            "%",
        )
        for name, both in found.items()
    ]
    return ClaimMeasurement(tuple(parts), len(found[REFERENCE_SCENARIO].value))


CLAIMS = (
    Claim(
        14, "conversations", "Today's conversations are next year's business",
        "A firm that begins no conversations and sells in those hours books more in quarter 1, less in every quarter "
        "from the second year on, and ends with at least 2 % less value.",
        "The split `steady` against the same in which sellers' hours for conversations go into this quarter and all "
        "other hours stay where they are, in the same futures; by quarter in the reference, the value also in the "
        "scenarios that teach it. Intervals of ratios of means are by the delta method.",
        measure_conversations, BARREN,
        "Where no ripe conversation becomes an opportunity, the hours are better sold.",
    ),
)  # fmt: skip
