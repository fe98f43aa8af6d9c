"""Playing a game by keys: moves, the end, takeback, typed moves, looking back."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.policy.notation import format_move
from tests.tui.driving import SMALL, WIDE, game
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen
from tui.widgets.slider import Slider


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_whole_game_by_keys(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await driver.press("right", "down", "shift+right")
        for _ in range(4):
            await driver.lived()
        await driver.comes_to(ResultScreen)
        played, path = driver.session.game, driver.session.path
        assert path is not None
        await driver.sees(path.name)
        moves = [format_move(node.own) for node in played.at.line() if node.own is not None]
        assert moves == ["S10 M19 L30 r30"] * 4  # from the inherited 6/18/30: to the next five, and one more
    again = replay_record(read_record(path), str(path))
    assert not again.differences
    assert again.game.result == played.result


async def test_monthly_moves_name_the_month() -> None:
    async with game(cadence="month") as driver:
        await driver.lived()
        await driver.sees("month 2")
        assert driver.session.game.setup.moves == 12


async def test_a_seat_has_only_its_own_sliders() -> None:
    async with game(seat="leader") as driver:
        assert [slider.id for slider in driver.move.sliders] == ["split-2", "response", "concentration"]
        await driver.lived("end", "enter")
        own, whole = driver.session.game.at.own, driver.session.game.at.move
        assert own is not None
        assert whole is not None
        assert own.split[2] == whole.split[2] == 100
        assert whole.split[:2] == (20, 30)  # the caretaker's


async def test_keys_that_come_faster_than_messages_are_not_lost() -> None:
    async with game() as driver:
        driver.slider("split-0").action_most()
        driver.slider("split-1").action_least()
        screen = driver.app.screen
        assert isinstance(screen, PlayScreen)
        screen.action_commit()
        await driver.until("the move is lived", lambda: driver.session.shown.number == 1)
        own = driver.session.game.at.own
        assert own is not None
        assert own.split[:2] == (100, 0)


async def test_takeback_is_a_branch() -> None:
    async with game() as driver:
        await driver.lived("right", "enter")
        first = driver.session.game.at
        await driver.press("u")
        assert driver.session.game.at is driver.session.game.root
        assert driver.session.draft == first.own  # an accidental enter costs nothing
        await driver.lived("end", "enter")
        second = driver.session.game.at
        assert driver.session.game.root.children == [first, second]
        path = driver.session.path
        assert path is not None
        await driver.until("it is saved", lambda: "(" in read_record(path))
        again = replay_record(read_record(path), str(path)).game
        assert [format_move(n.own) for n in again.root.children if n.own] == [
            format_move(n.own) for n in (first, second) if n.own
        ]
        assert again.at.path() == second.path()


async def test_nothing_to_take_back_is_said() -> None:
    async with game() as driver:
        await driver.press("u")
        await driver.sees("no move to take back")


async def test_the_same_move_goes_on_along_its_line() -> None:
    async with game() as driver:
        await driver.lived()
        first = driver.session.game.at
        await driver.press("u")
        await driver.lived()
        assert driver.session.game.at is first


async def test_looking_back_changes_nothing() -> None:
    async with game() as driver:
        await driver.lived()
        await driver.lived()
        at = driver.session.game.at
        await driver.press("escape", "left")
        assert driver.session.shown is at.parent
        assert driver.session.game.at is at
        await driver.sees("Looking at the position after move 1")
        assert all(slider.disabled for slider in driver.move.sliders)
        await driver.press("left", "left")
        assert driver.session.shown is driver.session.game.root
        await driver.press("escape")
        assert driver.session.shown is at
        assert isinstance(driver.app.focused, Slider)


async def test_playing_on_from_an_earlier_move() -> None:
    async with game() as driver:
        await driver.lived()
        await driver.lived()
        line = driver.session.game.at
        await driver.press("left_square_bracket", "left_square_bracket", "enter")
        assert driver.session.can_move
        await driver.lived("home", "enter")
        assert driver.session.game.at.parent is driver.session.game.root
        assert line in list(driver.session.game.root.descendants())


async def test_lines_beside_each_other() -> None:
    async with game() as driver:
        await driver.lived()
        await driver.press("u")
        await driver.lived("home", "enter")
        first, second = driver.session.game.root.children
        await driver.press("escape", "up")
        assert driver.session.shown is first
        await driver.sees("line 1 of 2")
        await driver.press("down")
        assert driver.session.shown is second
        await driver.press("down")
        assert driver.session.shown is second  # there is none below


async def test_a_typed_move_is_played() -> None:
    async with game() as driver:
        await driver.type_move("s12,m13 l14 r15")
        await driver.lived("enter")
        own = driver.session.game.at.own
        assert own is not None
        assert format_move(own) == "S12 M13 L14 r15"


WRONG = {
    "team": {
        "S120": "more than 100 %",
        "banana": "is not part of a move",
        "S20 S30": "says again",
        "fS10/10/10": "is not a valid focus",
    },
    "leader": {"S20": "do not decide for the sellers"},
}
"""Typed moves that are wrong by the seat, and what is said."""


@pytest.mark.parametrize("seat", WRONG)
async def test_what_is_wrong_with_a_typed_move_stands_beside_it(seat: str) -> None:
    async with game(SMALL, seat=seat) as driver:
        for typed, said in WRONG[seat].items():
            await driver.type_move(typed)
            await driver.sees(said)
            await driver.press("enter")
            await driver.sees(said)
            assert not driver.session.game.root.children
            await driver.press("escape")
            await driver.no_longer_sees(said)
            assert isinstance(driver.app.focused, Slider)


async def test_after_the_end_the_last_move_can_be_taken_back() -> None:
    async with game() as driver:
        for _ in range(4):
            await driver.lived()
        await driver.comes_to(ResultScreen)
        driver.app.screen.query_one("#takeback", Button).press()
        await driver.until("the game goes on", lambda: driver.on(PlayScreen) and driver.session.can_move)
        assert driver.session.game.at.number == 3


async def test_enter_shows_the_result_again() -> None:
    async with game() as driver:
        for _ in range(4):
            await driver.lived()
        await driver.comes_to(ResultScreen)
        await driver.press("escape")
        await driver.playing()
        await driver.press("enter")
        await driver.until("the result is told again", lambda: driver.on(ResultScreen))
