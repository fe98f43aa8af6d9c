"""Panels can have the whole screen, and every figure is explained where it stands."""

from __future__ import annotations

from functools import partial

import pytest

from sim.text.explanations import MOVE, PANELS, TOP, WIN_CHANCE
from sim.text.forecast import format_points
from tests.tui.driving import SMALL, WIDE, Driver, game
from tests.tui.foreseeing import Minds, foresight
from tui.content.explained import current_figures
from tui.screens.explained import ExplainedScreen
from tui.widgets.body import Body
from tui.widgets.panel import Panel, panel_key


def _seen(driver: Driver) -> set[str]:
    return {panel.NAME for panel in driver.app.screen.query(Panel) if panel.region.area > 0}


def _alone(driver: Driver, name: str) -> bool:
    body = driver.app.screen.query_one(Body)
    return _seen(driver) == {name} and body.panel(name).size.height >= body.size.height - 2


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_panel_can_have_the_whole_screen_and_gives_it_back(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        before = _seen(driver)
        for name in PANELS:
            await driver.press(panel_key(name), "z")
            await driver.until(f"{name} is alone", partial(_alone, driver, name))
            await driver.focuses(name)
            assert not driver.move.region.area
            await driver.press("z")
            await driver.focuses("split-0")
            assert driver.move.region.area
        await driver.press(*(panel_key(name) for name in ("news", "stocks", "board")))
        assert _seen(driver) == before


async def test_another_panel_takes_the_place_and_a_hidden_move_is_not_played() -> None:
    async with game(WIDE) as driver:
        await driver.press("z", panel_key("books"))
        assert _alone(driver, "books")
        await driver.press("enter")
        assert not driver.session.game.root.children
        await driver.sees("enter plays it")
        assert driver.move.region.area
        await driver.press("z", "escape")
        await driver.focuses("split-0")
        assert not driver.app.screen.query_one(Body).enlarged
        await driver.press("z")
        await driver.resize(SMALL)
        await driver.until("books are alone", partial(_alone, driver, "books"))


def test_every_figure_has_its_three_sentences() -> None:
    for explained in (*WIN_CHANCE, *TOP, *MOVE, *(e for panel in PANELS.values() for e in panel)):
        for text in (explained.what, explained.how, explained.sure):
            assert text[0].isupper()
            assert text.endswith(".")


async def test_all_panels_are_explained_and_every_figure_of_the_moment_has_an_explanation() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        assert {panel.NAME for panel in driver.app.screen.query(Panel)} == set(PANELS)
        await minds.tell_lines(driver)
        await driver.press("right")
        await minds.is_weighed(driver)
        await minds.tell_effect(driver)
        names = {e.name for e in (*WIN_CHANCE, *TOP, *MOVE, *(e for panel in PANELS.values() for e in panel))}
        now = current_figures(driver.session, foresight(driver))
        assert set(now) <= names
        assert {"score", "cash", "effect", "goal", "pieces", "first"} <= set(now)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_key_explains_what_was_chosen_with_its_figures(size: tuple[int, int]) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        told = await minds.tell_lines(driver)
        await driver.press("i")
        await driver.comes_to(ExplainedScreen)
        await driver.sees("your move", "A seat's slider")
        await driver.press("escape", panel_key("lines"), "i")
        await driver.comes_to(ExplainedScreen)
        await driver.sees(f"{format_points(told.lines[0].score)} points", "how sure")
        await driver.press("escape")
        await driver.focuses("lines")


async def test_a_click_on_a_title_explains_that_panel() -> None:
    async with game(WIDE) as driver:
        await driver.pilot.click("#stocks", offset=(5, 0))
        await driver.comes_to(ExplainedScreen)
        await driver.sees("A level, 0 to 100")
        await driver.press("escape")
        await driver.pilot.click("#stocks", offset=(5, 4))
        await driver.focuses("stocks")
        await driver.playing()


async def test_what_was_turned_to_last_is_explained() -> None:
    async with game(SMALL) as driver:
        await driver.press("1", "i")  # the focus is at the sliders still
        await driver.sees("Proposals, qualified opportunities")
        await driver.press("escape", "down", "i")
        await driver.comes_to(ExplainedScreen)
        await driver.sees("your move")
