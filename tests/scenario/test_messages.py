"""Messages of problems: all at once, each once, with the intended name and the possible range."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field

from sim.base.problems import MAX_PROBLEMS, InputError, Problem
from sim.base.suggestions import closest_name
from sim.scenario.load import load_builtin_scenarios, load_scenario, parse_section
from sim.scenario.organisation import Split
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import Scenario
from sim.scenario.section import Percent, Section, TextLine
from tests.scenario.texts import HEAD, OWN, error, errors, trial

EVERYTHING_WRONG = """\
format: 1
name: Everything
titel: Wrong
summary: 3
quarters: "12"
organisation:
  sellers: [Ada, Ada]
  hours: -1
  focus: {sellers: {insight: 0.9}}
  history: {split: {sellers: 6.5}}
market:
  rate_of_change: [{week: 1, value: 1}]
  segments: {core: {weight: 1}}
disruptions:
  types: {slump: {lead: [9, 2]}, own: {effects: [{on: gap, size: 99}]}}
  fixed: [{type: slumb, week: 3}, {type: slump}, {type: slump, week: 3, segment: cor, chance: 7}]
goal: {measure: share, threshold: 7, patience: x}
seats: [team, team, boss]
parameters: {pressure: {bit: 1}}
quarters: 9
rival: &r {pace: .inf}
"""


def test_every_problem_comes_at_once() -> None:
    said = errors(EVERYTHING_WRONG)
    assert [p.path for p in said] == [
        "title",
        "name",
        "titel",
        "summary",
        "quarters",
        "organisation.sellers[1]",
        "organisation.hours",
        "organisation.focus.sellers",
        "organisation.history.split.managers",
        "organisation.history.split.leaders",
        "organisation.history.split.sellers",
        "market.rate_of_change[0].week",
        "market.segments.core.value",
        "market.segments.core.drift",
        "disruptions.types.slump.lead",
        "disruptions.types.own.effects[0].size",
        "disruptions.fixed[0].type",
        "disruptions.fixed[1]",
        "disruptions.fixed[2].segment",
        "disruptions.fixed[2].chance",
        "goal.threshold",
        "goal.patience",
        "seats[1]",
        "seats[2]",
        "parameters.pressure.bit",
        "quarters",
        "rival",
        "rival.pace",
    ]


@pytest.mark.parametrize("quarters", ["'x'", "true", "99", ".inf"])
def test_what_depends_on_a_wrong_value_is_not_told(quarters: str) -> None:
    said = errors(HEAD + f"quarters: {quarters}\ndisruptions: {{fixed: [{{type: slump, quarter: 30}}]}}\n")
    assert {p.path for p in said} == {"quarters"}


def test_a_very_wrong_file_gets_its_first_hundred_problems_and_a_word_on_the_rest() -> None:
    said = errors(HEAD + "\n".join(f"wrong_{i}: 1" for i in range(300)) + "\nquarters: x\n")
    assert len(said) == MAX_PROBLEMS
    assert "more problems" in said[-1].message
    first = HEAD.count("\n") + 1
    assert [p.line for p in said] == list(range(first, first + MAX_PROBLEMS))


@pytest.mark.parametrize("group", Parameters.model_fields)
def test_a_slip_in_any_parameter_is_understood(group: str) -> None:
    kind = Parameters.model_fields[group].annotation
    assert isinstance(kind, type)
    assert issubclass(kind, Section)
    for name in kind.model_fields:
        slip = name + "e" if len(name) < 3 or name[1] == name[2] else name[0] + name[2] + name[1] + name[3:]
        problem = error(f"parameters: {{{group}: {{{slip}: 1}}}}\n")
        assert problem.path == f"parameters.{group}.{slip}"
        # a slip may be as near to a neighbour's name; it is a name that there is, and it is near
        assert problem.remedy in {f"did you mean '{known}'?" for known in kind.model_fields}
    slip = group + "x"
    assert error(f"parameters: {{{slip}: {{}}}}\n").remedy == f"did you mean '{group}'?"


def test_suggestions_need_likeness_and_forgive_capitals() -> None:
    assert closest_name("REFERENCE", ["solo", "reference"]) == "reference"
    assert closest_name("zzz", ["solo", "reference"]) is None
    assert closest_name("x" * 100_000, ["solo"]) is None


@pytest.mark.parametrize("scenario", load_builtin_scenarios(), ids=lambda s: s.name)
def test_a_slip_in_a_built_in_name_is_understood(scenario: Scenario) -> None:
    for slip in (scenario.name[:-1], scenario.name.upper(), scenario.name.replace("_", "-") + "s"):
        with pytest.raises(InputError) as refused:
            load_scenario(slip)
        (problem,) = refused.value.problems
        assert problem.remedy == f"did you mean '{scenario.name}'?"
        (problem,) = errors(OWN + f"extends: {slip}\n")
        assert problem.remedy == f"did you mean '{scenario.name}'?"


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        ("rival: {presence: 2}", "give a number from 0 to 1 (share)"),
        ("quarters: 41", "give a whole number from 1 to 40 (quarters, usually 4 to 16)"),
        (
            "organisation: {start: {cash: 1e10}}",
            "give a number from -1,000,000,000 to 1,000,000,000 (k, usually 0 to 20,000)",
        ),
        ("quarters: '8'", "remove the quotes: 8"),
        ("difficulty: '2,5'", "write it with a point: 2.5"),
        ("rival: {name: 7}", 'put it in quotes: "7"'),
        ("rival: {name: true}", 'put it in quotes: "true"'),
        ("sellers: 3", "it belongs under `organisation` or `steady`"),
        ("target: 3", "it belongs under `goal`"),
        ("organisation: [1]", "write its keys below it, one a line, indented"),
    ],
)
def test_remedies_can_be_followed(body: str, remedy: str) -> None:
    assert error(body + "\n").remedy == remedy


@pytest.mark.parametrize("value", ["{}", "[]", "1", "x", "true", "null", "1.5"])
@pytest.mark.parametrize("key", sorted(set(Scenario.model_fields) - {"format", "name", "title", "summary"}))
def test_a_value_of_any_form_is_read_or_told_at_its_key(key: str, value: str) -> None:
    said: tuple[Problem, ...] = ()
    try:
        trial(f"{key}: {value}\n")
    except InputError as refused:
        said = refused.problems
    assert {p.path.partition(".")[0] for p in said} <= {key}
    assert {p.line for p in said} <= {HEAD.count("\n") + 1}


class Choice(Section):
    """A section as the bots' files have them."""

    split: Literal["inherited", "steady"] | Split | None = None
    """percent; by seat, or a name."""
    shares: Annotated[list[Percent], Field(min_length=3, max_length=3)] = Field([40, 30, 30])
    """percent; three."""
    title: TextLine = "x"
    """as it is called."""


def choice_problems(text: str) -> set[tuple[str, int, int]]:
    with pytest.raises(InputError) as refused:
        parse_section(text, "choice.yaml", Choice)
    return {(p.path, p.line, p.column) for p in refused.value.problems}


def test_any_section_can_be_read_from_a_text() -> None:
    choice, warnings = parse_section("split: {sellers: 1, managers: 2, leaders: 3}\n", "choice.yaml", Choice)
    assert choice.split == Split(sellers=1, managers=2, leaders=3)
    assert warnings == ()
    assert parse_section("split: steady\n", "choice.yaml", Choice)[0].split == "steady"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("split: steddy\n", {("split", 1, 8)}),
        ("split: 3\n", {("split", 1, 8)}),
        ("split: {sellers: 3, managers: x, leaders: 1}\n", {("split.managers", 1, 31)}),
        ("split: {sellers: 3, managers: 1}\n", {("split.leaders", 1, 1)}),
        ("shares: [1, 2, x]\ntilte: a\n", {("shares[2]", 1, 16), ("tilte", 2, 1)}),
        ("extends: reference\n", {("extends", 1, 1)}),
    ],
)
def test_problems_of_any_section_have_places(text: str, places: set[tuple[str, int, int]]) -> None:
    assert choice_problems(text) == places
