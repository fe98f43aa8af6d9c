"""All of `tactegic bench --ui`, one thing after the other."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version

from bench.screen import answering, remembering, resting, start
from bench.screen.figures import BenchFigure, UiBench
from bench.steps import step_reporter
from sim.base.progress import ProgressCallback

SIZE = (120, 40)


@dataclass(frozen=True, slots=True)
class BenchSize:
    """How much is measured."""

    starts: int = 7
    keys: int = 210
    """in each size."""
    seconds: float = 10.0
    """seconds; of doing nothing."""
    moves: int = remembering.MOVES

    @property
    def steps(self) -> int:
        """Things that are measured, as far as progress tells them."""
        return self.starts + 1 + len(answering.SIZES) + 2


def measure_screen(progress: ProgressCallback | None, amount: BenchSize = BenchSize()) -> UiBench:
    """Measure the screen; takes about two minutes. Raises CommandError if there are no pseudo-terminals."""
    step = step_reporter(progress, amount.steps)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    figures: tuple[BenchFigure, ...] = (
        *start.start_figures(amount.starts, SIZE, step),
        *answering.answering_figures(amount.keys, step),
        *resting.rest_figures(amount.seconds, SIZE, step),
        *remembering.memory_figures(amount.moves, SIZE, step),
    )
    machine = {
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load_before": load,
        "python": platform.python_version(),
        "textual": version("textual"),
    }
    return UiBench(figures, machine)
