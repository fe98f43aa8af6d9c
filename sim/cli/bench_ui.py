"""`tactegic bench --ui`: how fast and calm the screen is. What measures registers itself, as screens do; this module
knows only what it tells.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points
from typing import Any

from sim.cli.output import GOOD, NO, CommandError, Trouble, say, say_json, table
from sim.cli.play import SCREENS
from sim.cli.progress import Progress


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, and how much it may be."""

    id: str
    statement: str
    figure: float
    unit: str
    n: int
    """measurements behind it."""
    empty: float | None = None
    """the same of an empty app, where that has it."""
    bar: float | None = None
    """at most; None for what is told beside the others."""

    @property
    def holds(self) -> bool | None:
        """Whether it is within its bar; None where it has none."""
        return None if self.bar is None else self.figure <= self.bar

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return asdict(self) | {"holds": self.holds}


@dataclass(frozen=True, slots=True)
class UiBench:
    """What was measured, and on what."""

    figures: tuple[Figure, ...]
    machine: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether every bar is held."""
        return all(figure.holds is not False for figure in self.figures)

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return {"figures": [f.plain() for f in self.figures], "machine": self.machine, "holds": self.holds}


Told = Callable[[int, int], object]
"""Told how much of how much is done."""
Measure = Callable[[Told], UiBench]
"""Measures; raises CommandError where it cannot."""


def command(options: argparse.Namespace) -> int:
    """Measure and print; NO where a bar is missed."""
    progress = Progress("the screen, in terminals of its own (two to three minutes): step")
    try:
        found = _measure()(progress)
    finally:
        progress.end()
    if options.json:
        say_json(found.plain())
    else:
        say(*_text(found))
    return GOOD if found.holds else NO


def _measure() -> Measure:
    for found in entry_points(group=SCREENS, name="bench"):
        measure: Measure = found.load()
        return measure
    raise CommandError(
        Trouble("--ui", "no screen is installed", "install tactegic anew, with its package `tui`")
    )


def _text(found: UiBench) -> Iterator[str]:
    rows = [
        [
            f.statement,
            _said(f.figure, f.unit),
            _said(f.empty, f.unit),
            _said(f.bar, f.unit),
            HOLDS[f.holds],
            f"{f.n}",
        ]
        for f in found.figures
    ]
    yield from table(["", "figure", "empty app", "at most", "holds", "n"], rows)
    yield ""
    yield ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in found.machine.items())


HOLDS = {True: "yes", False: "NO", None: ""}


def _said(figure: float | None, unit: str) -> str:
    """With as many digits as tell something."""
    if figure is None:
        return ""
    return f"{figure:,.{0 if figure >= 10 else 1 if unit == 'MB' else 2}f} {unit}"
