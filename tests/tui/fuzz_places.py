"""Every screen of the app, and how to come to it from wherever keys have led."""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from sim.base.progress import ProgressFactory, StoppedError
from sim.game.variations import list_variations
from sim.lookahead.line_figures import MeanEstimate
from sim.lookahead.turning_points import TurningPoint
from sim.play.start import NewGame
from sim.scenario.guide import load_guides
from tests.tui.driving import Driver, short
from tests.tui.test_hostile import ACT, BOLD, HOSTILE
from tui.content.setting_rows import KEYMAP_PREFIX
from tui.controllers.calibration import Walk, WrittenCalibration, results_folder
from tui.runtime.messages import GameChosen, TutorialChosen
from tui.screens.bots import BotsScreen
from tui.screens.choosing import Choosing
from tui.screens.crm_columns import CrmColumnsScreen
from tui.screens.crm_file import CrmFileScreen
from tui.screens.crm_report import CrmReportScreen
from tui.screens.dialog import Notice
from tui.screens.explained import ExplainedScreen
from tui.screens.focus import FocusScreen
from tui.screens.glossary import GlossaryScreen
from tui.screens.help import HelpScreen
from tui.screens.hint import HintScreen
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.play import PlayScreen
from tui.screens.playbook import Playbook
from tui.screens.result import ResultScreen
from tui.screens.saved_games import SavedGamesScreen
from tui.screens.settings import SettingsScreen
from tui.screens.square import NotYetScreen, SquareScreen
from tui.screens.taking_key import TakingKey
from tui.screens.too_small import TooSmall
from tui.screens.tree import BesideScreen, NameScreen, TreeScreen, TurnsScreen
from tui.screens.tutorials import Tutorials, Welcome
from tui.screens.working import Working
from tui.widgets.fields import RowList
from tui.widgets.squares import Squares

LINES = 3
"""lines; that a game has in whose tree keys are pressed."""

SCENARIO = short(**(HOSTILE | {"quarters": 4}))
"""A small firm with hostile names, in which a period is lived quickly."""

MAX_NODES = 40
"""moves in all lines; of a game that has them another one is begun, so that keys stay quick."""

EXPORT = Path(__file__).parents[1] / "crm" / "files" / "zoho.csv"

Enter = Callable[[Driver, random.Random], Awaitable[object]]


@dataclass(frozen=True)
class Place:
    """A screen, and the way to it from anywhere."""

    name: str
    kind: type[Screen[Any]]
    enter: Enter
    key: str = ""
    """that opens it in most of the places to which it can be left, so that a burst of keys comes back to it."""
    ahead: bool = False
    """whether the lookahead is on at first."""
    working: bool = False
    """whether something is worked at all the time."""


# from anywhere


def _has(driver: Driver, kind: type[Screen[Any]]) -> bool:
    return any(isinstance(screen, kind) for screen in driver.app.screen_stack)


async def _down_to(driver: Driver, kind: type[Screen[Any]]) -> None:
    """Take away what lies over a screen; where something that was under way opens others, they stay."""
    while _has(driver, kind) and not isinstance(driver.app.screen, kind):
        driver.app.pop_screen()
        await driver.rests(working=True)  # what is worked at ends when its screen is gone


async def _to_menu(driver: Driver) -> None:
    while not driver.on(MenuScreen):
        if not _has(driver, MenuScreen):
            driver.app.games.to_menu()
        await driver.rests(working=True)
        await _down_to(driver, MenuScreen)


def _long(driver: Driver) -> bool:
    session = driver.app.session
    return session is not None and len(list(session.game.root.descendants())) > MAX_NODES


async def _to_game(driver: Driver) -> PlayScreen:
    """A game that is not over, at its latest position."""
    while not driver.on(PlayScreen) or _long(driver):
        if driver.app.session is None or _long(driver) or not _has(driver, PlayScreen):
            driver.app.games._close_screens()
            driver.app.post_message(GameChosen(NewGame(SCENARIO, seed=7)))
        await driver.rests()
        await _down_to(driver, PlayScreen)  # a dialog that was answered may lead elsewhere now
    screen = await driver.playing()
    if screen.session.game.over:
        screen.session.take_back()
        screen.turn.show_and_save()
    elif not screen.session.playing:
        screen.action_return()
    await driver.rests()
    return screen


async def _until(driver: Driver, kind: type[Screen[Any]]) -> Any:
    await driver.comes_to(kind)
    return driver.app.screen


def _nothing(_: object) -> None:
    """No further way."""


def _menu(act: Callable[[Driver], object]) -> Enter:
    """From the menu by an action of the app's."""

    async def enter(driver: Driver, _: random.Random) -> None:
        await _to_menu(driver)
        act(driver)

    return enter


def _game(act: Callable[[PlayScreen], object]) -> Enter:
    """From a game by an action of its screen's."""

    async def enter(driver: Driver, _: random.Random) -> None:
        act(await _to_game(driver))
        await driver.rests()

    return enter


# around games


async def _set(driver: Driver, dice: random.Random, keys: bool) -> None:
    """From the settings: the choices of a row, or another key for one."""
    await _to_menu(driver)
    driver.app.action_settings()
    screen: SettingsScreen = await _until(driver, SettingsScreen)
    every = [row for row in screen.query_one(RowList)._rows if row is not None]
    row = dice.choice([row for row in every if row.key.startswith(KEYMAP_PREFIX) == keys])
    if keys:
        screen._ask_key(row)
    else:
        driver.app.push_screen(Choosing(row), lambda value: screen._take(row.key, value))


async def _choosing(driver: Driver, dice: random.Random) -> None:
    await _set(driver, dice, False)


async def _taking_key(driver: Driver, dice: random.Random) -> None:
    await _set(driver, dice, True)


def _work(telling: ProgressFactory) -> None:
    """Goes on until it is stopped."""
    progress, done = telling(BOLD), 0
    while progress(done, 1_000):
        done += 1
        time.sleep(0.1)
    raise StoppedError


async def _to_columns(driver: Driver, _: random.Random) -> None:
    if _has(driver, CrmColumnsScreen):
        await _down_to(driver, CrmColumnsScreen)
        return
    await _to_menu(driver)
    driver.app.action_new_game_from_crm()
    screen: CrmFileScreen = await _until(driver, CrmFileScreen)
    screen.query_one("#crm-folder", Input).value = str(results_folder())
    screen.query_one("#crm-path", Input).value = str(EXPORT)
    await driver.rests()
    screen.action_go_on()


@cache
def _calibrated() -> WrittenCalibration:
    folder = Path(mkdtemp())
    walk = Walk()
    walk.choose(EXPORT, folder)
    walk.take_in(walk.read(lambda _: lambda _done, _of: True))
    return walk.calibrate(lambda _: lambda _done, _of: True)


# in a game


async def _square(driver: Driver, dice: random.Random, *, lowest: bool) -> None:
    screen = await _to_game(driver)
    screen.action_pieces()
    await driver.rests()
    squares = screen.query_one(Squares)
    rows, columns = squares.size_in_squares
    squares.at = (rows - 1 if lowest else dice.randrange(rows - 1), dice.randrange(columns))
    squares.action_ask()


async def _pieces(driver: Driver, dice: random.Random) -> None:
    await _square(driver, dice, lowest=False)


async def _not_yet(driver: Driver, dice: random.Random) -> None:
    await _square(driver, dice, lowest=True)


async def _to_tree(driver: Driver, dice: random.Random) -> TreeScreen:
    """The tree of a game with some lines."""
    screen = await _to_game(driver)
    session = screen.session
    while len(list_variations(session.game)) < LINES:
        session.game.go(dice.choice([n for n in session.game.root.descendants() if n.result is None]))
        session.follow()
        session.draft = session.game.parse_typed_move(f"S{dice.randrange(101)} M{dice.randrange(101)}")
        screen.turn.play(None)
        await driver.rests()
        await _down_to(driver, PlayScreen)  # it may be over
    screen.action_tree()
    tree: TreeScreen = await _until(driver, TreeScreen)
    await driver.rests()
    return tree


async def _name(driver: Driver, dice: random.Random) -> None:
    (await _to_tree(driver, dice)).action_name()


async def _beside(driver: Driver, dice: random.Random) -> None:
    (await _to_tree(driver, dice)).action_compare()


async def _turns(driver: Driver, dice: random.Random) -> None:
    tree = await _to_tree(driver, dice)
    turns = [
        TurningPoint(move, MeanEstimate(50, 1), MeanEstimate(-20, 1), MeanEstimate(20, 1))
        for move in range(1, len(tree._chosen.nodes))
    ]
    driver.app.push_screen(TurnsScreen(tree._session, tree._chosen, turns), tree._to)


async def _to_result(driver: Driver, _: random.Random) -> None:
    screen = await _to_game(driver)
    while not driver.on(ResultScreen) and not driver.app._exit:
        asked = driver.app.screen
        if isinstance(asked, Notice):  # whether a drastic move is meant
            asked.answer("play")
        else:
            screen.action_commit()
        await driver.rests()


async def _to_hint(driver: Driver, _: random.Random) -> None:
    screen = await _to_game(driver)
    if not screen.foresight.lookahead.on:
        screen.action_switch()
    await driver.until("lines are told", lambda: screen.foresight.first_move() is not None)
    while not driver.on(HintScreen):
        screen.action_hint()
        await driver.rests()


async def _guided(driver: Driver, dice: random.Random) -> None:
    """A game with a guide, one of them."""
    if driver.app.session is None or not _has(driver, PlayScreen):
        await _to_menu(driver)
        driver.app.post_message(TutorialChosen(dice.choice(load_guides())))
    else:
        await _down_to(driver, PlayScreen)


async def _small(driver: Driver, dice: random.Random) -> None:
    """The notice of a small window, over a game or a dialog."""
    screen = await _to_game(driver)
    if dice.random() < 0.5:
        screen.action_tree()
        await driver.rests()
    await driver.resize((dice.randint(1, 79), dice.randint(1, 60)))


def _drastic(screen: PlayScreen) -> None:
    screen.turn.play(BOLD)


PLACES = (
    Place("menu", MenuScreen, _menu(_nothing)),
    Place("new game", NewGameScreen, _menu(lambda driver: driver.app.action_new_game()), key="enter"),
    Place("saved games", SavedGamesScreen, _menu(lambda driver: driver.app.action_saved_games())),
    Place("bots", BotsScreen, _menu(lambda driver: driver.app.action_bots())),
    Place("tutorials", Tutorials, _menu(lambda driver: driver.app.action_tutorials())),
    Place("welcome", Welcome, _menu(lambda driver: driver.app.push_screen(Welcome(), driver.app._welcomed))),
    Place("settings", SettingsScreen, _menu(lambda driver: driver.app.action_settings()), key="s"),
    Place("choosing", Choosing, _choosing, key="enter"),
    Place("taking key", TakingKey, _taking_key, key="enter"),
    Place("help", HelpScreen, _menu(lambda driver: driver.app.action_help()), key="f1"),
    Place("glossary", GlossaryScreen, _menu(lambda driver: driver.app.action_glossary()), key="f3"),
    Place("crm file", CrmFileScreen, _menu(lambda driver: driver.app.action_new_game_from_crm())),
    Place("crm columns", CrmColumnsScreen, _to_columns),
    Place("crm report", CrmReportScreen, _menu(lambda driver: driver.app.push_screen(CrmReportScreen(_calibrated())))),
    Place("working", Working, _menu(lambda driver: driver.app.push_screen(Working(BOLD, ACT, _work))), working=True),
    Place("play", PlayScreen, _game(_nothing)),
    Place("play with lookahead", PlayScreen, _game(_nothing), ahead=True),
    Place("guided", PlayScreen, _guided),
    Place("drastic move", Notice, _game(_drastic)),
    Place("playbook", Playbook, _game(lambda screen: screen.action_playbook()), key="e"),
    Place("focus", FocusScreen, _game(lambda screen: screen.action_edit_focus()), key="o"),
    Place("hint", HintScreen, _to_hint, ahead=True),
    Place("explained", ExplainedScreen, _game(lambda screen: screen.action_explain()), key="i"),
    Place("pieces of a square", SquareScreen, _pieces, key="enter"),
    Place("not yet", NotYetScreen, _not_yet, key="enter"),
    Place("tree", TreeScreen, _to_tree, key="t", ahead=True),
    Place("name of a line", NameScreen, _name, key="n"),
    Place("two lines", BesideScreen, _beside, key="c"),
    Place("turning points", TurnsScreen, _turns),
    Place("result", ResultScreen, _to_result, key="enter"),
    Place("too small", TooSmall, _small),
)  # fmt: skip
