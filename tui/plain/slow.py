"""Slow work: it tells how far it is, a whole line each time, and Ctrl-C stops it. Nothing else stops with it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from sim.base.progress import ProgressCallback, StopCallback, StoppedError
from sim.cli.progress import Progress

AnswerT = TypeVar("AnswerT")


@contextmanager
def stoppable() -> Iterator[StopCallback]:
    """Within it Ctrl-C is a wish to stop; the second one is what it is elsewhere. Outside of the main thread nobody
    hears it.
    """
    stopped = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread
        yield lambda: False
        return
    try:
        yield lambda: stopped
    finally:
        signal.signal(signal.SIGINT, before)


def progress_teller(what: str, stop: StopCallback) -> ProgressCallback:
    """How far something is, as work tells it; false once it is to be stopped."""
    progress = Progress(what, in_lines=True)

    def tell(done: int, of: int) -> bool:
        if done < of or not of:  # whoever has waited hears it anyway
            progress(done, of)
        return not stop()

    return tell


def as_far_as_it_goes(answers: Iterable[AnswerT], tell: Callable[[int, AnswerT], object]) -> AnswerT:
    """The last answer. Raises StoppedError where it was stopped before the first."""
    last: AnswerT | None = None
    try:
        for step, last in enumerate(answers, start=1):
            tell(step, last)
    except StoppedError:
        pass
    if last is None:
        raise StoppedError
    return last
