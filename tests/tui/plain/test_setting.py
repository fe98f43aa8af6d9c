"""Plain mode does as it is set, tells it, and changes it for itself and the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.play.settings.file import change_settings, load_settings
from tests.tui.driving import short
from tests.tui.plain.talking import Talked, record, replayed, talk


def _with(**values: object) -> None:
    change_settings(**values)


def test_moves_are_told_in_words_where_that_is_set_and_are_recorded_as_ever(home: Path) -> None:
    _with(notation="words")
    talked = talk(
        "S25 M35 L70", "move", "play", "moves", "playbook", "futures 100", "lines 1", "back", "line"
    )
    assert talked.status == 0
    assert "sellers 25, managers 35, leaders 70, answers 30" in talked.after("S25 M35 L70")
    assert "sellers 25, managers 35, leaders 70, answers 30" in talked.after("moves")
    for command in ("move", "lines 1"):
        assert "sellers " in talked.after(command)
        assert " M35" not in talked.after(command)
    assert "S25 M35 L70" in record(home).read_text(encoding="utf-8")
    assert replayed(record(home)).game.at.number == 1


@pytest.mark.parametrize(("strength", "futures"), [("full", "2,000"), ("apprentice", "100"), (512, "512")])
def test_a_look_plays_as_many_futures_as_is_set(strength: object, futures: str) -> None:
    _with(strength=strength)
    assert f" {futures} futures" in talk("futures").after("futures")


def test_a_typed_move_is_weighed_unless_the_lookahead_is_off_and_what_is_asked_is_answered() -> None:
    _with(lookahead=False, strength=100)
    talked = talk("S25 M40 L80", "lines 1")
    assert "win chance" not in talked.after("S25 M40 L80")
    assert "the lookahead is off" in talked.after("S25 M40 L80")
    assert "Win chance" in talked.after("lines 1")


def test_nothing_but_ascii_is_written_where_that_is_set() -> None:
    firm = short(title="Müller – é…")
    assert "Müller" in talk("where", "é", scenario=firm).out
    _with(pieces="ascii")
    talked = talk("where", "é", scenario=firm)
    assert (talked.out + talked.errors).isascii()
    assert "Muller - e..., Q1 of 4" in talked.out


def test_settings_are_told_changed_and_kept() -> None:
    talked = talk(
        "settings", "settings notation words", "settings strength 5,000", "settings lookahead false", "S9"
    )
    assert talked.status == 0
    assert "Notation is short" in talked.after("settings")
    assert "sellers 9" in talked.after("S9")
    kept = load_settings().settings
    assert (kept.notation, kept.strength, kept.lookahead) == ("words", 5000, False)
    assert "Strength is 5,000" in talk("settings").after("settings")


@pytest.mark.parametrize(
    "line",
    [
        "settings colour red",
        "settings notation",
        "settings notation long",
        "settings strength 3",
        "settings pieces 5",
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_written(line: str) -> None:
    talked: Talked = talk(line)
    assert talked.errors.startswith("line 1: error: ")
    assert not load_settings().exists


def test_futures_of_a_talk_outlast_a_change_of_something_else() -> None:
    assert " 300 futures" in talk("futures 300", "settings notation words", "futures").after("futures")


def test_a_broken_file_is_told_left_and_no_fault_of_the_script(home: Path) -> None:
    (home / "settings.yaml").write_text("notation: loud\n", encoding="utf-8")
    talked = talk("play")
    assert talked.status == 0
    assert "settings.yaml" in talked.errors
    assert "loud" in (home / "settings.yaml").read_text(encoding="utf-8")
    assert "settings-broken-1.yaml" in talk("settings notation words").out
