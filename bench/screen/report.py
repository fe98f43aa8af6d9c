"""What `tactegic bench --ui` prints: how fast and calm the screen is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bench.screen.figures import UiBench
from bench.screen.measure import measure_screen
from sim.cli.output import GOOD, NO, format_table, say, say_json
from sim.cli.progress import Progress


def report(options: argparse.Namespace) -> int:
    """Measure and print; NO where a bar is missed. Raises CommandError where there are no terminals."""
    progress = Progress("the screen, in terminals of its own (two to three minutes): step")
    try:
        found = measure_screen(progress)
    finally:
        progress.end()
    if options.json:
        say_json(found.to_json())
    else:
        say(*_text(found))
    return GOOD if found.holds else NO


def _text(found: UiBench) -> Iterator[str]:
    rows = [
        [
            f.statement,
            _format_bench_figure(f.figure, f.unit),
            _format_bench_figure(f.empty, f.unit),
            _format_bench_figure(f.bar, f.unit),
            HOLDS[f.holds],
            f"{f.n}",
        ]
        for f in found.figures
    ]
    yield from format_table(["", "figure", "empty app", "at most", "holds", "n"], rows)
    yield ""
    yield ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in found.machine.items())


HOLDS = {True: "yes", False: "NO", None: ""}


def _format_bench_figure(figure: float | None, unit: str) -> str:
    """With as many digits as tell something."""
    if figure is None:
        return ""
    return f"{figure:,.{0 if figure >= 10 else 1 if unit == 'MB' else 2}f} {unit}"
