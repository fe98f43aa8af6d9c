"""The glossary is a key away, finds what is typed, and leads from a word to what belongs to it."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from sim.cli.play import PlayRequest
from sim.text.glossary import load_glossary
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tui.screens.glossary import GlossaryScreen
from tui.screens.menu import MenuScreen
from tui.screens.playbook import Playbook


def _word(driver: Driver) -> str | None:
    screen = driver.app.screen
    assert isinstance(screen, GlossaryScreen)
    return None if screen.word is None else screen.word.word


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_word_is_searched_and_its_references_are_followed(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await driver.press("slash")
        await driver.comes_to(GlossaryScreen)
        assert driver.app.screen.query_one("#glossary-words", OptionList).option_count == len(
            load_glossary().words
        )
        await driver.press(*"foresi")
        assert _word(driver) == "foresight"
        await driver.press(
            *["backspace"] * 6, *"franchise", "enter", "enter"
        )  # to the first that belongs to it
        franchise = load_glossary().get("franchise value")
        assert franchise is not None
        assert _word(driver) == franchise.see[0]
        await driver.press("escape")
        await driver.playing()


async def test_up_and_down_go_through_what_was_found_while_typing() -> None:
    async with game(SMALL) as driver:
        await driver.press("f3", *"sig", "down")
        assert _word(driver) == load_glossary().search("sig")[1].word
        await driver.press("up", "up")
        assert _word(driver) == load_glossary().search("sig")[0].word
        await driver.press(*"zzz", "down", "enter")
        assert _word(driver) is None


async def test_it_opens_from_the_menu_from_dialogs_and_while_typing() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.press("slash")
        await driver.comes_to(GlossaryScreen)
        await driver.press("f3")  # it is there already
        await driver.press("escape")
        await driver.comes_to(MenuScreen)
    async with game(SMALL) as driver:
        await driver.press("e", "slash")
        await driver.comes_to(GlossaryScreen)
        await driver.press("escape")
        await driver.comes_to(Playbook)
        await driver.press("escape", "colon", "f3")
        await driver.comes_to(GlossaryScreen)
        await driver.press("escape")
        await driver.playing()
        assert isinstance(driver.app.focused, Input)
