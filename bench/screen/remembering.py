"""Memory of the app after a long game with a full tree: another move was tried in place of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.screen.answering import SLIDER
from bench.screen.figures import BenchFigure
from bench.screen.homes import own_home
from bench.screen.start import EMPTY_LINE
from bench.screen.terminal import EMPTY, GAME, Size, Terminal
from sim.text.screen import TYPED_MOVE_PLAYS
from tui.keyboard.keys import insert_keys

MOVES = 36
END = "Same world"
"""Stands on the result alone."""
MAX = 250.0
"""MB; of the app's own process."""

PLAY = (*GAME, "steady_state", "--seed", "1", "--cadence", "month")
"""Nobody is fired here who plays the move below, and no firm of the built-in scenarios has more to remember."""
TYPE, FIRST = b":", b"S25 M35 L65\r"
"""The key for typing a move, and the first move."""
LESS, MORE, PLAY_IT, TAKE_BACK = b",", b".", b"\r", b"u"


def memory_figures(moves: int, size: Size, step: Callable[[], object]) -> Iterator[BenchFigure]:
    """Of a game with so many moves, and another one in place of each but the first and the last."""
    step()
    with own_home() as home, Terminal(PLAY, size, home) as terminal:
        _begin(terminal)
        for month in range(2, moves):
            _play_change(terminal, LESS, month)
            terminal.send(TAKE_BACK)
            terminal.sees(_month(month))
            _play_change(terminal, MORE, month)
        _play_change(terminal, LESS, moves)
        own, *others = terminal.usage
    with own_home() as home, Terminal(EMPTY, size, home) as terminal:
        terminal.sees(EMPTY_LINE)
        empty = terminal.usage[0].memory
    what = f"memory of the app after {moves} moves and as many that were taken back"
    yield BenchFigure("memory", what, own.memory, "MB", 1, empty, MAX)
    beside = sum(other.memory for other in others)
    yield BenchFigure("memory_beside", f"  and of {len(others)} processes beside it", beside, "MB", 1)


def _begin(terminal: Terminal) -> None:
    terminal.sees(_month(1))
    terminal.send(TYPE)
    terminal.sees(insert_keys(TYPED_MOVE_PLAYS))
    terminal.send(FIRST)
    terminal.sees(_month(2))


def _play_change(terminal: Terminal, change: bytes, month: int) -> None:
    """Change the first slider, and play that."""
    terminal.answer(change, SLIDER)
    terminal.send(PLAY_IT)
    terminal.sees(_month(month + 1))


def _month(month: int) -> str:
    """What is seen before the move of a month of the game, and after the last one."""
    if month > MOVES:
        return END
    return f"Q{(month - 1) // 3 + 1} of 12, month {month} "
