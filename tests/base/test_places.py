"""A user's files: a broken or unreadable one does not make the others unavailable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.base.locks import LockedFile, Timeout
from sim.base.paths import is_file, is_same_file, name_exists, unusable_name_reason
from sim.base.places import (
    HOME_VARIABLE,
    PlaceError,
    games_folder,
    list_records,
    settings_file,
    write_atomically,
)
from sim.game import store
from sim.game.threshold import _read_cached
from sim.play.first_start import is_first_start, marker_file
from tests.making import DAY, game

LONG = "a" * 300


def test_one_bad_entry_does_not_lock_away_the_others() -> None:
    with store.create_saved_game(game(), DAY) as saved:
        pass
    folder = games_folder()
    (folder / "nowhere.tgn").symlink_to(folder / "nothing")
    (folder / "circle.tgn").symlink_to(folder / "circle.tgn")
    (folder / "folder.tgn").mkdir()
    (folder / "bytes.tgn").write_bytes(b"\xff\x00")
    os.mkfifo(folder / "pipe.tgn")
    listed = {one.path.name: one.problem for one in store.list_saved_games()}
    assert listed.pop(saved.path.name) == ""
    assert set(listed) == {"nowhere.tgn", "circle.tgn", "folder.tgn", "bytes.tgn", "pipe.tgn"}
    assert all(listed.values())
    assert not is_first_start()


def test_a_folder_that_cannot_be_listed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    games_folder().mkdir(parents=True)
    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(PlaceError, match=HOME_VARIABLE):
        list_records(games_folder())
    assert not is_first_start()


def test_a_home_that_is_no_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(PlaceError, match=HOME_VARIABLE):
        store.list_saved_games()
    monkeypatch.setenv(HOME_VARIABLE, "~nobody_of_this_name/x")
    for place in (games_folder, settings_file, marker_file):
        with pytest.raises(PlaceError, match="no user of that name"):
            place()


def test_names_that_cannot_be_are_looked_at_without_an_error(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for name in (LONG, "a\0b", "x/" * 3000, "circle/a", "file/a"):
        path = f"{tmp_path}/{name}"
        assert not is_file(path)
        assert not is_same_file(path, tmp_path)
    assert not name_exists(tmp_path / LONG)
    assert name_exists(tmp_path / "circle")
    assert "too long" in unusable_name_reason(tmp_path / LONG)
    assert unusable_name_reason("a\0b")
    assert unusable_name_reason(tmp_path / "new") == ""


def test_links_lead_to_one_file_and_stay_links(tmp_path: Path) -> None:
    real, soft, hard = tmp_path / "real", tmp_path / "soft", tmp_path / "hard"
    real.write_text("old", encoding="utf-8")
    soft.symlink_to(real)
    hard.hardlink_to(real)
    assert is_same_file(real, soft)
    assert is_same_file(real, hard)
    assert not is_same_file(real, tmp_path / "other")
    write_atomically(soft, "new")
    assert soft.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("kind", ["same", "symbolic", "hard", "folder"])
def test_a_file_has_one_lock_under_all_its_names(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "games" / "a.tgn"
    path.parent.mkdir()
    path.write_text("", encoding="utf-8")
    other = tmp_path / "b.tgn"
    if kind == "symbolic":
        other.symlink_to(path)
    elif kind == "hard":
        other.hardlink_to(path)
    elif kind == "folder":
        (tmp_path / "elsewhere").symlink_to(path.parent)
        other = tmp_path / "elsewhere" / "a.tgn"
    else:
        other = tmp_path / "games" / ".." / "games" / "a.tgn"
    held = LockedFile(path)
    with pytest.raises(Timeout):
        LockedFile(other)
    held.release()
    LockedFile(other).release()


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"\xff",
        b"[" * 9000,
        b"[]",
        b'{"threshold": NaN}',
        b'{"threshold": 1e999}',
        b'{"a":' * 2000,
        b"\x00",
    ],
)
def test_a_spoilt_cache_of_goals_is_passed_over(tmp_path: Path, spoilt: bytes) -> None:
    place = tmp_path / "goal.json"
    place.write_bytes(spoilt)
    assert _read_cached(place) is None
    place.unlink()
    os.mkfifo(place)
    assert _read_cached(place) is None
    place.unlink()
    place.write_text('{"threshold": 5.0}', encoding="utf-8")
    assert _read_cached(place) == 5.0
