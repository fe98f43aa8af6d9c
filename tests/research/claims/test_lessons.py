"""Learning goals and tutorials: what each names shows it, and holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from sim.research.claims.lesson_setting import QUICK_FUTURES
from sim.research.claims.lessons import LESSON_MEASUREMENTS, lesson_references
from sim.research.claims.registry import CLAIMS
from sim.scenario.guide import load_guides
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.scenario import Lesson
from tools.pages import claims as claims_page
from tools.pages import lessons as lessons_page

CLAIMED = {claim.name for claim in CLAIMS}

EFFECTS = (
    "cost", "pays", "pay ", "harvest", "pipeline", "protect", "takes months", "worth", "fades", "narrower", "sharper",
    "earlier", "feels pressure", "missing elsewhere", "comes late", "afford", "lead.", "ripen", "ahead of",
)  # fmt: skip
"""Words by which a step of a tutorial states what follows from what."""

PLAIN = {"Pipeline", "What happened", "Lines", "It strikes", "Something is coming", "Before it strikes"}
"""Steps with such words that tell what stands on the screen."""


def faults(
    shown: Mapping[str, tuple[str, ...]], claims: dict[str, Any], measured: dict[str, dict[str, Any]]
) -> list[str]:
    """What is named and is nothing, or does not hold. A claim that is not on the page yet is measured there."""
    found = []
    for scenario, names in shown.items():
        for name in names:
            if name in CLAIMED:
                found += [f"{name} does not hold"] if claims.get(name, True) is not True else []
            elif name not in LESSON_MEASUREMENTS:
                found.append(f"{scenario}: there is no claim or measurement {name}")
            elif not measured.get(scenario, {}).get(name, {}).get("holds"):
                found.append(f"{scenario}: {name} is not measured there, or does not hold")
    return found


def _claims() -> dict[str, Any]:
    document = json.loads(claims_page.MEASURED.read_text(encoding="utf-8"))
    return {claim["name"]: claim["holds"] for claim in document["claims"]}


def test_every_learning_goal_names_what_shows_it() -> None:
    for scenario in load_builtin_scenarios():
        assert all(isinstance(one, Lesson) for one in scenario.learning), scenario.name


def test_every_step_that_states_an_effect_names_what_shows_it() -> None:
    for guide in load_guides():
        for step in guide.steps:
            text = f"{step.text} {step.plain_text or ''}".lower()
            if any(word in text for word in EFFECTS) and step.title not in PLAIN:
                assert step.shown, step.title


def test_what_is_named_holds() -> None:
    assert faults(lesson_references(), _claims(), lessons_page.read_measurements()) == []


def test_what_is_unknown_or_does_not_hold_is_a_fault() -> None:
    good = {"solo": ("conversations", "talks_pay")}
    measured = {"solo": {"talks_pay": {"holds": True}}}
    assert faults(good, {"conversations": True}, measured) == []
    assert faults(good, {"conversations": False}, measured)
    assert faults(good, {"conversations": None}, measured)
    assert faults(good, {"conversations": True}, {"solo": {"talks_pay": {"holds": None}}})
    assert faults(good, {"conversations": True}, {"reference": measured["solo"]})
    assert faults({"solo": ("talk_pays",)}, {}, measured)


def test_a_measurement_can_fail() -> None:
    """In a tutorial of a year conversations bring nothing yet: they are due when it is over."""
    assert LESSON_MEASUREMENTS["talks_pay"].part("first_quarter", QUICK_FUTURES).holds is not True
    assert LESSON_MEASUREMENTS["talks_pay"].part("solo", QUICK_FUTURES).estimate.value < 0


@pytest.mark.validate
@pytest.mark.parametrize("scenario", sorted(lesson_references()))
def test_what_is_named_holds_anew(scenario: str) -> None:
    """With fewer futures a measurement may be left open; none may be false (each by chance once in 40)."""
    for name in lesson_references()[scenario]:
        if name in LESSON_MEASUREMENTS:
            assert LESSON_MEASUREMENTS[name].part(scenario, 600).holds is not False, name
