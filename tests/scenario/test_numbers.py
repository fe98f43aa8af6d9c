"""Every number of the format has a unit, a range and a default in it; and the defaults are those of the model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic.fields import FieldInfo

from sim.scenario.disruptions import FixedDisruption
from sim.scenario.market import RateStep
from sim.scenario.organisation import PriorHistory
from sim.scenario.scenario import Scenario
from sim.scenario.section import Section, is_number
from sim.scenario.section_structure import alternatives, number_range, walk_sections
from sim.scenario.validation_messages import field_unit, usual_range
from tests.scenario.texts import trial

SCENARIO = trial().scenario
KINDS: set[type[Section]] = {part.kind for part in walk_sections(Scenario, SCENARIO)} | {
    FixedDisruption,
    RateStep,
    PriorHistory,
}
IN_ORDER = sorted(KINDS, key=lambda kind: kind.__name__)
LISTS = {"DisruptionType.lead", "Segment.season", "SegmentStart.conversations"}
"""Fields whose items are numbers, each with its range in its type."""


def numbers() -> Iterator[tuple[str, FieldInfo]]:
    for kind in IN_ORDER:
        for key, field in kind.model_fields.items():
            name = f"{kind.__name__}.{key}"
            if {int, float} & set(alternatives(field.annotation)) or name in LISTS:
                yield name, field


NUMBERS = dict(numbers())


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_has_a_unit_and_a_range_around_its_default(name: str) -> None:
    field = NUMBERS[name]
    assert field_unit(field), f"{name} begins with no unit: {field.description}"
    span = number_range(field, inside=int(name in LISTS))
    assert span.low is not None
    assert span.high is not None
    assert span.low < span.high
    ordinary = usual_range(field)
    if ordinary is not None:
        assert span.low <= ordinary[0] < ordinary[1] <= span.high
    default = field.get_default(call_default_factory=True)
    for value in default if isinstance(default, list) else [default]:
        if is_number(value):
            assert span.low <= value <= span.high
            assert ordinary is None or ordinary[0] <= value <= ordinary[1]


def test_there_are_many_numbers_and_most_have_a_usual_range() -> None:
    assert len(NUMBERS) > 150
    assert sum(usual_range(field) is not None for field in NUMBERS.values()) > 110


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda k: str(k.__name__))
def test_every_part_says_what_it_is(kind: type[Section]) -> None:
    assert kind.__doc__
    for key, field in kind.model_fields.items():
        part = field.annotation
        is_part = isinstance(part, type) and issubclass(part, Section)  # which says itself what it is
        assert field.description or is_part, f"{kind.__name__}.{key}"


MODEL_PAGE = {
    # docs/reference/model.md, law by law; the same numbers stand nowhere else in `sim`
    "pressure": {"threshold": 0.93, "span": 0.30, "bite": 0.75, "overtime": 0.14, "felt_weeks": 20},
    "burnout": {"gain": 0.09, "recovery": 0.05, "hours": 0.25},
    "productivity": {"capability": 0.20, "skill": 0.6},
    "coverage": {"qualified_hours": 1.3, "proposal_hours": 4.0, "most": 0.72, "exponent": 0.7},
    "arrivals": {
        "inbound": 0.34, "inbound_fit": 0.8, "relationships": 0.5,
        "prospecting": 0.72, "prospecting_fit": 0.4, "prospecting_half": 0.30,
    },
    "stages": {"qualified_weeks": 6, "proposal_share": 0.6, "proposal_weeks": 6.5, "neglect": 0.05},
    "choice": {
        "us": -1.45, "relationships": 0.7, "insight": 0.35, "help": 1.3, "grown": 1.3, "rival": -0.55,
        "no_decision": 0.35, "no_decision_insight": 0.35, "leader_help": 0.9, "help_half": 0.6,
    },
    "value": {"shape": 4, "grown": 1.7, "insight": 0.2},
    "accounts": {"leave": 0.0045, "gap": 0.8, "relationships": 0.9},
    "money": {"bookings": 0.45, "recurring": 0.165, "seller": 2.9, "manager": 4.3, "leader": 8.0, "hire": 35},
    "conversations": {
        "begin": 0.68, "half": 0.18, "insight_floor": 0.35, "insight_gain": 0.65, "window_floor": 0.45,
        "window_gain": 0.75, "window_most": 2.5, "weeks": 36, "grow": 0.55,
    },
    "window": {"elsewhere": 0.3, "after": 0.6, "after_weeks": 20},
    "relationships": {"gain": 0.034, "half": 0.07, "age": 0.011, "leaders": 0.08, "leaver": 0.5},
    "insight": {"gain": 0.034, "half": 0.07, "age": 0.012, "managers": 0.30},
    "foresight": {"gain": 0.050, "half": 0.35, "age": 0.045, "managers": 0.25, "sellers": 0.15},
    "culture": {"gain": 0.030, "half": 0.12, "age": 0.011, "pressure": 0.03},
    "capability": {"gain": 0.030, "half": 0.12, "age": 0.011},
    "skill": {"gain": 0.030, "half": 0.20, "age": 0.009},
    "offering": {
        "gain": 0.040, "half": 0.20, "age": 0.012, "blind": 0.5, "insight": 0.5, "foresight": 0.3, "delay_weeks": 13,
    },
    "gaps": {"offering": 0.010, "closing": 0.012, "offering_closing": 0.012},
    "people": {
        "leave": 0.0050, "burnout": 1.1, "culture": 0.8, "hire_weeks": 7, "ramp_weeks": 22, "hire_ramp": 0.35,
    },
    "signals": {"notice": 0.24, "noise": 0.5, "noise_weeks": 26, "market_noise": 0.15},
    "answers": {"effort": 3.0, "sellers": 0.5, "managers": 0.2, "leaders": 0.45, "power": 3},
    "shocks": {
        "demand_weeks": 20, "slowness_weeks": 14, "exodus_weeks": 8, "most_accounts_lost": 0.8, "calm_weeks": 4,
    },
    "spans": {"manager": 6, "leader": 12},
}  # fmt: skip


def test_parameters_are_those_of_the_model() -> None:
    assert SCENARIO.parameters.model_dump() == MODEL_PAGE


DISRUPTIONS = {
    # type: rate a year, importance, effects (quantity, size, answer, scope)
    "slump": (0.22, 0.6, {("demand", -0.60, -0.5)}),
    "boom": (0.22, 0.4, {("demand", 0.45, 0.3)}),
    "rival_entry": (0.30, 0.9, {("rival_gap", -0.70, -1.0), ("rival_gap", -0.10, -1.0)}),
    "technology": (0.34, 1.2, {("gap", 0.65, -1.35), ("rival_gap", 0.42, 0.3)}),
    "regulation": (0.26, 1.0, {("gap", 0.50, -1.35), ("rival_gap", 0.36, 0.3)}),
    "freeze": (0.18, 0.4, {("slowness", 0.7, -0.6)}),
    "merger": (0.20, 0.7, {("accounts", 0.25, -0.9)}),
    "exodus": (0.18, 0.3, {("exodus", 1.6, -0.8)}),
}


def test_disruptions_are_those_of_the_model() -> None:
    types = SCENARIO.disruptions.types
    found = {
        n: (k.rate, k.importance, {(e.on, e.size, e.answer) for e in k.effects}) for n, k in types.items()
    }
    assert found == DISRUPTIONS
    assert all(k.lead == [17, 44] and (k.severity, k.shape, k.chance) == (1, 4, 1) for k in types.values())
    assert [e.scope for e in types["rival_entry"].effects] == ["segment", "all"]


def test_market_and_start_are_those_of_the_model() -> None:
    segments = list(SCENARIO.market.segments.values())
    starts = [segment.start for segment in segments]
    assert [s.weight for s in segments] == [0.5, 0.3, 0.2]
    assert [s.value for s in segments] == [30, 40, 55]
    assert [s.drift for s in segments] == [0.0025, 0.004, 0.007]
    assert [s.exposure for s in segments] == [0.45, 0.30, 0.25]
    assert [s.season for s in segments] == [[0.78, 0.96, 1.21]] * 3
    assert [(s.qualified, s.proposals, s.accounts) for s in starts] == [
        (35, 23, 318),
        (20, 13, 174),
        (12, 8, 94),
    ]
    assert [s.conversations for s in starts] == [[2, 1, 1]] * 3
    assert [(s.gap, s.rival_gap) for s in starts] == [(-0.15, -0.03), (-0.06, 0.10), (0.10, 0.35)]
    assert (SCENARIO.rival.pace, SCENARIO.rival.closing, SCENARIO.market.rate_of_change) == (0.0028, 0.012, 1)


def test_organisation_and_goal_are_those_of_the_model() -> None:
    organisation, goal = SCENARIO.organisation, SCENARIO.goal
    assert (organisation.seats, organisation.managers, organisation.leaders, organisation.hours) == (
        12,
        2,
        1,
        28,
    )
    assert organisation.response == 30
    assert organisation.start.model_dump() == {
        "sellers": 12, "relationships": 0.39, "insight": 0.46, "foresight": 0.16, "culture": 0.48, "capability": 0.48,
        "skill": 0.45, "offering": 0.52, "ramp": 0.95, "burnout": 0, "felt": 1, "cash": 300,
    }  # fmt: skip
    assert organisation.focus.model_dump() == {
        "sellers": {"conversations": 0.4, "relationships": 0.3, "insight": 0.3},
        "managers": {"development": 0.55, "insight": 0.25, "foresight": 0.20},
        "leaders": {"offering": 0.4, "foresight": 0.2, "culture": 0.2, "capability": 0.2},
    }
    assert (goal.measure, goal.growth, goal.patience, goal.cash_floor) == ("value", 0.04, 0.65, 0)
    assert SCENARIO.steady.model_dump() == {"sellers": 25, "managers": 35, "leaders": 65}
    assert SCENARIO.quarters == 12
