"""Progress by steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from sim.base.progress import ProgressCallback, report_progress


def step_reporter(progress: ProgressCallback | None, steps: int) -> Callable[[], None]:
    """A function to call before each step and after the last: it reports how many steps are done."""
    done = count()
    return lambda: report_progress(progress, next(done), steps)
