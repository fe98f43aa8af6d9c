"""Nothing is lost: quitting at any moment, places that cannot be written to, games in use, broken records."""

from __future__ import annotations

import datetime
from pathlib import Path
from threading import Event

import pytest

from sim.base.places import HOME_VARIABLE
from sim.cli.play import PlayRequest
from sim.game.replay import replay_record
from sim.game.store import create_saved_game, read_record, resume_saved_game
from sim.model.move import Move
from sim.play.session import Session
from sim.policy.notation import format_move
from tests.making import game as made
from tests.making import play
from tests.tui.driving import SECONDS, SMALL, Driver, game, running, short
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen
from tui.screens.saved_games import SavedGamesScreen


async def test_quitting_and_going_on_gives_the_same_position() -> None:
    async with game() as driver:
        await driver.lived("right", "enter")
        await driver.lived()
        path, view = driver.session.path, driver.session.view
        await driver.press("q")
    assert path is not None
    async with running(PlayRequest(record=path)) as driver:
        await driver.playing()
        assert driver.session.view == view
        assert driver.session.path == path
        await driver.lived()
    assert replay_record(read_record(path), str(path)).game.at.number == 3


async def test_a_record_exists_before_the_first_move() -> None:
    async with game() as driver:
        path = driver.session.path
    assert path is not None
    assert not replay_record(read_record(path), str(path)).differences


async def test_quitting_while_a_period_is_lived_keeps_its_move(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go = Event(), Event()
    commit = Session._commit

    def slow(session: Session, move: Move, seconds: float) -> None:
        begun.set()
        go.wait(SECONDS)
        commit(session, move, seconds)

    monkeypatch.setattr(Session, "_commit", slow)
    async with game() as driver:
        path = driver.session.path
        await driver.press("enter", working=True)
        await driver.until("the period is being simulated", begun.is_set, working=True)
        await driver.press("f", "enter", working=True)  # the screen answers; a second move is not begun
        assert not driver.session.game.root.children
        await driver.sees("is being simulated", working=True)
        driver.app.exit()
        go.set()
    assert path is not None
    assert replay_record(read_record(path), str(path)).game.at.number == 1


@pytest.fixture
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that cannot be written to, whoever runs the tests: a file stands in its place."""
    place = tmp_path / "home"
    place.write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(HOME_VARIABLE, str(place))
    return place


async def test_where_nothing_can_be_saved_the_game_goes_on(no_home: Path) -> None:
    async with game() as driver:
        await driver.sees("Not saved", "NOT SAVED")
        await driver.lived()
        unsaved = driver.session.path
        assert unsaved is None
        no_home.unlink()
        await driver.lived()
        path = driver.session.path
        assert path is not None
        await driver.no_longer_sees("NOT SAVED")
    assert replay_record(read_record(path), str(path)).game.at.number == 2


async def test_quitting_with_unsaved_moves_asks_and_tries_again(no_home: Path) -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        await driver.press("q")
        await driver.comes_to(Notice)
        await driver.sees("not saved")
        await driver.press("escape")
        await driver.playing()
        no_home.unlink()
        await driver.press("q")
        await driver.leaves()
        path = driver.session.path
        assert path is not None
    assert replay_record(read_record(path), str(path)).game.at.number == 1


async def test_who_insists_leaves_without_saving(no_home: Path) -> None:
    assert no_home.is_file()
    async with game(SMALL) as driver:
        await driver.press("ctrl+c")
        await driver.comes_to(Notice)
        await driver.press("ctrl+c")
        await driver.leaves()


async def _saved_games(driver: Driver) -> None:
    await driver.comes_to(MenuScreen)
    driver.app.action_saved_games()
    await driver.comes_to(SavedGamesScreen)


async def test_a_game_in_use_is_told() -> None:
    async with game() as driver:
        path = driver.session.path
        assert path is not None
        async with running(PlayRequest(record=path), SMALL) as other:
            await other.comes_to(Notice)
            await other.sees("being played in another window")


async def test_broken_records_are_listed_with_what_is_wrong(home: Path) -> None:
    async with game() as driver:
        await driver.lived()
        path = driver.session.path
    broken = home / "games" / "broken.tgn"
    broken.write_text("[Nonsense\n[@click=app.quit]x[/] \n", encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await _saved_games(driver)
        await driver.sees("cannot be read", "seed")
        await driver.press("enter")
        await driver.comes_to(Notice)
        await driver.sees("broken.tgn:1")
        await driver.press("escape")
        await driver.press("down", "enter")
        await driver.playing()
        assert driver.session.path == path


async def test_a_broken_record_of_the_command_line_leads_to_the_menu(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tgn"
    broken.write_text("no record", encoding="utf-8")
    async with running(PlayRequest(record=broken)) as driver:
        await driver.comes_to(Notice)
        await driver.press("enter")
        await driver.comes_to(MenuScreen)


async def test_a_record_that_comes_out_otherwise_goes_on_in_a_copy(tmp_path: Path) -> None:
    with create_saved_game(play(made(), "S25 M35 L65"), datetime.date(2026, 1, 1), tmp_path) as saved:
        text, path = read_record(saved.path), saved.path
    path.write_text(text.replace("[%won ", "[%won 9"), encoding="utf-8")
    async with running(PlayRequest(record=path)) as driver:
        await driver.comes_to(Notice)
        await driver.sees("won was 9")
        await driver.press("escape")
        await driver.playing()
        assert driver.session.path not in (None, path)


async def test_going_on_from_the_menu() -> None:
    async with game() as driver:
        await driver.lived("end", "enter")
        await driver.press("n")
        await driver.comes_to(MenuScreen)
        await driver.sees("latest game")
        assert driver.app.session is None  # the record is free again
        await driver.press("enter")
        await driver.playing()
        own = driver.session.game.at.own
        assert own is not None
        assert format_move(own).startswith("S100")


async def test_a_fault_of_the_program_ends_in_a_dialog(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        with monkeypatch.context() as patch:
            patch.setattr(Session, "commit", lambda _: 1 / 0)
            await driver.press("enter")
            await driver.comes_to(Notice)
        path = driver.session.path
        assert path is not None
        await driver.sees("ZeroDivisionError")
        assert str(path) in driver.words.replace(
            " ", ""
        )  # where the window breaks it, and it may be anywhere
        assert "ZeroDivisionError" in (home / "log" / "tactegic.log").read_text(encoding="utf-8")
        await driver.press("enter")
        await driver.lived()
        assert driver.session.game.at.number == 2
    saved, replayed = resume_saved_game(path)
    saved.close()
    assert replayed.game.at.number == 2


async def test_a_scenario_that_brings_more_than_a_game_can_hold_is_told() -> None:
    segment = {"weight": 1, "value": 30, "drift": 0.003, "demand": 20}
    much = short(
        organisation={"sellers": 200},
        parameters={"arrivals": {"inbound": 10}},
        market={"segments": {"one": segment}},
    )
    async with game(SMALL, much) as driver:
        await driver.press("enter")
        await driver.comes_to(Notice)
        await driver.sees("more")
        assert not driver.says("inside the program")  # it is the scenario's fault
