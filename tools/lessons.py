"""Measures what shows that learning goals and tutorials are right, into docs/reference/lessons.json.

python tools/lessons.py            some minutes; then python tools/reference.py
"""

from __future__ import annotations

import json
from typing import Any

from sim.research.claims.lessons import LESSON_MEASUREMENTS, lesson_references
from tools.pages.lessons import MEASURED


def measure_lessons() -> dict[str, dict[str, Any]]:
    """All measurements that are named, by scenario."""
    found: dict[str, dict[str, Any]] = {}
    for scenario, shown in lesson_references().items():
        parts = {
            name: LESSON_MEASUREMENTS[name].part(scenario) for name in shown if name in LESSON_MEASUREMENTS
        }
        found[scenario] = {name: part.to_json() for name, part in parts.items()}
    return found


if __name__ == "__main__":
    MEASURED.write_text(json.dumps(measure_lessons(), indent=1) + "\n", encoding="utf-8")
