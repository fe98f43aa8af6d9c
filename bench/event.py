"""Speed of the event engine: `python -m bench.event [--json]`. It checks the exact count of work done as well."""

from __future__ import annotations

import json
import sys

from sim.event.bench import Bench, Run, measure
from sim.scenario.load import load


def main(arguments: list[str]) -> None:
    """Measure the reference scenario and print."""
    found = measure(load("reference").scenario)
    print(json.dumps(found.plain(), indent=1) if "--json" in arguments else as_text(found))


def as_text(b: Bench) -> str:
    """The figures for people."""
    process = "" if b.process_memory is None else f", whole process {b.process_memory:.0f} MB"
    lines = [
        f"36 months of the reference scenario  {b.reference.seconds:.3f} s, {b.reference.acts:,} acts",
        f"acts a second                        {b.reference.acts_a_second:,.0f}",
        f"a bare SimPy loop of as many acts    {b.reference.acts / b.bare_seconds:,.0f} ({b.ratio:.1f} times as fast)",
        f"most memory of the game              {b.memory:.1f} MB{process}",
        *(_row("quarters", r.quarters, r) for r in b.by_quarters),
        *(_row("sellers", r.sellers, r) for r in b.by_sellers),
    ]
    return "\n".join(lines)


def _row(what: str, number: int, r: Run) -> str:
    micro = 1e6 * r.seconds / r.acts
    return f"{number:>4} {what:<32}{r.seconds:.3f} s, {r.acts:,} acts, {micro:.1f} microseconds each"


if __name__ == "__main__":
    main(sys.argv[1:])
