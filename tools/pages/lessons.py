"""lessons.md: what shows that learning goals and tutorials are right, from lessons.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sim.claims.place import FULL
from sim.claims.registry import CLAIMS
from sim.scenario.guide import guides
from sim.scenario.load import builtin_scenarios
from sim.scenario.scenario import Scenario
from tools.pages import FOLDER

MEASURED = FOLDER / "lessons.json"

INTRODUCTION = f"""# Lessons

What the learning goals of the built-in scenarios say, and what their tutorials say follows from what,
with what shows it: claims ([claims.md](claims.md)) and measurements in the scenario itself. A
measurement is one figure, from {FULL:,} common futures of plans side by side, firing apart, or from the
laws alone; it holds if its 95 % interval lies beyond 0 or what is asked. The names stand in the
scenarios' own files (`shown`), tests hold them against the claims and against this page, and `make
validate` measures anew. This page is made by `python tools/reference.py`; do not edit it.
"""


def measured() -> dict[str, dict[str, Any]]:
    """What was measured, by scenario and name."""
    found: dict[str, dict[str, Any]] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page as Markdown."""
    found = measured()
    return "\n".join(
        [INTRODUCTION, *(line for s in builtin_scenarios() for line in _chapter(s, found[s.name]))]
    )


def _chapter(s: Scenario, measured: dict[str, Any]) -> Iterator[str]:
    titles = {claim.name: f"claim {claim.id}, *{claim.title}*" for claim in CLAIMS}
    said = [(one.text, one.shown) for one in s.learning if not isinstance(one, str)]
    for guide in guides():
        if guide.scenario == s.name:
            said += [(f"Tutorial, *{step.title}*", step.shown) for step in guide.steps if step.shown]
    yield f"## {s.title}\n"
    for text, shown in said:
        yield f"- {text}"
        yield from (f"  - {titles.get(name) or _figure(measured[name])}" for name in shown)
    yield ""


def _figure(part: dict[str, Any]) -> str:
    low, high = part["interval"]
    span = f" ({low:.3g} to {high:.3g})" if low != high else ""
    asked = f"asked {part['side']} {part['threshold']:g}"
    verdict = "" if part["holds"] else " **does not hold**"
    return f"{part['name']}: {part['figure']:.3g} {part['unit']}{span}, {asked}{verdict}"
