"""What the app uses while nobody does anything: the play screen, when the lookahead has found what it looked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from bench.screen.figures import BenchFigure
from bench.screen.homes import own_home
from bench.screen.start import EMPTY_LINE, FIRST_MOVE, PLAY
from bench.screen.terminal import EMPTY, PATIENCE, Size, Terminal

SOON = "strength: apprentice"
"""Setting with which the lookahead is done soon."""

MAX = 2.0
"""%; of one processor."""
BUSY = 0.05
"""seconds of the processor in a second; from which on the lookahead still thinks."""


def rest_figures(seconds: float, size: Size, step: Callable[[], object]) -> Iterator[BenchFigure]:
    """Of so many seconds."""
    step()
    game, empty = (
        _processor_share(PLAY, FIRST_MOVE, seconds, size),
        _processor_share(EMPTY, EMPTY_LINE, seconds, size),
    )
    what = f"processor's time while nobody does anything, over {seconds:g} s"
    yield BenchFigure("idle", what, game, "%", 1, empty, MAX)


def _processor_share(module: Sequence[str], sign: str, seconds: float, size: Size) -> float:
    """%; of one processor, the processes that think among it."""
    with own_home(SOON) as home, Terminal(module, size, home) as terminal:
        terminal.sees(sign)
        end = time.monotonic() + PATIENCE
        while _processor_seconds(terminal, 1.0) > BUSY and time.monotonic() < end:
            pass
        return 100 * _processor_seconds(terminal, seconds)


def _processor_seconds(terminal: Terminal, seconds: float) -> float:
    """Seconds of the processor in each second."""
    before, began = sum(u.seconds for u in terminal.usage), time.perf_counter()
    terminal.watch(seconds)
    return (sum(u.seconds for u in terminal.usage) - before) / (time.perf_counter() - began)
