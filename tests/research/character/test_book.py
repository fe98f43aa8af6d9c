"""The book of scenarios is made from what was measured."""

from __future__ import annotations

from typing import Any

import pytest

from sim.research.character.measured_characters import is_stale, read_measured_characters
from sim.scenario.load import load_builtin_scenarios, load_scenario
from tools.pages.scenarios import render_scenarios


def estimate(figure: float) -> dict[str, float]:
    """A figure with an interval around it."""
    return {"figure": figure, "low": figure - 1, "high": figure + 1}


def measured(adapting: float, ahead: float, looking: float = 0.5) -> dict[str, Any]:
    """A made measurement: percent that reading brings, games that looking ahead wins, percent that it brings."""
    player = {"name": "steady", **{key: estimate(50) for key in ("value", "goal", "draw", "fired")}}
    against = {"share": estimate(ahead), "gain": estimate(5), "percent": estimate(looking)}
    return {
        "bots": [player],
        "luck": {key: estimate(25) for key in ("luck", "policy", "world", "dice")},
        "best_constant": {"sellers": 20, "managers": 30, "leaders": 60, "response": 50},
        "adapting": {"constant": player, "feedback": player, "gain": estimate(adapting)},
        "lookahead": {"games": 20, "players": [player], "inherited": against, "constant": against},
        "advice": [],
    }


def row(text: str, title: str) -> str:
    """A scenario's row of the ladder."""
    (found,) = [line for line in text.splitlines() if line.startswith("|") and f"| {title} |" in line]
    return found


@pytest.mark.parametrize(
    ("name", "adapting", "ahead", "bold"),
    [
        ("reference", 2.5, 75, 0), ("reference", 1.5, 75, 1), ("reference", 1.5, 65, 2),
        ("solo", 2.5, 65, 0), ("solo", 2.5, 55, 1), ("steady_state", 0.5, 55, 0), ("first_quarter", 0.5, 55, 0),
    ],
)  # fmt: skip
def test_what_falls_short_is_marked_where_it_is_asked_for(
    name: str, adapting: float, ahead: float, bold: int
) -> None:
    scenario = load_scenario(name).scenario
    text = render_scenarios((scenario,), {name: measured(adapting, ahead)})
    assert row(text, scenario.title).count("**") == 2 * bold


@pytest.mark.parametrize(("looking", "bold"), [(2.5, 0), (1.5, 1), (0.5, 1)])
def test_looking_ahead_may_be_how_one_adapts(looking: float, bold: int) -> None:
    scenario = load_scenario("reference").scenario
    text = render_scenarios((scenario,), {"reference": measured(1.5, 75, looking)})
    assert row(text, scenario.title).count("**") == 2 * bold


@pytest.mark.parametrize(("longer", "bold"), [(2.1, 0), (1.9, 1), (None, 1)])
def test_the_better_of_two_searches_counts(longer: float | None, bold: int) -> None:
    scenario = load_scenario("reference").scenario
    text = render_scenarios(
        (scenario,), {"reference": {**measured(1.5, 75), "longer": longer and estimate(longer)}}
    )
    assert row(text, scenario.title).count("**") == 2 * bold


def test_every_scenario_has_its_chapter_with_all_that_a_facilitator_needs() -> None:
    text = render_scenarios(load_builtin_scenarios(), {})
    for scenario in load_builtin_scenarios():
        chapter = text.split(f"\n## {scenario.title}\n")[1].split("\n## ")[0]
        assert all(lesson in chapter for lesson in scenario.lessons)
        assert " ".join((scenario.facilitator or "").split())[:60] in " ".join(chapter.split())
        assert "not measured" in row(text, scenario.title)


def test_a_scenario_that_was_not_measured_is_stale() -> None:
    scenario = load_scenario("reference").scenario
    assert not is_stale(scenario, read_measured_characters())
    assert is_stale(scenario.model_copy(update={"quarters": 11}), read_measured_characters())
    assert is_stale(scenario, {})
