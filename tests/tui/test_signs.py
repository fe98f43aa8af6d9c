"""Letters in place of pieces, and ASCII in place of everything: as wide as it was, and what differs stays different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.cli.play import PlayRequest
from sim.play.settings.terminal_support import SignSupport
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tests.tui.foreseeing import Minds
from tui.controllers.preferences import Preferences
from tui.drawing.ascii import PIECES
from tui.drawing.fan import BEYOND_SIGHT, IN_SIGHT
from tui.drawing.sign_filter import SignFilter, to_ascii
from tui.widgets.ahead import DOTTED, FULL
from tui.widgets.board import HOLLOW
from tui.widgets.board import PIECES as BOARD
from tui.widgets.chance import DRAW, FIRED, GOAL


@given(st.text(alphabet=st.characters(exclude_categories=["C"])))
def test_any_text_is_ascii_and_as_wide_as_before(text: str) -> None:
    signs = SignFilter()
    signs.able = "ascii"
    said = signs.replace(text)
    assert said.isascii()
    one_by_one = sum(cell_len(char) for char in text)  # a terminal without signs joins none
    assert len(said) == one_by_one


@pytest.mark.parametrize(
    "apart",
    [
        [*PIECES],
        [GOAL, DRAW, FIRED],
        [FULL[0], DOTTED[0], IN_SIGHT, BEYOND_SIGHT, " "],
        ["━", "●", "─", "├"],
        ["▲", "▼"],
        ["┃", "│", "━", "─"],
        ["←", "→", "↑", "↓"],
    ],
)
def test_what_means_different_things_stays_different(apart: list[str]) -> None:
    assert len({to_ascii(char) for char in apart}) == len(apart)


def _rows(driver: Driver) -> list[str]:
    return driver.text.split("\n")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_letters_stand_where_pieces_stood_and_nothing_else_changes(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await driver.lived()
        before = _rows(driver)
        driver.app.settings.change(pieces="letters")
        await driver.rests()
        after = _rows(driver)
        assert any(char in PIECES for row in before for char in row)
        assert after == ["".join(PIECES.get(char, char) for char in row) for row in before]
        driver.app.settings.change(pieces="auto")
        await driver.rests()
        assert _rows(driver) == before


async def test_a_whole_game_in_ascii() -> None:
    """Board with legend, bar, fan, lines, help, settings."""
    size = SMALL
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        driver.app.settings.change(pieces="ascii")
        await minds.tell_lines(driver)
        await driver.rests()
        for sign, name, _ in BOARD:
            await driver.sees(f"{PIECES[sign]} {name}")
        await driver.sees(PIECES[HOLLOW])
        for key in ("2", "3", "7", "s", "escape", "question_mark"):
            await driver.press(key)
            assert driver.text.isascii()
            assert all(len(row) == size[0] for row in _rows(driver))


@pytest.mark.parametrize("able", ["chess", "letters", "ascii"])
async def test_what_the_terminal_can_show_is_found_out_unless_it_is_set(able: SignSupport) -> None:
    preferences = Preferences(able=able)
    assert preferences.able == able
    preferences.change(pieces="letters")
    assert preferences.able == "letters"


async def test_the_menu_is_ascii_where_the_terminal_has_nothing_else() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        driver.app.preferences._terminal = "ascii"
        driver.app.settings.change(motion="none")
        await driver.press("down")
        assert driver.text.isascii()
        await driver.sees("Settings")
