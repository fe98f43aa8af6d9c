"""The saved games: searched as one types, gone on with, looked through from the start, exported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from sim.analysis.moments.moments import find_moments
from sim.analysis.moments.review import GameReview, PlayerResult
from sim.cli.play import PlayRequest
from sim.crm.export.csv_text import format_csv
from sim.crm.export.rows import line_rows
from sim.game.replay import replay_record
from sim.game.store import create_saved_game, list_saved_games, read_record
from sim.text.figures import format_money
from tests.making import DAY, game, play, small
from tests.tui.driving import SMALL, WIDE, Driver, running, short
from tests.tui.driving import game as started
from tests.tui.foreseeing import Minds
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen
from tui.screens.saved_games import SavedGamesScreen

TITLES = ("The harbour", "The mill", "The [bold]forge[/]")


def _saved(title: str, *moves: str, seat: str = "team") -> Path:
    """A saved game; the last one is the first of the list."""
    with create_saved_game(play(game(small(name="made", title=title), seat=seat), *moves), DAY) as saved:
        return saved.path


@asynccontextmanager
async def _list(size: tuple[int, int] = SMALL) -> AsyncIterator[Driver]:
    async with running(PlayRequest(), size) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.action_saved_games()
        await driver.comes_to(SavedGamesScreen)
        yield driver


def _count(driver: Driver) -> int:
    return driver.app.screen.query_one("#saved-games", OptionList).option_count


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_game_is_found_by_what_the_list_says_of_it(size: tuple[int, int]) -> None:
    for title in TITLES:
        _saved(title, "S20", seat="team")
    path = _saved(TITLES[0], *["L60"] * 2, seat="leader")
    async with _list(size) as driver:
        await driver.sees(*TITLES)
        await driver.press("f", *"HARB lead")
        assert _count(driver) == 1
        await driver.press(*["backspace"] * 5)
        assert _count(driver) == 2
        await driver.press("down", "down", "up", "enter")  # to the first of the two, which is the latest
        await driver.playing()
        assert driver.session.path == path


async def test_a_search_without_success_says_so_and_is_left_before_the_screen() -> None:
    _saved(TITLES[0], "S20")
    async with _list() as driver:
        await driver.press("f", *"zzz", "enter")
        await driver.sees("No game matches")
        driver.app.screen.set_focus(driver.app.screen.query_one("#saved-games"))
        await driver.press("v", "w")  # there is nothing to look through
        assert driver.on(SavedGamesScreen)
        await driver.press("escape")
        assert driver.app.screen.query_one("#saved-search", Input).value == ""
        assert _count(driver) == 1
        await driver.press("escape")
        await driver.comes_to(MenuScreen)


async def test_what_is_typed_is_no_key() -> None:
    _saved("The view of the west", "S20")
    async with _list() as driver:
        await driver.press("f", *"view w")
        assert driver.on(SavedGamesScreen)
        assert _count(driver) == 1


async def test_without_saved_games_every_key_says_so() -> None:
    async with _list() as driver:
        for key in ("f", "v", "w"):
            driver.app.clear_notifications()
            await driver.press(key)
            assert [note.message for note in driver.app._notifications] == ["There are no saved games yet."]


async def test_a_game_is_looked_through_from_its_start_and_nothing_is_played() -> None:
    over = _saved(TITLES[0], *["S20"] * 4)
    before = read_record(over)
    async with _list() as driver:
        await driver.press("v")
        await driver.playing()
        session = driver.session
        assert session.game.over
        assert session.shown is session.game.root
        await driver.sees("the start")
        for number in range(1, 5):
            await driver.press("right")
            assert session.shown.number == number
        assert driver.on(PlayScreen)
        await driver.press("enter")
        await driver.comes_to(ResultScreen)
        await driver.press("q")
    assert read_record(over) == before


async def test_an_export_lies_beside_the_record_and_overwrites_nothing() -> None:
    path = _saved(TITLES[0], "S20", "S30")
    async with _list() as driver:
        for name in (f"{path.stem}.csv", f"{path.stem}_2.csv"):
            await driver.press("w")
            await driver.comes_to(Notice)
            assert name in driver.words.replace(" ", "")  # where the window breaks it
            await driver.press("escape")
            await driver.comes_to(SavedGamesScreen)
            played = play(game(small(name="made", title=TITLES[0])), "S20", "S30")
            assert path.with_name(name).read_bytes() == format_csv(line_rows(played)).encode()
            path.with_name(f"{path.stem}.csv").write_text("mine", encoding="utf-8")
        assert path.with_name(f"{path.stem}.csv").read_text(encoding="utf-8") == "mine"


async def test_a_broken_record_cannot_be_exported_and_that_is_told(home: Path) -> None:
    _saved(TITLES[0], "S20")
    broken = home / "games" / "broken.tgn"
    broken.write_text("[Nonsense", encoding="utf-8")
    async with _list() as driver:
        await driver.press("w")
        await driver.comes_to(Notice)
        await driver.sees("not a tag")
        assert not broken.with_suffix(".csv").exists()


async def test_whoever_played_is_shown_as_text() -> None:
    name = "[bold red]x[/]"
    with create_saved_game(play(game(player=name), *["S20"] * 4), DAY):
        pass
    async with _list(WIDE) as driver:
        await driver.sees(f"played by {name}")
        await driver.press("v")
        await driver.playing()
        await driver.until("it is in the title", lambda: f"{name}: team" in driver.text.split("\n")[0])


async def test_games_without_a_move_are_folded_and_unfolded() -> None:
    _saved(TITLES[0], "S20")
    for title in TITLES[1:]:
        _saved(title)
    async with _list() as driver:
        await driver.sees(TITLES[0], "2 games without a move")
        assert not driver.says(TITLES[1])
        await driver.press("end", "enter")
        await driver.sees(*TITLES)
        assert driver.on(SavedGamesScreen)


async def test_a_list_of_nothing_but_games_without_a_move_says_so() -> None:
    _saved(TITLES[0])
    async with _list() as driver:
        await driver.sees("1 game without a move")
        await driver.press("enter")
        await driver.sees(TITLES[0])


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_value_rank_and_whole_names_are_listed(size: tuple[int, int]) -> None:
    title = "A harbour of so many words that it fills the line"
    going = play(game(small(name="made", title=title)), *["S20"] * 4)
    result = going.result
    assert result is not None
    going.at.rank = (3, 12)
    with create_saved_game(going, DAY) as saved:
        name = saved.path.name
    assert [one.rank for one in list_saved_games()] == [(3, 12)]
    assert replay_record(read_record(saved.path), "").game.at.rank == (3, 12)
    async with _list(size) as driver:
        await driver.sees("value", "rank", title, format_money(result.value), "3 of 12", name)


@pytest.mark.parametrize("rank", ["3", "0/4", "5/4", "x/y", "3/99999", "-1/4"])
def test_a_rank_that_is_none_is_passed_over(rank: str) -> None:
    with create_saved_game(play(game(small()), *["S20"] * 4), DAY) as saved:
        text = read_record(saved.path)
    spoilt = text.replace("[%result ", f"[%rank {rank}] [%result ")
    saved.path.write_text(spoilt, encoding="utf-8")
    assert [one.rank for one in list_saved_games()] == [None]
    assert replay_record(spoilt, "").game.at.rank is None


async def test_the_rank_of_a_game_is_kept_once_all_others_have_played() -> None:
    minds = Minds()
    async with started(SMALL, short(quarters=1), lookahead=minds.lookahead) as driver:
        await driver.lived("enter")
        await driver.comes_to(ResultScreen)
        node = driver.session.game.at
        assert node.result is not None
        better = replace(node.result, margin=node.result.margin + 1)
        review = GameReview(
            (PlayerResult("a", better), PlayerResult("b", node.result)), 2, 0, 1, find_moments((), None), None
        )
        minds.made[-1].say(review)
        await driver.until("it is noted", lambda: node.rank is not None)
        path = driver.session.path
    assert node.rank == (2, 3)
    assert [one.rank for one in list_saved_games() if one.path == path] == [(2, 3)]
