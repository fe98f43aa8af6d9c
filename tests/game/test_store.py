"""Saved games: nothing that was saved is ever lost."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sim.base.places import GameInUseError, PlaceError, games_folder, write_atomically
from sim.base.problems import InputError
from sim.game import store
from sim.game.record import write_record
from sim.policy.notation import format_move
from tests.making import DAY, game, play
from tests.started import started


def test_a_game_goes_on_where_it_was() -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20", "S30")
        saved.save()
    again, replayed = store.resume_saved_game(saved.path)
    with again:
        assert again.path == saved.path
        assert replayed.differences == []
        assert again.game.at.position.cash == saved.game.at.position.cash
        play(again.game, "S40")
        play(saved.game, "S40")
        assert again.game.at.position.weeks == saved.game.at.position.weeks


def test_every_game_has_a_file_of_its_own() -> None:
    with store.create_saved_game(game(), DAY) as a, store.create_saved_game(game(), DAY) as b:
        assert a.path != b.path
        assert {a.path, b.path} == {g.path for g in store.list_saved_games()}
        assert all(p.parent == games_folder() for p in (a.path, b.path))


def test_a_game_that_is_played_is_locked_until_it_is_closed() -> None:
    saved = store.create_saved_game(game(), DAY)
    with pytest.raises(GameInUseError):
        store.resume_saved_game(saved.path)
    saved.close()
    store.resume_saved_game(saved.path)[0].close()


HOLD = textwrap.dedent(
    """
    import sys
    from tests.making import DAY, game, play
    from sim.game import store
    saved = store.create_saved_game(game(), DAY)
    play(saved.game, "S20", "S30")
    saved.save()
    play(saved.game, "S40")  # a move that is entered and not saved
    print(saved.path, flush=True)
    sys.stdin.read()
    """
)


def test_a_killed_process_leaves_a_good_record_and_no_lock() -> None:
    with started(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        path = Path(other.stdout.readline().strip())
        with pytest.raises(GameInUseError):
            store.resume_saved_game(path)
        other.kill()
        other.wait()
    again, replayed = store.resume_saved_game(path)
    with again:
        assert replayed.differences == []
        assert again.game.at.own is not None
        assert format_move(again.game.at.own) == "S30 M18 L30 r30"


FULL = textwrap.dedent(
    """
    import resource, signal, sys
    from pathlib import Path
    from sim.base.places import PlaceError, write_atomically
    path = Path(sys.argv[1])
    write_atomically(path, "old")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        write_atomically(path, "x" * 5000)
    except PlaceError as error:
        print(error)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on a file's size")
def test_a_full_disk_is_said_and_leaves_the_old_record(tmp_path: Path) -> None:
    path = tmp_path / "game.tgn"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert str(path) in done.stdout
    assert "TACTEGIC_HOME" in done.stdout
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["game.tgn"]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PlaceError, match="TACTEGIC_HOME"):
        write_atomically(tmp_path / "file" / "game.tgn", "text")
    with pytest.raises(PlaceError, match="TACTEGIC_HOME"):
        store.create_saved_game(game(), DAY, tmp_path / "file" / "games")


def test_a_broken_record_is_listed_with_what_is_wrong_and_touched_by_nobody() -> None:
    with store.create_saved_game(game(), DAY) as saved:
        pass
    broken = saved.path.with_name("broken.tgn")
    broken.write_text("[Seed", encoding="utf-8")
    problems = {g.path.name: g.problem for g in store.list_saved_games()}
    assert problems[saved.path.name] == ""
    assert "not a tag" in problems["broken.tgn"]
    with pytest.raises(InputError):
        store.resume_saved_game(broken)
    assert broken.read_text(encoding="utf-8") == "[Seed"


def test_a_record_whose_figures_changed_goes_on_in_a_copy() -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20")
        saved.save()
    text = saved.path.read_text(encoding="utf-8").replace("[%won ", "[%won 1")
    saved.path.write_text(text, encoding="utf-8")
    again, replayed = store.resume_saved_game(saved.path)
    with again:
        assert replayed.differences
        assert again.path != saved.path
    assert saved.path.read_text(encoding="utf-8") == text
    store.resume_saved_game(again.path)[0].close()


def test_an_empty_place_has_no_games() -> None:
    assert store.list_saved_games() == []


def test_what_could_not_be_read_again_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20")
        saved.save()
        before = saved.path.read_text(encoding="utf-8")
        play(saved.game, "S30")
        monkeypatch.setattr(store, "MAX_RECORD_BYTES", len(before))
        with pytest.raises(PlaceError, match="could not be read again"):
            saved.save()
        assert saved.path.read_text(encoding="utf-8") == before


def test_a_record_in_which_a_move_is_lost_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20", "S30")
        whole = write_record(saved.game, DAY)
        monkeypatch.setattr("sim.game.store.write_record", lambda *_: whole[: whole.index("2. S30")] + "*\n")
        with pytest.raises(PlaceError, match="could not be read again"):
            saved.save()


def test_a_folder_that_leads_in_a_circle_is_said(tmp_path: Path) -> None:
    circle = tmp_path / "games"
    circle.symlink_to(circle)
    with pytest.raises(PlaceError, match="games: "):
        store.create_saved_game(game(), DAY, circle)
