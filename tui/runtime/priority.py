"""What a process of ours needs so that nothing of it is ever written on the terminal, and the screen goes first.

Loads no screen: processes that think load it too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from multiprocessing import resource_tracker

OUTPUTS = (1, 2)
"""File descriptors that lead to the terminal."""


WORKER_NICENESS = 19
"""Steps by which a process that thinks stands back behind the screen, where the system has such steps: all that there
are. With 5 a key took 42 ms to its answer in place of 32 where two processes thought on two cores.
"""


def prepare_worker() -> None:
    """Call in a process that thinks: it writes nowhere from now on, and stands back."""
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
    """What is started meanwhile writes nowhere."""
    kept = os.dup(output)
    _to_nowhere((output,))
    try:
        yield
    finally:
        os.dup2(kept, output)
        os.close(kept)


def prepare_processes() -> None:
    """Call before the app runs: Python's own helper of processes cannot be started while a screen is drawn, and would
    write on the terminal what it thinks of a game that was killed.
    """
    with _silence(OUTPUTS[-1]), contextlib.suppress(OSError, AttributeError):
        resource_tracker.ensure_running()
