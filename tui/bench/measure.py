"""All of `tactegic bench --ui`, one thing after the other."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version

from sim.cli.bench_ui import Figure, Told, UiBench
from tui.bench import answering, remembering, resting, start

SIZE = (120, 40)


@dataclass(frozen=True, slots=True)
class Amount:
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


def measure(told: Told, amount: Amount = Amount()) -> UiBench:
    """Measure; some two minutes. Raises CommandError where there are no terminals."""
    steps = iter(range(amount.steps))

    def step() -> None:
        told(next(steps), amount.steps)

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    found: tuple[Figure, ...] = (
        *start.figures(amount.starts, SIZE, step),
        *answering.figures(amount.keys, step),
        *resting.figures(amount.seconds, SIZE, step),
        *remembering.figures(amount.moves, SIZE, step),
    )
    machine = {
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load_before": load,
        "python": platform.python_version(),
        "textual": version("textual"),
    }
    return UiBench(found, machine)
