"""What a frame says that enter does, enter does: on every screen, from every place of the focus."""

from __future__ import annotations

import random

import pytest
from textual.widget import Widget
from textual.widgets import OptionList

from sim.cli.play import PlayRequest
from sim.scenario.guide import load_guides
from sim.text.screen import CONTINUES_GUIDE, PLAYS_MOVE, PLAYS_MOVE_FROM_SLIDERS
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tests.tui.foreseeing import Minds, QuickMind
from tests.tui.fuzz_places import PLACES, Place
from tui.keyboard.keys import insert_keys
from tui.runtime.messages import TutorialChosen
from tui.screens.crm_file import CrmFileScreen
from tui.screens.crm_report import CrmReportScreen
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.play import PlayScreen
from tui.thinking.lookahead_clients import LookaheadClients
from tui.widgets.move import MovePanel

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


def _promising(driver: Driver) -> list[Widget]:
    """Widgets that can have the focus, in a frame that says what enter does."""
    return [
        one for one in driver.app.screen.focus_chain if any(_says(frame) for frame in one.ancestors_with_self)
    ]


def _says(frame: object) -> bool:
    return isinstance(frame, Widget) and "enter" in str(frame.border_subtitle)


def _seen(driver: Driver) -> tuple[object, ...]:
    """What an enter can change."""
    return driver.app.screen, driver.app.focused, driver.text


OFTEN = ("new game", "crm file")
"""Places whose promises every run of the tests checks; the others take a minute."""


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(one, id=one.name, marks=() if one.name in OFTEN else pytest.mark.validate)
        for one in PLACES
        if not (one.working or one.ahead)
    ],
)
async def test_enter_does_something_wherever_a_frame_says_so(place: Place) -> None:
    dice = random.Random(3)  # noqa: S311  # no secret
    async with running(PlayRequest()) as driver:
        await place.enter(driver, dice)
        await driver.rests()
        count = len(_promising(driver))
        for at in range(count):
            if at:
                await driver.press("escape")
                await place.enter(driver, dice)
                await driver.rests()
            widget = _promising(driver)[at]
            driver.app.screen.set_focus(widget)
            await driver.rests()
            before = _seen(driver)
            await driver.press("enter", working=True)
            what = f"enter does something at {widget} of {place.name}"
            await driver.until(what, lambda: _seen(driver) != before, working=True)  # noqa: B023


@pytest.mark.parametrize("row", ["scenarios", "seat", "cadence", "seed", "start"])
async def test_a_new_game_starts_from_every_row(row: str) -> None:
    async with running(PlayRequest()) as driver:
        await driver.new_game()
        driver.app.screen.set_focus(driver.app.screen.query_one(f"#{row}"))
        await driver.sees("enter or a second click starts")
        await driver.press("enter")
        await driver.comes_to(PlayScreen)


@pytest.mark.parametrize("row", ["scenarios", "seat", "cadence", "seed", "start"])
async def test_with_a_file_of_ones_own_enter_leads_to_its_path_from_every_row(row: str) -> None:
    async with running(PlayRequest()) as driver:
        await driver.new_game()
        choices = driver.app.screen.query_one("#scenarios", OptionList)
        choices.highlighted = choices.option_count - 1
        driver.app.screen.set_focus(driver.app.screen.query_one(f"#{row}"))
        await driver.sees("enter leads to the path")
        await driver.press("enter")
        assert driver.on(NewGameScreen)
        assert driver.app.focused is driver.app.screen.query_one("#own-path")
        await driver.sees("enter reads the file")


@pytest.mark.parametrize("bot", ["bots-way", "bots"])
async def test_the_choice_of_a_bot_goes_on_from_every_row(bot: str) -> None:
    async with running(PlayRequest()) as driver:
        await driver.comes_to(MenuScreen)
        driver.app.action_bots()
        await driver.rests()
        driver.app.screen.set_focus(driver.app.screen.query_one(f"#{bot}"))
        await driver.press("enter")
        await driver.comes_to(NewGameScreen)


async def test_an_export_is_read_from_the_row_of_names_too() -> None:
    async with running(PlayRequest()) as driver:
        driver.app.action_new_game_from_crm()
        await driver.comes_to(CrmFileScreen)
        driver.app.screen.set_focus(driver.app.screen.query_one("#crm-names"))
        await driver.press("enter")
        await driver.sees("Type or paste the path")


@SIZES
async def test_the_frame_of_the_move_says_what_enter_does_from_each_place(size: tuple[int, int]) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        assert _said(driver) == PLAYS_MOVE
        for key in ("3", "p"):
            await driver.press(key)
            assert _said(driver) == PLAYS_MOVE_FROM_SLIDERS
            await driver.press("enter")
            assert not driver.session.game.root.children
            while not driver.on(PlayScreen) or _said(driver) == PLAYS_MOVE_FROM_SLIDERS:
                await driver.press("escape")
        await driver.lived("enter")


def _said(driver: Driver) -> str:
    """What the move's frame says of the key that plays it."""
    said = str(driver.app.screen.query_one(MovePanel).border_subtitle)
    texts = {insert_keys(text): text for text in (PLAYS_MOVE_FROM_SLIDERS, CONTINUES_GUIDE, PLAYS_MOVE)}
    return next(text for told, text in texts.items() if told in said)


async def test_under_a_guide_the_frame_says_that_enter_goes_on_with_it() -> None:
    async with running(PlayRequest(), WIDE, lookahead=LookaheadClients(QuickMind)) as driver:
        driver.app.post_message(TutorialChosen(load_guides()[0]))
        screen = await driver.playing()
        assert screen.guide.holds
        assert screen.guide.progress is not None
        assert _said(driver) == CONTINUES_GUIDE
        await driver.press("colon")
        await driver.sees("enter drafts it")
        await driver.press("escape")
        assert _said(driver) == CONTINUES_GUIDE
        before = screen.guide.progress.place
        await driver.press("enter")
        assert screen.guide.progress.place != before
        screen.action_guide_end()
        await driver.rests()
        assert _said(driver) == PLAYS_MOVE


@pytest.mark.validate
async def test_the_report_is_played_from_its_text() -> None:
    place = next(one for one in PLACES if one.kind is CrmReportScreen)
    async with running(PlayRequest()) as driver:
        await place.enter(driver, random.Random(1))  # noqa: S311  # no secret
        await driver.comes_to(CrmReportScreen)
        await driver.press("enter")
        await driver.comes_to(NewGameScreen)
