"""lessons.md: what shows that learning goals and tutorials are right, from lessons.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sim.research.claims.lesson_setting import FULL_FUTURES
from sim.research.claims.registry import CLAIMS
from sim.scenario.guide import load_guides
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.scenario import Scenario
from tools.pages import FOLDER

MEASURED = FOLDER / "lessons.json"

INTRODUCTION = f"""# Lessons

The learning goals of the built-in scenarios, and the effects that their tutorials state, each with what shows it: one
of the [claims](claims.md), or a measurement in the scenario itself. A measurement is one figure, from {FULL_FUTURES:,}
futures that plans share (firing disregarded), or from the laws alone; it holds if its 95 % interval is beyond 0 or
beyond what is required. The scenarios' files name what shows a goal (`shown`); tests compare the two, and `make
validate` measures again. This page is made by `python tools/reference.py`; do not edit it.
"""


def read_measurements() -> dict[str, dict[str, Any]]:
    """What was measured, by scenario and name."""
    found: dict[str, dict[str, Any]] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page as Markdown."""
    found = read_measurements()
    return "\n".join(
        [INTRODUCTION, *(line for s in load_builtin_scenarios() for line in _chapter_lines(s, found[s.name]))]
    )


def _chapter_lines(s: Scenario, measured: dict[str, Any]) -> Iterator[str]:
    titles = {claim.name: f"claim {claim.id}, *{claim.title}*" for claim in CLAIMS}
    said = [(one.text, one.shown) for one in s.learning if not isinstance(one, str)]
    for guide in load_guides():
        if guide.scenario == s.name:
            said += [(f"Tutorial, *{step.title}*", step.shown) for step in guide.steps if step.shown]
    yield f"## {s.title}\n"
    for text, shown in said:
        yield f"- {text}"
        yield from (f"  - {titles.get(name) or _format_condition(measured[name])}" for name in shown)
    yield ""


def _format_condition(part: dict[str, Any]) -> str:
    low, high = part["interval"]
    span = f" ({low:.3g} to {high:.3g})" if low != high else ""
    required = f"required {part['side']} {part['threshold']:g}"
    verdict = "" if part["holds"] else " **does not hold**"
    return f"{part['name']}: {part['figure']:.3g} {part['unit']}{span}, {required}{verdict}"
