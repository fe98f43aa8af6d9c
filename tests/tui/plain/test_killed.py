"""Fifty games are killed with SIGKILL at random moments: each record is complete up to the last committed move."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.game.replay import replay_record
from sim.game.store import read_record, resume_saved_game
from tests.tui.plain.killing import Killed

if sys.platform == "win32":
    pytest.skip("signals of another kind", allow_module_level=True)

from tests.tui.test_process import Terminal

PLAIN, ON_SCREEN = 46, 4
"""games; killed line by line, and on the screen."""

SEEDS = (1, 2)
"""of the moments; one for each of the processes at once."""

PRESSES, APART = 12, 0.06
"""keys that play a move, and the seconds between them."""


@pytest.mark.validate
def test_games_line_by_line_are_complete_up_to_the_last_committed_move(tmp_path: Path) -> None:
    found = _killed(tmp_path)
    assert len(found) == PLAIN
    for one in found:
        assert one.held is not None, one
        assert one.told <= one.held <= one.told + 1, one  # saved, and killed before it could say so
        assert one.begun or one.told == 0, one
        assert one.free, one
    within = [one for one in found if 0 < one.told < one.commands]
    assert len(within) >= PLAIN // 3  # moments are spread over the whole game
    assert len({one.told for one in within}) >= 8


def _killed(folder: Path) -> list[Killed]:
    places = [folder / str(seed) for seed in SEEDS]
    for place in places:
        place.mkdir()
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.tui.plain.killing",
                str(place),
                str(seed),
                str(PLAIN // len(SEEDS)),
            ],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        for seed, place in zip(SEEDS, places, strict=True)
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(SEEDS)
    return [Killed(**one) for text in said for one in json.loads(text)]


@pytest.mark.validate
@pytest.mark.parametrize("seed", range(ON_SCREEN))
def test_games_on_the_screen_are_complete_up_to_the_last_move_seen(seed: int, home: Path) -> None:
    dice = random.Random(seed)  # noqa: S311  # moments, no secrets
    with Terminal("play", "solo", "--seed", "7") as game:
        game.read_until("month 1")
        end = time.monotonic() + dice.random() * PRESSES * APART
        pressed = 0
        while time.monotonic() < end:
            game.send("\r")
            pressed += 1
            _read_for(game, min(APART, end - time.monotonic()))
        game.process.kill()
        game.process.wait()
        seen = max(int(month) for month in re.findall(r"month (\d+)", game.seen)) - 1
    (path,) = (home / "games").glob("*.tgn")
    found = replay_record(read_record(path), str(path))
    assert not found.differences
    assert seen <= found.game.at.number <= pressed
    resume_saved_game(path)[0].close()


def _read_for(game: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        game._read()
