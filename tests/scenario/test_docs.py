"""docs/writing_scenarios.md: its examples are valid, its code runs, and problems are reported as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario.load import parse_scenario
from tests.scenario.texts import HEAD, error

PAGE = Path(__file__).parents[2] / "docs" / "writing_scenarios.md"
TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


EXAMPLES = blocks("yaml")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_check_without_warnings(example: str) -> None:
    text = example if "format:" in example else HEAD + example
    assert parse_scenario(text, "docs/writing_scenarios.md").warnings == ()


@pytest.mark.parametrize("code", blocks("python"))
def test_code_runs(code: str) -> None:
    exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102  (the page's own code)


@pytest.mark.parametrize(
    "body",
    [
        "market: {segments: {core: {wieght: 1, weight: 1, value: 30, drift: 0.002}}}\n",
        "goal: {patience: 65}\n",
    ],
)
def test_problems_are_told_as_the_page_says(body: str) -> None:
    problem = error(body)
    assert f"error: {problem.path}: {problem.message}; {problem.remedy}\n" in TEXT
