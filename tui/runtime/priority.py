"""Output and priority of our processes: none writes on the terminal, and the screen comes first.

Imports no screen, since worker processes import it too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from multiprocessing import resource_tracker

OUTPUTS = (1, 2)
"""File descriptors that lead to the terminal."""


WORKER_NICENESS = 19
"""Niceness of worker processes, on systems that have it: the maximum. With 5, a key took 42 ms instead of 32 while two
workers ran on two cores.
"""


def prepare_worker() -> None:
    """Silence the current worker process and lower its priority."""
    _to_nowhere(OUTPUTS)
    if hasattr(os, "nice"):
        os.nice(WORKER_NICENESS)


def _to_nowhere(outputs: tuple[int, ...]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in outputs:
        os.dup2(nowhere, output)
    os.close(nowhere)


@contextlib.contextmanager
def _silence(output: int) -> Iterator[None]:
    """Discard the output of processes that are started in this context."""
    kept = os.dup(output)
    _to_nowhere((output,))
    try:
        yield
    finally:
        os.dup2(kept, output)
        os.close(kept)


def prepare_processes() -> None:
    """Start Python's resource tracker, silenced. Call before the app runs: it cannot be started while a screen is
    drawn, and would write warnings on the terminal when a game is killed.
    """
    with _silence(OUTPUTS[-1]), contextlib.suppress(OSError, AttributeError):
        resource_tracker.ensure_running()
