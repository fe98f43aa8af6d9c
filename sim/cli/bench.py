"""`tactegic bench`: how fast the engine is on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from sim.bench.event import Bench, Run, measure
from sim.cli.output import GOOD, say, say_json, table
from sim.scenario.load import load


def command(options: argparse.Namespace) -> int:
    """Measure the reference scenario and print."""
    found = measure(load("reference").scenario)
    if options.json:
        say_json({"event": found.plain()})
    else:
        say(*_text(found))
    return GOOD


def _text(b: Bench) -> Iterator[str]:
    process = "" if b.process_memory is None else f"; the whole process {b.process_memory:.0f} MB"
    yield f"36 months of the reference scenario: {b.reference.seconds:.3f} s, {b.reference.acts:,} acts"
    yield f"acts a second: {b.reference.acts_a_second:,.0f}; a bare SimPy loop does {b.ratio:.1f} times as many"
    yield f"most memory of the game: {b.memory:.1f} MB{process}"
    yield ""
    rows = [_row(f"{r.quarters} quarters", r) for r in b.by_quarters]
    rows += [_row(f"{r.sellers} sellers", r) for r in b.by_sellers]
    yield from table(["size", "seconds", "acts", "microseconds an act"], rows)


def _row(size: str, r: Run) -> list[str]:
    return [size, f"{r.seconds:.3f}", f"{r.acts:,}", f"{1e6 * r.seconds / r.acts:.1f}"]
