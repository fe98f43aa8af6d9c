"""The settings file: read, changed value by value, reported with place and remedy if broken, never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from sim.base.places import PlaceError, settings_file
from sim.cli.main import main
from sim.play.settings.file import change_settings, format_settings, load_settings, reset_settings
from sim.play.settings.settings import Settings

BROKEN = "theme: drk\nlookahed: true\nlookahead: maybe\nstrength: 5\nkeymap: {game.takeback: 3}\n"


def _put(text: str) -> Path:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_is_as_usual() -> None:
    kept = load_settings()
    assert (kept.settings, kept.exists, kept.problems) == (Settings(), False, ())


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n"])
def test_a_file_that_says_nothing_is_as_usual(text: str) -> None:
    _put(text)
    assert load_settings().settings == Settings()


def test_what_is_changed_is_read_back_and_the_rest_stays() -> None:
    own = {"game.type": "comma", "app.help": "?, f4", "ahead.more": "'"}
    change_settings(theme="light", keymap=own, strength=500)
    change_settings(motion="full")
    assert load_settings().settings == Settings(theme="light", keymap=own, strength=500, motion="full")


def test_a_value_that_somebody_else_changed_meanwhile_stays() -> None:
    change_settings(theme="light")
    _put("theme: light\nmovement: vim\n")
    assert change_settings(motion="full").settings == Settings(theme="light", movement="vim", motion="full")


def test_every_setting_can_be_written_and_read() -> None:
    every = Settings(
        theme="colour-blind", pieces="ascii", motion="reduced", movement="vim", notation="words",
        lookahead=False, strength="master", keymap={"game.takeback": "null", "app.quit": "on", "x": "#"},
    )  # fmt: skip
    _put(format_settings(every))
    assert load_settings().settings == every


def test_a_broken_file_is_told_with_places_and_remedies_and_the_game_has_what_is_usual() -> None:
    path = _put(BROKEN)
    kept = load_settings()
    assert kept.settings == Settings()
    told = {problem.path: problem for problem in kept.problems}
    assert {"theme", "lookahed", "lookahead", "strength", "keymap.game.takeback"} <= set(told)
    assert [problem.line for problem in kept.problems] == [1, 2, 3, 4, 5]
    assert "'dark'" in told["theme"].remedy
    assert path.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize("bad", [BROKEN, "theme: [", "\x00", "- a\n- b\n", "theme: " + "x" * 70_000])
def test_what_cannot_be_read_is_put_aside_and_never_lost(bad: str) -> None:
    path = _put(bad)
    assert load_settings().problems
    kept = change_settings(theme="light")
    assert kept.aside is not None
    assert kept.aside.read_text(encoding="utf-8") == bad
    assert load_settings().settings == Settings(theme="light")
    path.write_text("theme: drk", encoding="utf-8")
    again = reset_settings()
    assert again.aside not in (None, kept.aside)
    assert load_settings().settings == Settings()


def test_where_it_cannot_be_written_that_is_told_and_the_old_one_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(theme="light")
    path = settings_file()
    monkeypatch.setenv("TACTEGIC_HOME", str(path))  # a file where a folder should be
    with pytest.raises(PlaceError):
        change_settings(theme="dark")
    monkeypatch.setenv("TACTEGIC_HOME", str(home))
    assert load_settings().settings.theme == "light"


@pytest.mark.parametrize(
    "values", [{"theme": "blue"}, {"strength": 3}, {"strength": 10**9}, {"them": "dark"}]
)
def test_a_value_that_cannot_be_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        change_settings(**values)
    assert not settings_file().exists()


def test_a_strength_is_a_number_of_futures() -> None:
    futures = [Settings(strength=name).futures for name in ("apprentice", "master", "grandmaster")]
    known = [number for number in futures if number is not None]
    assert len(known) == 3
    assert known == sorted(set(known))
    assert Settings(strength=777).limit.futures == 777
    assert Settings(strength="full").limit.futures is None


def test_the_command_shows_place_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    change_settings(theme="light")
    assert main(["settings", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["place"] == str(settings_file())
    assert shown["exists"] is True
    assert Settings.model_validate(shown["settings"]) == Settings(theme="light")
    assert main(["settings"]) == 0
    out = capsys.readouterr().out
    assert str(settings_file()) in out
    assert all(name in out for name in Settings.model_fields)


def test_the_command_tells_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    _put(BROKEN)
    assert main(["settings"]) == 2
    assert f"{settings_file()}:1:8" in capsys.readouterr().err
    assert main(["settings", "--json"]) == 2
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert len(errors) == 5
    assert all(error["remedy"] for error in errors)
