"""Drives the app in tests: opens games, presses keys, reads what is on the screen.

Whatever a test reads or checks is there at rest: every message answered, every worker done, what changed painted.
Opening, pressing and clicking wait for that, and so does every wait for a condition; nothing else waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.geometry import Offset
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from sim.cli.play import PlayRequest
from sim.play.first_start import remember_start
from sim.play.session import Session
from sim.scenario.scenario import Scenario
from tests.making import scenario
from tui.app import TactegicApp
from tui.screens.menu import MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.play import PlayScreen
from tui.thinking.lookahead_clients import LookaheadClients
from tui.widgets.move import MovePanel
from tui.widgets.slider import Slider

WIDE, SMALL = (120, 40), (80, 24)
"""Sizes of the two layouts, in characters."""

CHARACTERS = {"question_mark": "?", "colon": ":", "comma": ",", "full_stop": ".", "left_square_bracket": "["}
"""What keys with long names write."""

SECONDS = 60.0
"""seconds; after which a condition is given up. Only a test that fails takes so long, however busy the machine is."""

LOOK = 0.002
"""seconds; between two looks at a condition that is waited for."""


class Driver:
    """An app under test."""

    def __init__(self, app: TactegicApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def session(self) -> Session:
        """The game on the screen."""
        assert self.app.session is not None
        return self.app.session

    # what is on the screen

    @property
    def text(self) -> str:
        """Everything on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def words(self) -> str:
        """The same in one line, without frames."""
        return " ".join(self.text.replace("│", " ").split())

    def says(self, *texts: str) -> bool:
        """Whether texts are on the screen, be they wrapped."""
        seen, words = self.text, self.words
        return all(text in seen or text in words for text in texts)

    def on(self, screen: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is seen, and ready."""
        return isinstance(self.app.screen, screen) and self.app.screen.is_mounted

    @property
    def move(self) -> MovePanel:
        """The move panel."""
        return self.app.screen.query_one(MovePanel)

    def slider(self, name: str) -> Slider:
        """A slider of the move."""
        return self.app.screen.query_one(f"#{name}", Slider)

    # waiting

    async def until(self, what: str, condition: Callable[[], object], *, working: bool = False) -> None:
        """Wait until the app is at rest and a condition holds. With `working` that is looked at also while a worker
        works.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + SECONDS
        while self._fault() or not (self._at_rest(working) and condition()):
            assert not self._fault(), f"{self._fault()!r} while waiting until {what}"
            assert loop.time() < end, f"waited in vain until {what}; on screen:\n{self.text}"
            await asyncio.sleep(LOOK)

    def _fault(self) -> Exception | None:
        """What the app broke down of, if it did."""
        return self.app._exception

    def _at_rest(self, working: bool) -> bool:
        """Whether nothing is left to be answered or painted. What waits to be painted is painted by that."""
        if self.app._exit:
            return True
        # whoever has something to do, a message pump or a screen that closes, stands in the loop's queue
        if asyncio.get_running_loop()._ready:  # type: ignore[attr-defined]
            return False
        if not working and not all(worker.is_finished for worker in self.app.workers):
            return False
        screen = self.app.screen
        if _unpainted(screen):
            screen._on_timer_update()
            return False
        return True

    async def rests(self, *, working: bool = False) -> None:
        """Wait for nothing but rest."""
        await self.until("the app is at rest", lambda: True, working=working)

    async def sees(self, *texts: str, working: bool = False) -> None:
        """Wait until texts are on the screen."""
        await self.until(f"{texts} are seen", lambda: self.says(*texts), working=working)

    async def no_longer_sees(self, text: str) -> None:
        """Wait until a text has gone."""
        await self.until(f"{text!r} is gone", lambda: not self.says(text))

    async def comes_to(self, screen: type[Screen[Any]], *, working: bool = False) -> None:
        """Wait for a screen of this kind."""
        await self.until(f"the {screen.__name__} is seen", lambda: self.on(screen), working=working)

    async def playing(self) -> PlayScreen:
        """Wait for the play screen."""
        await self.comes_to(PlayScreen)
        screen = self.app.screen
        assert isinstance(screen, PlayScreen)
        return screen

    async def focuses(self, name: str) -> None:
        """Wait until the widget with an id has the focus."""
        await self.until(f"{name} has the focus", lambda: getattr(self.app.focused, "id", None) == name)

    async def leaves(self) -> None:
        """Wait until the app is being left."""
        await self.until("the app is left", lambda: self.app._exit)

    # acting

    async def press(self, *keys: str, working: bool = False) -> None:
        """Press keys, each when the one before is answered; with `working` what they begin may still go on after."""
        for key in keys:
            self._strike(key)
            await self.rests(working=working)

    async def press_at_once(self, *keys: str) -> None:
        """Press keys so fast that none is answered before the next one comes."""
        for key in keys:
            self._strike(key)
        await self.rests()

    def _strike(self, key: str) -> None:
        driver = self.app._driver
        assert driver is not None
        name = _character_to_key(key) if len(key) == 1 else key
        event = events.Key(name, key if len(key) == 1 else CHARACTERS.get(key))
        event.set_sender(self.app)
        driver.send_message(event)

    async def click(self, on: Widget | str, at: int | None = None, row: int = 0) -> None:
        """Click on a widget; in its middle, or at a column of its first line, or of another one."""
        await self.rests()
        await self.pilot.click(on, offset=(0, 0) if at is None else (at, row))
        await self.rests()

    async def drag(self, widget: Widget, start: int, end: int) -> None:
        """Drag from one column of a widget's first line to another."""
        await self.rests()
        await self.pilot.mouse_down(widget, offset=Offset(start, 0))
        await self.pilot.hover(widget, offset=Offset(end, 0))
        await self.pilot.mouse_up(widget, offset=Offset(end, 0))
        await self.rests()

    async def resize(self, size: tuple[int, int], *, working: bool = False) -> None:
        """Give the window another size."""
        await self.pilot.resize_terminal(*size)
        await self.rests(working=working)

    async def type_move(self, text: str) -> None:
        """Begin to type a move, and type it."""
        await self.press("colon")
        self.app.screen.query_one("#typed-text", Input).value = text
        await self.rests()

    async def new_game(self) -> None:
        """From the menu of a player without games to the list of scenarios."""
        await self.comes_to(MenuScreen)
        await self.press("enter")
        await self.comes_to(NewGameScreen)
        await self.sees("The entrant")

    async def own_scenario(self, path: str) -> None:
        """On the screen of new games, enter the path of a scenario."""
        await self.press("end", "enter")
        self.app.screen.query_one("#own-path", Input).value = path
        await self.press("enter")

    async def lived(self, *keys: str) -> None:
        """Press keys that make a move, and wait until it is lived and shown."""
        before = self.session.game.at
        await self.press(*(keys or ("enter",)))
        await self.until(
            "the move is lived", lambda: self.session.shown is self.session.game.at is not before
        )


def _unpainted(screen: Screen[Any]) -> bool:
    """Whether a screen has to be laid out or painted anew, or somebody waits until it was."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


@asynccontextmanager
async def running(
    request: PlayRequest,
    size: tuple[int, int] = SMALL,
    *,
    working: bool = False,
    lookahead: LookaheadClients | None = None,
    first: bool = False,
    kind: type[TactegicApp] = TactegicApp,
) -> AsyncIterator[Driver]:
    """An app that runs, and has done what the request asks for, or with `working` may still be doing it. The lookahead
    is off where none is given; nobody is welcomed but with `first`.
    """
    if not first:
        remember_start()
    app = kind(request, lookahead or LookaheadClients(on=False))
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.rests(working=working)
            yield driver
    finally:
        app.lookahead.close()
        app.games.close()


def short(**parts: Any) -> Scenario:
    """A small scenario that needs no measuring."""
    usual: dict[str, Any] = {
        "quarters": 4,
        "organisation": {"sellers": 3, "managers": 0.5, "leaders": 0.25},
        "goal": {"threshold": 1000.0},
    }
    return scenario(**(usual | parts))


@asynccontextmanager
async def game(
    size: tuple[int, int] = SMALL,
    played: Scenario | None = None,
    lookahead: LookaheadClients | None = None,
    kind: type[TactegicApp] = TactegicApp,
    **request: Any,
) -> AsyncIterator[Driver]:
    """A game on the screen, seed 7 where nothing is said; the lookahead is off where none is given."""
    asked = PlayRequest(played or short(), **({"seed": 7} | request))
    async with running(asked, size, lookahead=lookahead, kind=kind) as driver:
        await driver.playing()
        yield driver
