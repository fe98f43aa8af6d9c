"""All screens and all places of the focus: a key has one meaning there, and every key of the table does something."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, OptionList
from textual.widgets._footer import FooterKey

from sim.cli.play import PlayRequest
from sim.game.game_tree import GameNode
from sim.game.store import create_saved_game
from sim.play.settings.file import change_settings
from tests.making import DAY
from tests.making import game as made
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tests.tui.foreseeing import Minds
from tui.keyboard.keymap import ARROWS, can_share_focus, shares_default_key
from tui.keyboard.keys import GROUPS, all_bindings
from tui.screens.crm_columns import CrmColumnsScreen
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen
from tui.widgets.panel import Panel
from tui.widgets.squares import Squares

TABLE = {str(key.id): (key, group) for group in GROUPS for key in group.keys}

OVER_THE_GAME = {
    "help": "question_mark", "glossary": "slash", "focus": "o", "playbook": "e", "settings": "s", "typing": "colon",
    "squares": "p", "tree": "t", "an explanation": "i", "a large panel": "z",
}  # fmt: skip

ELSEWHERE = {"In a form", "A new game from your CRM", "The guide of a tutorial", "At the saved games"}
"""Groups that have no place in an ordinary game; tests/tui/test_crm.py, test_guide.py and test_saved_games.py press
them.
"""

PRESSED_ELSEWHERE = {"app.menu", "app.quit", "app.stop"} | {
    str(key.id) for group in GROUPS if group.title in ELSEWHERE for key in group.keys
}
"""Keys that leave the game, below, and those of other places."""


# one meaning


async def _places(driver: Driver, name: str) -> AsyncIterator[str]:
    """Every place of the focus on the screen that is seen."""
    chain, focused = list(driver.app.screen.focus_chain), driver.app.focused
    first = [] if focused is None else [focused]  # some can have the focus only while they do
    for widget in [*first, *(other for other in chain if other is not focused)]:
        driver.app.screen.set_focus(widget)
        await driver.rests()
        yield f"{name}, {type(widget).__name__} {widget.id or ''}"
    if not chain and focused is None:
        yield name


async def _of_a_game(driver: Driver) -> AsyncIterator[str]:
    await driver.lived()
    async for place in _places(driver, "play"):
        yield place
    for name, key in OVER_THE_GAME.items():
        await driver.press(key)
        async for place in _places(driver, name):
            yield place
        if not driver.on(PlayScreen):
            driver.app.pop_screen()
        await driver.press("escape")
    driver.app.push_screen(Notice("Something", ["is told"], {"a": "One", "b": "Other"}))
    await driver.rests()
    async for place in _places(driver, "notice"):
        yield place
    await driver.press("escape")
    while not driver.on(ResultScreen):
        await driver.press("enter")
    async for place in _places(driver, "result"):
        yield place


async def _choose(driver: Driver, choice: str) -> None:
    choices = driver.app.screen.query_one("#menu-choices", OptionList)
    choices.highlighted = choices.get_option_index(choice)
    await driver.press("enter")


async def _around_games(driver: Driver, export: Path) -> AsyncIterator[str]:
    await driver.comes_to(MenuScreen)
    async for place in _places(driver, "menu"):
        yield place
    for choice in ("new", "tutorials", "saved", "bots"):
        await _choose(driver, choice)
        async for place in _places(driver, choice):
            yield place
        while not driver.on(MenuScreen):  # a line of search is left first
            await driver.press("escape")
    await _choose(driver, "crm")
    async for place in _places(driver, "file"):
        yield place
    driver.app.screen.query_one("#crm-path", Input).value = str(export)
    driver.app.screen.query_one("#crm-read", Button).press()
    await driver.comes_to(CrmColumnsScreen)
    async for place in _places(driver, "columns"):
        yield place
    driver.app.screen.query_one(OptionList).focus()
    await driver.press("enter")
    async for place in _places(driver, "choosing"):
        yield place


def _one_meaning(driver: Driver, place: str) -> set[str]:
    """Look at all that is bound in a place; ids of what can be pressed there."""
    chain = driver.app.screen._modal_binding_chain
    seen: dict[str, list[Binding]] = {}
    for node, bound in chain:
        for key, bindings in bound.key_to_bindings.items():
            assert len({one.action for one in bindings}) == 1, (place, key, node)
            seen.setdefault(key, []).append(bindings[0])
    ours = {one.id: TABLE[one.id] for found in seen.values() for one in found if one.id in TABLE}
    for key, found in seen.items():
        known = [TABLE[one.id][0] for one in found if one.id in TABLE]
        for one, other in pairwise(known):
            same = one.id == other.id or one.action.split("(")[0] == other.action.split("(")[0]
            assert same or shares_default_key(one, other), (place, key, one.id, other.id)
    groups = {group.title: group for _, group in ours.values()}
    assert all(can_share_focus(a, b) for a in groups.values() for b in groups.values()), (place, list(groups))
    _footer_tells_what_is(driver, place)
    return {str(name) for name in ours}


def _footer_tells_what_is(driver: Driver, place: str) -> None:
    active = driver.app.screen.active_bindings
    for footer in driver.app.screen.query(Footer):
        for shown in footer.query(FooterKey):
            assert active[shown.key].binding.action == shown.action, (place, shown.key)
            assert active[shown.key].binding.tooltip, (place, shown.key)


MOVEMENTS = pytest.mark.parametrize("movement", ["arrows", pytest.param("vim", marks=pytest.mark.validate)])


@MOVEMENTS
async def test_no_key_has_two_meanings_in_a_game(movement: str) -> None:
    change_settings(movement=movement)
    async with game(WIDE) as driver:
        seen = set()
        async for place in _of_a_game(driver):
            seen |= _one_meaning(driver, place)
            _vim_letters_are_free(driver, movement, place)
        missed = {group.title for group in GROUPS} - {TABLE[name][1].title for name in seen}
        assert missed <= ELSEWHERE


@MOVEMENTS
async def test_no_key_has_two_meanings_around_games(movement: str, tmp_path: Path) -> None:
    change_settings(movement=movement)
    files = Path(__file__).parents[1] / "crm" / "files"
    export = Path(shutil.copy(files / "hubspot.csv", tmp_path / "hubspot.csv"))
    with create_saved_game(made(), DAY):
        pass
    async with running(PlayRequest(), SMALL) as driver:
        places = 0
        async for place in _around_games(driver, export):
            _one_meaning(driver, place)
            _vim_letters_are_free(driver, movement, place)
            places += 1
        assert places > 15


def _vim_letters_are_free(driver: Driver, movement: str, place: str) -> None:
    if movement == "vim" and not isinstance(driver.app.focused, Input):
        active = driver.app.screen.active_bindings
        assert not [key for key in ARROWS if key in active], place


# every key does something

Place = Callable[[Driver], Awaitable[object]]
"""Leads to a place from which a key is pressed."""


def _focus(name: str) -> Place:
    async def go(driver: Driver) -> None:
        driver.app.screen.set_focus(driver.app.screen.query_one(f"#{name}", Widget))
        await driver.rests()

    return go


def _keys(*keys: str) -> Place:
    async def go(driver: Driver) -> None:
        await driver.press(*keys)

    return go


async def _top_of_news(driver: Driver) -> None:
    news = driver.app.screen.query_one("#news", Panel)
    await driver.press("4")
    driver.app.screen.set_focus(news)
    news.scroll_home(animate=False, immediate=True)
    await driver.rests()


async def _middle_of_news(driver: Driver) -> None:
    await _top_of_news(driver)
    await driver.press("down")


async def _middle_of_help(driver: Driver) -> None:
    await driver.press("question_mark", "pagedown")
    await driver.until("it has scrolled", lambda: getattr(driver.app.focused, "scroll_y", 0) > 0)


async def _slider_beside_news(driver: Driver) -> None:
    await _middle_of_news(driver)
    await _focus("split-1")(driver)


async def _middle_of_squares(driver: Driver) -> None:
    await driver.press("p")
    driver.app.screen.query_one(Squares).at = (1, 1)
    await driver.rests()


PLACES: dict[str, Place] = {
    "middle slider": _focus("split-1"),
    "board": _keys("1"),
    "an old position": _keys("1", "left"),
    "second of three lines": _keys("1", "up"),
    "moves ahead": _keys("2"),
    "lines": _keys("3", "down"),
    "top of the news": _top_of_news,
    "news": _middle_of_news,
    "a slider beside the news": _slider_beside_news,
    "squares": _middle_of_squares,
    "tree": _keys("t", "down"),
    "help": _middle_of_help,
    "focus": _keys("o"),
    "settings": _keys("s"),
    "glossary": _keys("slash", "down"),
}


def _print(driver: Driver) -> tuple[object, ...]:
    """All that a key could change."""
    app, session = driver.app, driver.session
    told = tuple(note.message for note in app._notifications)
    depth, focus = len(app.screen_stack), getattr(app.focused, "id", None)
    scrolled = tuple(panel.scroll_y for panel in app.screen.query(Panel))
    played = session.draft, session.game.at, session.shown
    return driver.text, told, depth, focus, scrolled, app.lookahead.lines, *played


async def _back(driver: Driver, minds: Minds) -> None:
    """To the play screen, with nothing changed: the same position, its lines told, the first slider."""
    app, session = driver.app, driver.session
    while not isinstance(app.screen, PlayScreen):
        app.pop_screen()
        await driver.rests()
    app.clear_notifications()
    app.preferences.reset()
    app.lookahead.lines = 3
    screen = app.screen
    assert isinstance(screen, PlayScreen)
    screen.foresight.nothing_shown = False
    if screen._body.enlarged:
        screen.action_enlarge()
    session.game.go(START[0])
    session.follow()
    screen.show()
    screen._body.to_sliders()
    if not app.lookahead.on:
        screen.action_switch()
    if screen.foresight.state != "told":
        await minds.tell_lines(driver)
    await driver.rests()


START: list[GameNode] = []
"""The position from which keys are pressed."""


async def _game_with_lines(driver: Driver, minds: Minds) -> None:
    """Three moves were tried in one place, the second one is where the game is."""
    await minds.tell_lines(driver)
    await driver.lived()
    for keys in (("right",), ("right", "right")):
        await driver.lived()
        await driver.press("u", *keys)
    await driver.lived()
    session = driver.session
    session.game.go(session.siblings[1])
    session.follow()
    START[:] = [session.game.at]
    await _back(driver, minds)


@pytest.mark.validate
async def test_every_key_does_something_somewhere() -> None:
    minds = Minds()
    done: set[str] = set()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await _game_with_lines(driver, minds)
        for go in PLACES.values():
            await _back(driver, minds)
            await go(driver)
            for name, key in list(_to_press(driver, done)):
                before = _print(driver)
                await driver.press(key)
                if _print(driver) == before:  # a text scrolls after the next painting
                    await driver.pilot.pause()
                    await driver.rests()
                if _print(driver) != before:
                    done.add(name)
                    await _back(driver, minds)
                    await go(driver)
    wanted = {str(key.id) for key in all_bindings()} - PRESSED_ELSEWHERE
    assert done == wanted


def _to_press(driver: Driver, done: set[str]) -> Iterator[tuple[str, str]]:
    """Ids that can be pressed here, each with a key; those that did something already are left out."""
    for key, active in driver.app.screen.active_bindings.items():
        name = active.binding.id or ""
        if key in ("tab", "shift+tab"):
            name = {"tab": "app.next", "shift+tab": "app.before"}[key]
        if name in TABLE and name not in done | PRESSED_ELSEWHERE:
            yield name, key


async def test_keys_that_leave_do() -> None:
    async with game(SMALL) as driver:
        await driver.press("n")
        await driver.comes_to(MenuScreen)
    for key in ("q", "ctrl+c"):
        async with game(SMALL) as driver:
            await driver.press(key)
            await driver.leaves()


def test_every_key_says_what_it_does() -> None:
    for key in all_bindings():
        assert key.description
        assert key.tooltip.endswith(".")
