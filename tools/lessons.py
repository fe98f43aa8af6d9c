"""docs/lessons.json and docs/lessons.md: what shows that learning goals and tutorials are right.

python tools/lessons.py            measure all anew (some minutes), and write both
python tools/lessons.py --page     write the page from what was measured
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.claims.lessons import SHOWINGS, named
from sim.claims.place import FULL
from sim.claims.registry import CLAIMS
from sim.scenario.guide import guides
from sim.scenario.load import builtin_scenarios
from sim.scenario.scenario import Scenario

PAGE = Path(__file__).parents[1] / "docs" / "lessons.md"
MEASURED = PAGE.with_suffix(".json")

INTRODUCTION = f"""# Lessons

What the learning goals of the built-in scenarios say, and what their tutorials say follows from what,
with what shows it: claims ([claims.md](claims.md)) and measurements in the scenario itself. A
measurement is one figure, from {FULL:,} common futures of plans side by side, firing apart, or from the
laws alone; it holds if its 95 % interval lies beyond 0 or what is asked. The names stand in the
scenarios' own files (`shown`), tests hold them against the claims and against this page, and `make
validate` measures anew. This page is made by `tools/lessons.py`; do not edit it.
"""


def measure() -> dict[str, dict[str, Any]]:
    """All measurements that are named, by scenario."""
    found: dict[str, dict[str, Any]] = {}
    for scenario, shown in named().items():
        parts = {name: SHOWINGS[name].part(scenario) for name in shown if name in SHOWINGS}
        found[scenario] = {name: part.plain() for name, part in parts.items()}
    return found


def page(found: dict[str, dict[str, Any]]) -> str:
    """The whole page."""
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


def main(argv: list[str]) -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", action="store_true", help="only write the page")
    if not parser.parse_args(argv).page:
        MEASURED.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(json.loads(MEASURED.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
