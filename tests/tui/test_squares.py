"""The squares of the board: the mark goes over all of them, and each tells the stories of what stands there."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import OptionList

from sim.view.board import COLUMNS, board_items, board_perspectives, make_board
from sim.view.expected_board import expected_board
from sim.view.piece_outlook import make_piece_outlook
from tests.tui.driving import SMALL, WIDE, Driver, game, short
from tests.tui.foreseeing import Minds
from tui.screens.play import AT_THE_EDGE
from tui.screens.square import NotYetScreen, SquareScreen
from tui.widgets.board import BoardPanel
from tui.widgets.squares import Squares


def _board(driver: Driver) -> BoardPanel:
    return driver.app.screen.query_one(BoardPanel)


def _squares(driver: Driver) -> Squares:
    return _board(driver).squares


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_mark_goes_over_the_board_and_leaves_it(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        position = driver.session.shown
        await driver.press("p")
        await driver.focuses("board-rows")
        squares = _squares(driver)
        rows, columns = squares.size_in_squares
        assert (rows, columns) == (len(driver.session.view.sellers) + 1, len(COLUMNS))
        await driver.press("left", "up")
        assert squares.at == (0, 0)
        await driver.press("right", "down", "right")
        assert squares.at == (1, 2)
        await driver.press(*["right"] * 9, *["down"] * 9)
        assert squares.at == (rows - 1, columns - 1)
        assert driver.session.shown is position  # arrows walk the squares, not the game
        await driver.press("escape")
        await driver.focuses("board")
        await driver.press("tab")
        assert driver.app.focused is not squares
        await driver.press("p")
        assert squares.at == (rows - 1, columns - 1)  # where it was


async def test_every_square_tells_of_exactly_its_pieces() -> None:
    async with game(WIDE) as driver:
        await driver.press("p")
        view = driver.session.view
        found = board_items(view, board_perspectives(view)[0], 0.5)
        for row, squares in enumerate(found):
            for column, pieces in enumerate(squares):
                _squares(driver).at = (row, column)
                assert _board(driver).pieces() == pieces
        row, column = next((r, c) for r, s in enumerate(found) for c, p in enumerate(s) if len(p) > 1)
        _squares(driver).at = (row, column)
        await driver.press("enter")
        await driver.comes_to(SquareScreen)
        pieces = found[row][column]
        assert driver.app.screen.query_one(OptionList).option_count == len(pieces)
        firm = driver.session.game.setup.firm
        for item in pieces:
            told = make_piece_outlook(firm, view, item)
            await driver.sees(told.customer, f"{round(100 * told.chance.mean)} %")
            await driver.press("down")
        await driver.press("escape")
        await driver.focuses("board-rows")


async def test_an_empty_square_says_so() -> None:
    async with game(SMALL) as driver:
        await driver.press("p")
        view = driver.session.view
        found = board_items(view, board_perspectives(view)[0], 0.5)
        _squares(driver).at = next((r, c) for r, s in enumerate(found) for c, p in enumerate(s) if not p)
        await driver.press("enter")
        await driver.comes_to(SquareScreen)
        await driver.sees("There is nothing here")


async def test_hollow_pieces_tell_what_they_come_from() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await driver.press("p", *["down"] * 9, "right", "right", "enter")
        await driver.comes_to(NotYetScreen)
        await driver.sees("are not known", "prospecting")
        await driver.press("escape")
        await minds.tell_lines(driver)
        wins = _board(driver).future_wins
        assert wins is not None
        await driver.press("enter")
        await driver.comes_to(NotYetScreen)
        await driver.sees(f"{wins:.1f} wins are expected")


async def test_other_boards_keep_the_mark_inside() -> None:
    async with game(WIDE, lookahead=None) as driver:
        await driver.press("p", *["down"] * 9, "right")
        await driver.press("f")
        view = driver.session.view
        assert _squares(driver).size_in_squares == (len(view.segments) + 1, len(COLUMNS))
        assert _squares(driver).at[0] < len(view.segments) + 1
        await driver.press("enter")
        await driver.comes_to(NotYetScreen)


@pytest.mark.parametrize("sellers", [1, 12, 60])
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_firms_of_every_size(sellers: int, size: tuple[int, int]) -> None:
    organisation: dict[str, Any] = {"sellers": sellers, "managers": sellers / 8, "leaders": 0.25}
    async with game(size, short(organisation=organisation)) as driver:
        await driver.press("p")
        view = driver.session.view
        side = board_perspectives(view)[0]
        seen = make_board(view, side, sellers / 8)
        assert _squares(driver).size_in_squares[0] == len(seen.rows) + 1
        await driver.press(*["down"] * (len(seen.rows) - 1))
        assert _squares(driver).at[0] == len(seen.rows) - 1
        await driver.sees("[", "]")  # the mark is in sight, however long the board is


async def test_the_mouse_marks_a_square_and_asks() -> None:
    async with game(WIDE) as driver:
        squares = _squares(driver)
        await driver.pilot.click(squares, offset=(14, 1))
        await driver.focuses("board-rows")
        assert squares.at == (1, 0)
        await driver.pilot.click(squares, offset=(14, 1))
        await driver.comes_to(SquareScreen)
        await driver.click("#back")
        await driver.playing()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_board_some_quarters_on_is_what_is_expected_under_the_draft(size: tuple[int, int]) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        await driver.press("<")
        assert any(told.message == AT_THE_EDGE for told in driver.app._notifications)
        await minds.tell_lines(driver)
        await driver.press("1", ">")
        await driver.sees("1 quarter on", "thinking")
        await driver.until("the draft is played ahead", lambda: minds.weighed)
        told = await minds.tell_effect(driver)
        view = driver.session.view
        for quarter in (1, 2):
            total = expected_board(view, told.boards[quarter - 1]).total.cells
            words = " ".join(str(cell.proposals or "·") for cell in total)
            await driver.sees(f"proposal {words}", f"Board {quarter} quarter")
            await driver.press(">")
        await driver.press(">", ">")
        assert _board(driver).later == 4  # the end of the game
        await driver.press("p")
        await driver.focuses("board-rows")
        assert _board(driver).later == 0
        await driver.press("escape", ">")
        await driver.lived("escape", "enter")
        assert _board(driver).later == 0  # another position begins with its own board
