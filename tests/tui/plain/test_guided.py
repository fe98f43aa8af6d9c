"""Tutorials line by line: offered at a first start, played to their ends by what they say, and left at any time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from sim.cli.play import PlayRequest
from sim.play.first_start import is_first_start
from sim.play.settings.file import change_settings
from sim.scenario.guide import Guide, load_guides
from tests.tui.plain.talking import Talked, record, replayed, said_to, talk
from tui.plain.commands import find_command
from tui.plain.play import converse
from tui.plain.voice import Voice

LINES = re.compile(r"`([^`]+)`")
"""Lines to write, in the texts of guides."""


def _asked(text: str) -> Talked:
    """What is said where somebody is there to answer."""
    out, errors = io.StringIO(), io.StringIO()
    status = converse(PlayRequest(), io.BytesIO(text.encode()), Voice(out, errors, echo=True), numbered=False)
    return Talked(status, out.getvalue(), errors.getvalue())


def _script(guide: Guide) -> list[str]:
    """Every step by what it says itself."""
    return [LINES.findall(step.plain_do or "")[-1] for step in guide.steps]


@pytest.mark.parametrize("number", range(1, len(load_guides()) + 1))
def test_a_tutorial_is_played_to_its_end_by_what_it_says(number: int, home: Path) -> None:
    change_settings(
        lookahead=False, strength=100
    )  # what is asked for is answered; nothing more needs time here
    guide = load_guides()[number - 1]
    talked = talk("tutorial", f"tutorial {number}", *_script(guide), "guide end", scenario=None, seed=None)
    told = re.findall(r"^Guide (\d+) of \d+, ([^:]*): ", talked.out, re.MULTILINE)
    assert told == [(str(i), step.title) for i, step in enumerate(guide.steps, start=1)]
    assert all(str(step.plain_do) in talked.out for step in guide.steps)
    assert talked.out.count("The guide is over. ") == 1
    assert "there is no guide to end" in talked.errors  # it is over
    game = replayed(record(home)).game
    assert (game.over, game.setup.scenario.name) == (True, guide.scenario)


@pytest.mark.parametrize("guide", load_guides(), ids=lambda g: g.scenario)
def test_texts_of_guides_fit_plain_mode(guide: Guide) -> None:
    for step in guide.steps:
        text = step.plain_text or step.text
        assert step.plain_do
        assert "{" not in text + step.plain_do
        assert not re.search(
            r"\b(slider|click|press\b|mouse|knight|pawn|bishop|screen)", text + step.plain_do, re.I
        )
        commands = [line.split()[0] for line in LINES.findall(text + step.plain_do)]
        assert all(find_command(word) or re.fullmatch(r"[SMLr]\d+", word) for word in commands), commands
    assert "menu" not in (guide.plain_over or guide.over)


def test_a_first_start_in_a_terminal_asks_and_only_a_first_one(home: Path) -> None:
    talked = _asked("\nguide\nquit\n")
    assert "Tutorial> \n" in talked.out
    assert f"Guide 1 of {len(load_guides()[0].steps)}, Welcome" in talked.out
    assert "Guide 2 of" in talked.out
    assert replayed(record(home)).game.setup.scenario.name == load_guides()[0].scenario
    assert "Tutorial> " not in _asked("quit\n").out


@pytest.mark.parametrize("line", ["no", "games", "cancel"])
def test_it_can_be_declined_for_good_also_by_doing_something_else(line: str) -> None:
    talked = _asked(f"{line}\nwhere\n")
    assert "Start> where\n" in talked.out
    assert not is_first_start()


def test_no_answer_keeps_the_question() -> None:
    talked = _asked("perhaps\nyes\nquit\n")
    assert talked.out.count("Tutorial> ") == 2
    assert "perhaps" in talked.errors
    assert "Guide 1 of" in talked.out


def test_a_script_is_told_and_never_asked(home: Path) -> None:
    talked = said_to(PlayRequest(), "new first_quarter 3\nplay\n")
    assert talked.status == 0
    assert "`tutorial 1` starts it." in talked.out
    assert replayed(record(home)).game.at.number == 1


def test_a_guide_waits_for_what_it_says_and_a_takeback_takes_it_back() -> None:
    change_settings(lookahead=False)
    talked = talk(
        "tutorial 1", "guide", "guide", "guide", "S9", "move L65 S25 M35", "play", "takeback", scenario=None
    )
    titles = re.findall(r"^Guide \d+ of \d+, ([^:]*): ", talked.out, re.MULTILINE)
    assert titles == [
        "Welcome", "Pipeline", "Your move", "Your move", "Play it", "What happened", "Welcome"
    ]  # fmt: skip
    assert "Guide" not in talked.after("S9")


def test_it_is_ended_begun_again_and_left_with_the_game() -> None:
    talked = talk(
        "tutorial 1",
        "guide end",
        "guide end",
        "guide",
        "new solo 3",
        "play",
        "guide",
        "tutorial 9",
        scenario=None,
    )
    assert [line.split(":")[0] for line in talked.errors.splitlines()] == ["line 3", "line 7", "line 8"]
    assert talked.out.count(", Welcome: ") == 2
    assert "Guide" not in talked.after("play")
