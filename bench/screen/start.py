"""From the command to the first screen: the game and an empty app in turns, so that both meet the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.screen.figures import BenchFigure
from bench.screen.homes import own_home
from bench.screen.terminal import EMPTY, GAME, Size, Terminal

MENU, FIRST_MOVE, EMPTY_LINE = "New game", "Your move", "keys: 0"
"""What stands on a screen that is up."""

PLAY = (*GAME, "steady_state", "--seed", "1")

TIMES, MORE = 1.5, 0.5
"""The bar: so many times the empty app and so many seconds more."""


def time_start(module: Sequence[str], sign: str, size: Size, home: Path) -> float:
    """Seconds from starting a program to its first screen."""
    began = time.perf_counter()
    with Terminal(module, size, home) as terminal:
        terminal.sees(sign)
        return time.perf_counter() - began


def start_figures(starts: int, size: Size, step: Callable[[], object]) -> Iterator[BenchFigure]:
    """Medians of so many starts of each. The first of each is not counted: it reads from the disk."""
    programs = {(*GAME,): MENU, PLAY: FIRST_MOVE, EMPTY: EMPTY_LINE}
    taken: dict[tuple[str, ...], list[float]] = {module: [] for module in programs}
    with own_home() as home:
        for _ in range(starts + 1):
            step()
            for module, sign in programs.items():
                taken[module].append(time_start(module, sign, size, home))
    menu, play, empty = (statistics.median(times[1:]) for times in taken.values())
    yield BenchFigure(
        "start", "from the command to the first screen", menu, "s", starts, empty, TIMES * empty + MORE
    )
    yield BenchFigure("start_play", "from the command to a new game on the screen", play, "s", starts, empty)
