"""From a key to what it changes on the screen, while the lookahead thinks."""

from __future__ import annotations

import math
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from bench.screen.figures import BenchFigure
from bench.screen.homes import own_home
from bench.screen.terminal import EMPTY, GAME, Size, Terminal

PAUSE = 0.12
"""seconds; between two keys, as of somebody who types fast."""
THINKING = 1.0
"""seconds; after which the lookahead is at work."""

MEDIAN, LATE = 30.0, 100.0
"""ms; the bars of the median and of 99 in a hundred."""

PLAY = (*GAME, "the_entrant", "--seed", "12", "--cadence", "month")
RIGHT, LEFT, ENTER = b"\x1b[C", b"\x1b[D", b"\r"


@dataclass(frozen=True, slots=True)
class Key:
    """A key and where on the screen its answer stands."""

    sent: bytes
    shown: re.Pattern[str]
    """the first group is another text when the key is answered, and only then."""


SLIDER = re.compile(r"▸Sellers[^│]*?(\d+) %")
POSITION = re.compile(r"╭─ (Your move|Looking at)")
BOARD = re.compile(r"│ (seller|segment|team) +month")
BEHIND = re.compile(r"[╭┏][─━] ([45]) ")
"""The panel in the place of news and signals, which is the front one of two at once."""
FRONT = re.compile(r"[╭┏][─━] ([12]) ")
"""The one panel of the small layout."""

KEYS = (Key(RIGHT, SLIDER), Key(LEFT, SLIDER), Key(b"f", BOARD))
BACK = (Key(b"[", POSITION), Key(b"]", POSITION))
"""An old position and back, to the sliders; each time the lookahead begins anew."""

PANELS = {(120, 40): (Key(b"5", BEHIND), Key(b"4", BEHIND)), (80, 24): (Key(b"2", FRONT), Key(b"1", FRONT))}
"""By size: to a panel and to another one."""
SIZES: tuple[Size, ...] = tuple(PANELS)


def answering_figures(keys: int, step: Callable[[], object]) -> Iterator[BenchFigure]:
    """Of so many keys in each size."""
    for size in SIZES:
        step()
        empty = _empty(keys // 4, size)
        answers, busy = _game(keys, size)
        called = f"{size[0]}x{size[1]}"
        name, where = f"keys_{called}", f"from a key to the screen, {called}"
        middle, late = statistics.median, _late
        yield BenchFigure(
            f"{name}_median", f"{where}: median", middle(answers), "ms", keys, middle(empty), MEDIAN
        )
        yield BenchFigure(f"{name}_p99", f"{where}: 99 %", late(answers), "ms", keys, late(empty), LATE)
        yield BenchFigure(
            f"{name}_lookahead", "  meanwhile the lookahead uses, of one processor", busy, "%", 1
        )


def _late(answers: list[float]) -> float:
    """The time within which 99 of a hundred come."""
    return sorted(answers)[math.ceil(0.99 * len(answers)) - 1]


def _game(keys: int, size: Size) -> tuple[list[float], float]:
    """Milliseconds of each key; and the processor's time of those that think, in per cent of what passed."""
    with own_home() as home, Terminal(PLAY, size, home) as terminal:
        terminal.sees("month 1")
        terminal.send(ENTER)
        terminal.sees("month 2")
        terminal.watch(THINKING)
        worked, began = _thought(terminal), time.perf_counter()
        pressed = islice(cycle((*KEYS, *PANELS[size], *BACK)), keys)
        answers = [_answer(terminal, key) for key in pressed]
        busy = (_thought(terminal) - worked) / (time.perf_counter() - began)
        return answers, 100 * busy


def _empty(keys: int, size: Size) -> list[float]:
    """Milliseconds; the same of an empty app."""
    key = Key(b"x", re.compile(r"keys: (\d+)"))
    with own_home() as home, Terminal(EMPTY, size, home) as terminal:
        terminal.sees("keys: 0")
        return [_answer(terminal, key) for _ in range(keys)]


def _answer(terminal: Terminal, key: Key) -> float:
    terminal.watch(PAUSE)
    return 1000 * terminal.answer(key.sent, key.shown)


def _thought(terminal: Terminal) -> float:
    """Seconds of the processor that all processes beside the screen used so far."""
    return sum(usage.seconds for usage in terminal.usage[1:])
