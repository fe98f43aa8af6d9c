"""The resolved scenario: its text is read back equal, and its hash depends on its content, not on its formatting."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.base.characters import is_control_character
from sim.base.library import data_file_names
from sim.scenario.load import load_scenario, parse_scenario
from sim.scenario.resolved import scenario_hash, scenario_to_yaml, world_hash
from sim.scenario.scenario import Scenario
from sim.scenario.yaml_reader import parse_yaml
from sim.scenario.yaml_tree import tree_data
from sim.scenario.yaml_writer import write_yaml
from tests.scenario.strategies import scenarios
from tests.scenario.texts import HEAD, OWN, trial

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(scenarios())
def test_a_scenario_is_read_back_equal_from_its_text(scenario: Scenario) -> None:
    text = scenario_to_yaml(scenario)
    again = parse_scenario(text, "resolved").scenario
    assert again == scenario
    assert list(again.market.segments) == list(scenario.market.segments)
    assert scenario_to_yaml(again) == text
    assert scenario_hash(again) == scenario_hash(scenario)


@SLOW
@given(scenarios())
def test_the_text_is_plain_and_its_lines_may_lose_spaces_at_their_ends(scenario: Scenario) -> None:
    lines = scenario_to_yaml(scenario).splitlines()
    assert not any(is_control_character(char) for line in lines for char in line)
    assert parse_scenario("\n".join(line.rstrip() for line in lines), "resolved").scenario == scenario


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_built_ins_are_read_back_equal_and_without_warnings(name: str) -> None:
    scenario = load_scenario(name).scenario
    again = parse_scenario(scenario_to_yaml(scenario), "resolved")
    assert again.scenario == scenario
    assert again.warnings == ()


def test_every_default_is_written_out() -> None:
    """So that a record keeps its numbers when a default changes."""
    written = tree_data(parse_yaml(scenario_to_yaml(trial().scenario), "resolved")[0])

    def holds(values: Any, text: Any) -> bool:
        if isinstance(values, dict):
            return all(
                value is None or (str(key) in text and holds(value, text[str(key)]))
                for key, value in values.items()
            )
        return bool(values == text)

    assert holds(trial().scenario.model_dump(), written)


ORDINARY = """\
quarters: 8
rival: {name: Northwind, pace: 0.003}
disruptions: {types: {slump: {rate: 0.1}, boom: null}}
"""
SAME = """\
# the same, written otherwise
disruptions:
  types:
    boom: {rate: 0}
    slump:
      rate: 1.0e-1
rival:
  pace: .003
  name: "Northwind"
difficulty: 5.0
organisation: {}
quarters: 8
"""


def test_the_hash_is_that_of_what_a_scenario_says() -> None:
    one = trial(ORDINARY).scenario
    assert scenario_hash(one) == scenario_hash(trial(SAME).scenario)
    assert scenario_to_yaml(one) == scenario_to_yaml(trial(SAME).scenario)
    assert len(scenario_hash(one)) == 64
    assert set(scenario_hash(one)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "change",
    [
        "quarters: 9",
        "rival: {pace: 0.0028000000000000004}",
        "difficulty: 5.000000000000001",
        "story: {moves: {2: Hello}}",
        "parameters: {spans: {leader: 12.5}}",
        "disruptions: {types: {own: {rate: 0}}}",
        "organisation: {sellers: [Ada]}",
        "organisation: {sellers: 1}",
        "seats: [leader, team]",
    ],
)
def test_the_hash_changes_with_anything_that_a_scenario_says(change: str) -> None:
    base = scenario_hash(trial().scenario)
    other = scenario_hash(trial(change + "\n").scenario)
    assert other != base
    assert len({base, other, scenario_hash(trial("seats: [team]\n").scenario)}) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("story: {moves: {1: a, 2: b}}", "story: {moves: {2: b, 1: a}}"),
        ("difficulty: 0", "difficulty: -0.0"),
        (
            "disruptions: {types: {x: {rate: 1}, y: {rate: 2}}}",
            "disruptions: {types: {y: {rate: 2}, x: {rate: 1}}}",
        ),
    ],
)
def test_what_makes_no_difference_to_a_game_makes_none_to_text_and_hash(one: str, other: str) -> None:
    first, second = trial(one + "\n").scenario, trial(other + "\n").scenario
    assert scenario_to_yaml(first) == scenario_to_yaml(second)
    assert scenario_hash(first) == scenario_hash(second)


STRIKES = """\
disruptions:
  types: {own: {rate: 1}}
  fixed: [{type: own, quarter: 2}]
"""
STRIKES_WITH_TEXTS = """\
learning: [More.]
story: {start: Once.}
difficulty: 9
disruptions:
  types: {own: {rate: 1, story: It strikes.}}
  fixed: [{type: own, quarter: 2, story: And now.}]
"""


def test_the_world_hash_does_not_depend_on_texts() -> None:
    one, other = trial(STRIKES).scenario, trial(STRIKES_WITH_TEXTS).scenario
    assert one.disruptions != other.disruptions
    assert world_hash(one) == world_hash(other) == world_hash(one.model_copy(update={"name": "other"}))
    assert world_hash(one) != world_hash(one.model_copy(update={"quarters": 11}))
    assert world_hash(one) != world_hash(trial().scenario)


def test_the_order_of_segments_counts_since_luck_is_dealt_in_it() -> None:
    a, b = "a: {weight: 1, value: 30, drift: 0.002}", "b: {weight: 1, value: 40, drift: 0.003}"
    one, other = (trial(f"market: {{segments: {{{x}, {y}}}}}\n").scenario for x, y in ((a, b), (b, a)))
    assert scenario_hash(one) != scenario_hash(other)


def test_a_scenario_that_extends_is_the_same_as_one_written_out() -> None:
    short = parse_scenario(OWN + "extends: reference\nquarters: 8\ngoal: {threshold: 5}\n", "short").scenario
    assert parse_scenario(scenario_to_yaml(short), "long").scenario == short


def test_text_and_hash_are_the_same_in_another_process() -> None:
    code = (
        "import sys; from sim.scenario.load import load_scenario;"
        "from sim.scenario.resolved import scenario_hash, scenario_to_yaml;"
        "s = load_scenario('the_entrant').scenario;"
        "sys.stdout.buffer.write((scenario_hash(s) + scenario_to_yaml(s)).encode())"
    )
    scenario = load_scenario("the_entrant").scenario
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0", "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        assert done.stdout.decode() == scenario_hash(scenario) + scenario_to_yaml(scenario)


TEXTS = st.text(
    st.sampled_from(list(" \n\t:#-'\"|>%&*!{}[],?@`\\~ab1.")) | st.characters(exclude_categories=["Cs"]),
    max_size=120,
).filter(lambda text: not any(is_control_character(char) for char in text))
PLAIN = st.recursive(
    TEXTS | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=250)
@given(st.dictionaries(TEXTS, PLAIN, min_size=1, max_size=4))
def test_any_plain_data_are_read_back_as_they_were(values: dict[str, Any]) -> None:
    root, problems = parse_yaml(write_yaml(values), "emitted")
    assert problems == []
    assert tree_data(root) == values
    assert write_yaml(tree_data(root)) == write_yaml(values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["two  spaces " * 20 + "x", "a\n" * 40, "x" * 300, "word " * 50 + "\n\n\nword", "a\n b  c\n"]
)
def test_long_texts_keep_their_spaces_and_lines(text: str) -> None:
    assert tree_data(parse_yaml(write_yaml({"text": text}), "emitted")[0]) == {"text": text}


def test_long_texts_are_blocks_that_people_can_read() -> None:
    body = "word " * 60
    lines = scenario_to_yaml(trial(f"story: {{start: '{body.strip()}'}}\n").scenario).splitlines()
    assert max(map(len, lines)) <= 110
    assert HEAD.splitlines()[0] == lines[0]
