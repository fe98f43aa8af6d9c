"""The signature: the same wherever it is taken, another where a law is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.engine.signature import behaviour_signature
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

REFERENCE = load_scenario("reference").scenario
TAKE = """
from bench.engine.signature import behaviour_signature
from sim.scenario.load import load_scenario
print(behaviour_signature(load_scenario("reference").scenario))
"""


@pytest.fixture(scope="module")
def here() -> str:
    return behaviour_signature(REFERENCE)


def test_it_is_the_same_in_another_process(here: str) -> None:
    found = subprocess.run([sys.executable, "-c", TAKE], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == here


def changed(group: str, field: str, factor: float) -> Scenario:
    """The reference with a constant changed."""
    numbers = getattr(REFERENCE.parameters, group)
    other = numbers.model_copy(update={field: getattr(numbers, field) * factor})
    return REFERENCE.model_copy(update={"parameters": REFERENCE.parameters.model_copy(update={group: other})})


@pytest.mark.parametrize(
    ("group", "field"), [("choice", "help"), ("people", "leave"), ("window", "after"), ("skill", "age")]
)
def test_it_changes_with_a_constant(here: str, group: str, field: str) -> None:
    assert behaviour_signature(changed(group, field, 1.02)) != here
