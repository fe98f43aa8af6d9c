"""The game of docs/reference/a_game.md is one: its lines still play, without an error and to the same end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.cli.play import PlayRequest
from sim.scenario.load import load_scenario
from tests.tui.plain.talking import record, replayed, said_to
from tools import recorded_game

FEW = "futures 100\n"
"""So that looking ahead costs little; no move of the game hangs on it."""

SLOW = ("hint", "lines", "ahead", "turns")
"""Beginnings of lines that look ahead, without playing."""


def _facts(text: str) -> list[str]:
    """What happened: moves, quarters, and the end."""
    flat = " ".join(text.split())
    return re.findall(
        r"Move \d+ is \w+ and saved: [^.]*\.|Quarter \d+ closed with [^;]*;|Goal: [^;]*; reached [^,]*,", flat
    )


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.validate)])
def test_its_lines_play_without_an_error_and_to_the_same_end(every: bool, home: Path) -> None:
    page = recorded_game.PAGE_FILE.read_text(encoding="utf-8")
    script = recorded_game.read_script(page)
    if not every:
        script = "".join(f"{line}\n" for line in script.splitlines() if not line.startswith(SLOW))
    _, scenario, _, seed, _ = recorded_game.ARGUMENTS
    talked = said_to(PlayRequest(load_scenario(scenario).scenario, seed=int(seed)), FEW + script)
    assert (talked.status, talked.errors) == (0, "")
    facts = _facts(page)
    assert len(facts) > 12
    assert _facts(talked.out) == facts
    game = replayed(record(home)).game
    assert game.over
    assert game.at.number == game.setup.moves


def test_its_lines_are_those_of_the_tool() -> None:
    page = recorded_game.PAGE_FILE.read_text(encoding="utf-8")
    commands = [
        [line for line in text.splitlines() if not line.startswith("#")]
        for text in (recorded_game.read_script(page), recorded_game.SCRIPT)
    ]
    assert commands[0] == commands[1]
