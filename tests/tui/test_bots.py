"""Bots: to watch one play, and to play against one in the same world with the same dice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList, Static

from sim.cli.play import PlayRequest
from sim.game.policy_games import result_of_policy
from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.lookahead.masters import find_opponent, opponent_title
from sim.lookahead.strengths import STRENGTHS
from sim.play.companion_bot import GameStanding, play_companion
from sim.play.companion_request import CompanionRequest
from sim.play.start import NewGame
from sim.policy.registry import policy_names
from sim.scenario.load import load_builtin_scenarios
from sim.text.figures import format_money
from tests.tui.driving import SMALL, WIDE, Driver, running, short
from tests.tui.foreseeing import Minds, ToldMind
from tui.runtime.messages import GameChosen
from tui.screens.bots import BotsScreen
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.result import ResultScreen
from tui.screens.saved_games import SavedGamesScreen
from tui.thinking.envelope import Failure

CAPTAIN = opponent_title("captain")


async def _bots(driver: Driver) -> list[str]:
    """From the menu to the bots; their titles as they are listed."""
    await driver.comes_to(MenuScreen)
    choices = driver.app.screen.query_one("#menu-choices", OptionList)
    choices.highlighted = choices.get_option_index("bots")
    await driver.press("enter")
    await driver.comes_to(BotsScreen)
    return [str(option.prompt) for option in driver.app.screen.query_one("#bots", OptionList).options]


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_everybody_who_can_play_is_listed_with_character_and_weakness(size: tuple[int, int]) -> None:
    async with running(PlayRequest(), size) as driver:
        titles = await _bots(driver)
        assert sorted(titles) == sorted(opponent_title(name) for name in policy_names())
        assert titles[-3:] == [master.title for master in STRENGTHS.values()]
        for name in sorted(policy_names(), key=lambda name: titles.index(opponent_title(name))):
            who = find_opponent(name)
            assert who is not None
            said = str(driver.app.screen.query_one("#bots-text", Static).render())
            assert all(" ".join(text.split()) in said for text in (who.title, who.summary, who.beat, name))
            await driver.press("down")
        await driver.press("escape")
        await driver.comes_to(MenuScreen)


# watching


async def test_a_bot_is_watched_from_its_first_move_to_its_end() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        titles = await _bots(driver)
        await driver.press(*["down"] * titles.index(CAPTAIN), "tab", "tab", "right", "tab", "enter")
        await driver.comes_to(NewGameScreen)
        await driver.sees(f"{CAPTAIN} decides for sellers, managers and leaders.")
        await driver.press("enter")
        await driver.playing()
        session = driver.session
        setup = session.game.setup
        assert setup.scenario == load_builtin_scenarios()[0]
        assert (setup.player, setup.beside) == (CAPTAIN, "")
        assert session.shown is session.game.root
        await driver.sees(f"{CAPTAIN}: {setup.seat}")
        while session.shown is not session.game.at:
            await driver.press("right")
        assert session.game.result == result_of_policy(setup, "captain")
        await driver.press("enter")
        await driver.comes_to(ResultScreen)
        path = session.path
    assert path is not None
    again = replay_record(read_record(path), str(path))
    assert again.differences == []
    assert again.game.setup.player == CAPTAIN
    async with running(PlayRequest(), SMALL) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.action_saved_games()
        await driver.comes_to(SavedGamesScreen)
        await driver.sees(f"played by {CAPTAIN}")


async def test_a_long_game_of_a_bot_can_be_stopped(home: Path) -> None:
    long = short(quarters=40, goal={"threshold": 1.0, "patience": 0.0, "cash_floor": -1e6})
    async with running(PlayRequest(), SMALL) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.post_message(GameChosen(NewGame(long, seed=7, bot="grandmaster", watched=True)))
        await driver.sees("The grandmaster plays its game", working=True)
        await driver.press("escape", working=True)
        await driver.comes_to(MenuScreen)
        assert driver.app.session is None
    assert not list(home.glob("games/*.tgn"))


async def test_one_can_play_on_from_any_of_its_moves() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.post_message(GameChosen(NewGame(short(), seed=7, bot="month-ender", watched=True)))
        await driver.playing()
        await driver.press("right", "enter")
        assert driver.session.can_move
        await driver.lived("end", "enter")
        assert driver.session.game.at.number == 2
        assert len(driver.session.siblings) == 2


# playing against one


@asynccontextmanager
async def _against(
    size: tuple[int, int] = WIDE, bot: str = "captain", minds: Minds | None = None
) -> AsyncIterator[tuple[Driver, Minds]]:
    """A game against a bot that says what it is told to."""
    minds = minds or Minds(on=False)
    async with running(PlayRequest(), size, lookahead=minds.lookahead) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.post_message(GameChosen(NewGame(short(), seed=7, bot=bot)))
        await driver.playing()
        yield driver, minds


def _asked(minds: Minds) -> tuple[ToldMind, list[GameStanding]]:
    """The mind in which the bot plays, and how it will stand."""
    (mind,) = [
        m for m in minds.made if any(isinstance(r, CompanionRequest) for r in m.requests) and not m.closed
    ]
    (request,) = mind.requests
    assert isinstance(request, CompanionRequest)
    return mind, list(play_companion(request.setup))


async def _tells(driver: Driver, mind: ToldMind, stand: GameStanding) -> None:
    mind.say(stand)
    await driver.until("it is taken over", lambda: stand in driver.session.bot_standings)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_stands_beside_the_player_after_as_many_moves(size: tuple[int, int]) -> None:
    async with _against(size) as (driver, minds):
        mind, found = _asked(minds)
        await driver.sees(f"{CAPTAIN} plays the same world beside you.")
        await driver.lived()
        await driver.press(
            "4"
        )  # the first sign that has come is read, and leaves its place in a small window
        await driver.sees(f"{CAPTAIN} is still thinking.")
        for stand in found[:2]:
            await _tells(driver, mind, stand)
        mine = format_money(driver.session.own_standing.bookings)
        await driver.sees(f"{CAPTAIN} booked {format_money(found[0].bookings)}, you {mine}.")
        await driver.press("6")
        await driver.until(
            "the books say it",
            lambda: "It has reached" in str(driver.app.screen.query_one("#books Static").render()),
        )
        await driver.press("1", "left_square_bracket")
        await driver.sees(f"{CAPTAIN} plays the same world beside you.")  # in an old position as it was there


async def test_its_end_is_in_the_result_and_ends_its_process() -> None:
    async with _against() as (driver, minds):
        mind, found = _asked(minds)
        while not driver.session.game.over:
            await driver.lived("enter")
        await driver.comes_to(ResultScreen)
        await driver.sees("is still playing")
        for stand in found:
            await _tells(driver, mind, stand)
        end = found[-1]
        assert end.result is not None
        await driver.no_longer_sees("is still playing")
        ending = {"goal": "has reached the goal", "draw": "has survived", "fired": "was fired"}
        await driver.sees(CAPTAIN, ending[end.result.ending], format_money(end.reached))
        assert mind.closed


async def test_it_is_there_again_when_the_game_is_gone_on_with_and_in_the_same_world() -> None:
    async with _against() as (driver, minds):
        mind, _ = _asked(minds)
        await driver.lived()
        path = driver.session.path
        await driver.press("n")
        await driver.comes_to(MenuScreen)
        assert mind.closed
        await driver.press("enter")
        await driver.playing()
        assert driver.session.path == path
        _, found = _asked(minds)
        assert found
        while not driver.session.game.over:
            await driver.lived("enter")
        await driver.comes_to(ResultScreen)
        driver.app.screen.query_one("#again", Button).press()
        await driver.until("another game has begun", lambda: driver.session.path != path)
        await driver.playing()
        assert driver.session.game.setup.beside == "captain"


async def test_what_comes_late_is_dropped_and_a_process_that_dies_is_told() -> None:
    async with _against() as (driver, minds):
        mind, found = _asked(minds)
        await driver.lived()
        mind.say(found[3], mind.generation - 1)
        await _tells(driver, mind, found[0])
        assert driver.session.bot_standings == found[:1]
        mind.die()
        await driver.sees(f"{CAPTAIN} plays no more")
        await driver.lived()


async def test_an_error_of_the_bot_is_told_and_the_game_goes_on() -> None:
    async with _against() as (driver, minds):
        mind, _ = _asked(minds)
        mind.say(Failure("it fell over"))
        await driver.sees(f"{CAPTAIN} plays no more: it fell over")
        await driver.lived()


async def test_where_no_bot_plays_nothing_is_asked_and_nothing_told() -> None:
    minds = Minds(on=False)
    async with running(PlayRequest(short(), seed=7), WIDE, lookahead=minds.lookahead) as driver:
        await driver.playing()
        await driver.lived()
        assert not minds.made
        assert not driver.says("beside you")
