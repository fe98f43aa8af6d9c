"""Drives the app in tests: opens games, waits on named conditions, reads what is on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from sim.cli.play import PlayRequest
from sim.scenario.scenario import Scenario
from tests.making import scenario
from tui.app import TactegicApp
from tui.screens.play import PlayScreen
from tui.session import Session
from tui.widgets.move import MovePanel
from tui.widgets.slider import Slider

WIDE, SMALL = (120, 40), (80, 24)
"""Sizes of the two layouts, in characters."""

CHARACTERS = {"question_mark": "?", "colon": ":", "comma": ",", "full_stop": ".", "left_square_bracket": "["}
"""What keys with long names write."""

SECONDS = 10.0
"""seconds; after which a condition is given up."""


class Driver:
    """An app under test."""

    def __init__(self, app: TactegicApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def session(self) -> Session:
        """The game on the screen."""
        assert self.app.session is not None
        return self.app.session

    @property
    def text(self) -> str:
        """Everything on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def says(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return text in self.text

    @property
    def move(self) -> MovePanel:
        """The move panel."""
        return self.app.screen.query_one(MovePanel)

    def slider(self, name: str) -> Slider:
        """A slider of the move."""
        return self.app.screen.query_one(f"#{name}", Slider)

    async def until(self, what: str, condition: Callable[[], object]) -> None:
        """Wait until a condition holds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + SECONDS
        while not condition():
            assert loop.time() < end, f"waited in vain until {what}; on screen:\n{self.text}"
            await asyncio.sleep(0.01)
        await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, then wait until all of them are answered (`pilot.press` waits after each)."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            event = events.Key(name, key if len(key) == 1 else CHARACTERS.get(key))
            event.set_sender(self.app)
            driver.send_message(event)
        for _ in range(3):  # from the app to the screen, to the focused widget, and what that tells others
            await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def type_move(self, text: str) -> None:
        """Begin to type a move, and type it."""
        await self.press("colon")
        self.app.screen.query_one("#typed-text", Input).value = text

    async def own_scenario(self, path: str) -> None:
        """On the screen of new games, enter the path of a scenario."""
        await self.press("end", "enter")
        self.app.screen.query_one("#own-path", Input).value = path
        await self.press("enter")

    async def playing(self) -> PlayScreen:
        """Wait for the play screen."""
        await self.until("the game is on the screen", lambda: self.on(PlayScreen))
        screen = self.app.screen
        assert isinstance(screen, PlayScreen)
        return screen

    def on(self, screen: type[Any]) -> bool:
        """Whether a screen of this kind is seen, and ready."""
        return isinstance(self.app.screen, screen) and self.app.screen.is_mounted

    async def lived(self, *keys: str) -> None:
        """Press keys that make a move, and wait until it is lived and shown."""
        before = self.session.game.at
        await self.press(*(keys or ("enter",)))
        await self.until(
            "the move is lived", lambda: self.session.shown is self.session.game.at is not before
        )


@asynccontextmanager
async def running(request: PlayRequest, size: tuple[int, int] = SMALL) -> AsyncIterator[Driver]:
    """An app that runs."""
    app = TactegicApp(request)
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Driver(app, pilot)
    app.close_session()


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
    size: tuple[int, int] = SMALL, played: Scenario | None = None, **request: Any
) -> AsyncIterator[Driver]:
    """A game on the screen, seed 7 where nothing is said."""
    async with running(PlayRequest(played or short(), **({"seed": 7} | request)), size) as driver:
        await driver.playing()
        yield driver
