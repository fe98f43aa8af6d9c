"""However a game is started and however it ends, nothing of it is left: records are good and free, processes are gone.

In `make validate-full` fifty closings at random moments for each way of starting.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.tui.ends import SECONDS, SLOW_WAYS, WAYS, Started

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")

FULL = 50
"""closings; of each way of starting."""


def few_of(*names: str) -> list[ParameterSet]:
    """Every way of starting, those that are not named in `make validate` alone."""
    return [pytest.param(n, marks=() if n in names else pytest.mark.validate) for n in sorted(WAYS)]


@pytest.fixture(params=sorted(WAYS))
def game(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Started]:
    """A game that is ready, started in each way."""
    with Started(WAYS[request.param], tmp_path) as started:
        started.ready()
        yield started


def test_a_window_that_is_closed_ends_the_game(game: Started) -> None:
    for keys in game.way.keys[:3]:
        game.send(keys)
    game.read(0.3)
    game.count()
    game.close()
    game.ends()
    assert game.is_good() == 1


@pytest.mark.parametrize("way", few_of("make", "visitor"))
def test_a_window_that_is_closed_while_the_game_is_loaded_ends_it(way: str, tmp_path: Path) -> None:
    with Started(WAYS[way], tmp_path) as started:
        started.read(0.5)
        started.count()
        started.close()
        started.ends()


@pytest.mark.parametrize("how", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.validate)])
@pytest.mark.parametrize("game", few_of("command", "plain"), indirect=True)
def test_a_signal_ends_the_game(game: Started, how: signal.Signals) -> None:
    game.count()
    for process in game.family:  # as the system does, which hangs up on all of a group
        os.kill(process, how)
    game.ends()
    assert game.is_good() == 1


@pytest.mark.parametrize("game", ["make", pytest.param("shell", marks=pytest.mark.validate)], indirect=True)
def test_a_parent_that_dies_ends_the_game(game: Started) -> None:
    game.count()
    game.process.kill()
    game.ends()
    assert game.is_good() == 1


@pytest.mark.parametrize("game", ["command"], indirect=True)
def test_a_terminal_that_takes_nothing_any_more_does_not_hold_a_game_that_is_to_end(game: Started) -> None:
    """Nobody reads what it writes, so that whoever writes waits; then it gets a signal."""
    for _ in range(40):
        game.send(b"51")
    game.count()
    os.kill(game.process.pid, signal.SIGTERM)
    game.process.wait(SECONDS)  # and nothing is read meanwhile
    game.ends()
    assert game.is_good() == 1


@pytest.mark.parametrize("game", ["command"], indirect=True)
def test_a_worker_that_stands_still_does_not_outlive_the_game(game: Started) -> None:
    workers = game.count() - {game.process.pid}
    assert workers
    for process in workers:
        os.kill(process, signal.SIGSTOP)
    game.close()
    game.ends()
    assert game.is_good() == 1


@pytest.mark.parametrize("how", ["signal", "closed"])
@pytest.mark.parametrize("way", sorted(SLOW_WAYS))
def test_a_move_that_takes_long_is_not_waited_for(way: str, how: str, tmp_path: Path) -> None:
    """Here it never ends; what was saved before it stays."""
    with Started(SLOW_WAYS[way], tmp_path) as game:
        game.ready()
        game.send(game.way.keys[0])
        game.read(0.3)
        game.count()
        if how == "signal":
            os.kill(game.process.pid, signal.SIGTERM)
        else:
            game.close()
        game.ends()
        assert game.is_good() == 1


@pytest.mark.full
@pytest.mark.parametrize("way", sorted(WAYS))
def test_fifty_windows_closed_at_random_moments(way: str, tmp_path: Path) -> None:
    spans = []
    for number in range(FULL):
        (folder := tmp_path / str(number)).mkdir()
        with Started(WAYS[way], folder) as started:
            spans.append(started.close_at_random(random.Random(number)))  # noqa: S311  # no secret
            started.is_good()
    print(  # noqa: T201  # a measurement is to be seen
        f"{way}: {FULL} closings, all ended; slowest {max(spans):.2f} s, median {sorted(spans)[FULL // 2]:.2f} s"
    )
