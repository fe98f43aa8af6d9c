"""The tutorial: offered at a first start, led by a box that never covers what it is about, and left at any time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Static

from sim.cli.play import PlayRequest
from sim.scenario.guide import CHANCE, MOVE, load_guides
from sim.text.screen import LOOK_AT_PANEL
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tui.keyboard.keys import PANELS, all_bindings, insert_keys
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen
from tui.screens.tutorials import Tutorials, Welcome
from tui.widgets.guide import GuideBox, GuideLine
from tui.widgets.panel import panel_key
from tui.widgets.slider import Slider

FIRST = load_guides()[0]


def _screen(driver: Driver) -> PlayScreen:
    screen = driver.app.screen
    assert isinstance(screen, PlayScreen)
    return screen


def _title(driver: Driver) -> str | None:
    guiding = _screen(driver).guide.progress
    return None if guiding is None or guiding.step is None else guiding.step.title


def _boxes(driver: Driver) -> list[Widget]:
    return [box for box in driver.app.screen.query(GuideBox) if box.region.area > 0]


async def test_a_first_start_offers_the_tutorial_and_only_a_first_one(home: Path) -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.comes_to(Welcome)
        await driver.press("enter")
        await driver.playing()
        assert driver.session.game.setup.scenario.name == FIRST.scenario
        assert _title(driver) == FIRST.steps[0].title
    assert list(home.iterdir())
    async with running(PlayRequest(), SMALL, first=True) as driver:
        assert driver.on(MenuScreen)


async def test_the_offer_can_be_declined_for_good() -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.press("escape")
        await driver.comes_to(MenuScreen)
    async with running(PlayRequest(), SMALL, first=True) as driver:
        assert driver.on(MenuScreen)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_first_tutorial_to_its_end(size: tuple[int, int]) -> None:
    async with running(PlayRequest(), size, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        seen = set()
        while not driver.session.game.over:
            seen.add(_title(driver))
            await _one_step(driver)
        assert seen == {step.title for step in FIRST.steps if step.move <= 4}
        await driver.comes_to(ResultScreen)
        await driver.press("escape", "g")
        await driver.comes_to(Notice)


async def _one_step(driver: Driver) -> None:
    """Do what the step asks for; what it is about is on the screen meanwhile, and so is the guide."""
    guiding = _screen(driver).guide.progress
    assert guiding is not None
    step = guiding.step
    assert step is not None
    (box,) = _boxes(driver)
    looking = step.open is not None and guiding.panel_to_open is None
    assert (LOOK_AT_PANEL if looking else step.do).split("{")[0] in str(box.query_one(Static).content)
    if guiding.panel_to_open is None:
        about = driver.app.screen.query_one(f"#{step.about}")
        assert about.region.area > 0
        assert not about.region.overlaps(box.region)
        assert about.has_class("-pointed")
    if step.reach is not None:
        for seat, value in enumerate((step.reach.sellers, step.reach.managers, step.reach.leaders)):
            slider = driver.slider(f"split-{seat}")
            driver.app.screen.set_focus(slider)
            await driver.press(*["right"] * max(0, -(-(value - slider.value) // 5)))
    elif step.play:
        await driver.lived()
    else:
        await driver.press("g" if guiding.panel_to_open is None else panel_key(guiding.panel_to_open))


async def _play_on(driver: Driver) -> None:
    """Do what the guide asks for until a move is played."""
    before = driver.session.game.at.number
    while driver.session.game.at.number == before:
        await _one_step(driver)


async def test_it_gives_way_to_who_looks_where_it_stands_and_comes_back() -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        await driver.press("g", "g")  # it is about the sliders, and stands where panels are
        assert not driver.app.screen.query_one("#news").region.area
        await driver.press("4")
        assert not _boxes(driver)
        assert driver.app.screen.query_one("#news").region.area > 0
        assert driver.app.screen.query_one(GuideLine).region.area > 0
        await driver.press("g")
        assert len(_boxes(driver)) == 1


async def test_it_does_not_hide_the_sliders_from_who_goes_there() -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        assert not driver.move.region.area
        assert not isinstance(driver.app.focused, Slider)  # nothing that is hidden gets the keys
        await driver.press("escape")
        await driver.focuses("split-0")
        assert driver.move.region.area > 0


async def test_it_can_be_ended_at_any_time_and_begun_again() -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        await driver.press("G")
        assert _title(driver) is None
        assert not _boxes(driver)
        await driver.lived()
        await driver.press("g")
        assert _title(driver) == next(step.title for step in FIRST.steps if step.move == 2)


async def test_a_click_goes_on_and_opens_what_it_waits_for() -> None:
    async with running(PlayRequest(), WIDE, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        await driver.click("#guide-right")
        assert _title(driver) == FIRST.steps[1].title
        await _play_on(driver)
        assert _title(driver) == "What happened"
        await driver.click("#guide-right")
        assert _title(driver) == "What happened"
        assert driver.app.screen.query_one("#news").region.area > 0
        await driver.click("#guide-right")
        assert _title(driver) != "What happened"


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_who_presses_on_is_told_all_of_it_before_a_move_is_played(size: tuple[int, int]) -> None:
    async with running(PlayRequest(), size, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        await driver.press("enter")
        assert _title(driver) == FIRST.steps[1].title
        await driver.press("enter", "enter")
        assert _title(driver) == FIRST.steps[2].title
        await driver.sees("The guide waits")
        await driver.type_move("S25 M35 L65")
        await driver.press("enter")
        assert _title(driver) == "Play it"
        assert driver.session.game.at.number == 0
        await driver.lived("enter")
        assert _title(driver) == "What happened"


async def test_a_tutorial_is_the_same_for_everybody() -> None:
    async with running(PlayRequest(), SMALL, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        assert driver.session.game.setup.seed == FIRST.seed


async def test_a_takeback_takes_the_guide_back_too() -> None:
    async with running(PlayRequest(), WIDE, first=True) as driver:
        await driver.press("enter")
        await driver.playing()
        await _play_on(driver)
        await driver.press("u")
        assert _title(driver) == FIRST.steps[0].title


async def test_tutorials_are_in_the_menu_and_other_games_have_no_guide() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.app.run_action("tutorials")
        await driver.comes_to(Tutorials)
        await driver.press("down", "enter")
        await driver.playing()
        assert driver.session.game.setup.scenario.name == load_guides()[1].scenario
        assert _title(driver) == load_guides()[1].steps[0].title
    async with game(SMALL) as driver:
        assert not _boxes(driver)
        await driver.press("g", "G")
        assert _title(driver) is None


@pytest.mark.parametrize("guide", load_guides(), ids=lambda g: g.scenario)
def test_guides_name_panels_and_keys_that_there_are(guide: object) -> None:
    panels = {str(key.id).removeprefix("panel.") for key in PANELS.keys} | {MOVE, CHANCE}
    keys = {key.id for key in all_bindings()}
    for step in load_guides()[load_guides().index(guide)].steps:
        assert step.about in panels
        assert step.open is None or step.open in panels
        named = re.findall(r"\{([^}]*)\}", step.text + step.do)
        assert set(named) <= keys
        assert insert_keys(step.text + step.do).count("{") == 0
