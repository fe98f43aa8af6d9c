"""Textual's private parts that we touch: each with the upstream issue, if there is one, and what to delete when it is
fixed. Checked with the version in constraints.txt; look here first when Textual is updated.

Two need a subclass and are not here: `Patient._replace_screen` overrides the method that closes a screen, and
`tui.web.driver.PatientDriver` reads a driver's own `_app` and `_loop`.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.filter import LineFilter
from textual.keys import _character_to_key
from textual.message import Message
from textual.screen import Screen

DRIVERS = (
    "textual.drivers.linux_driver",
    "textual.drivers.linux_inline_driver",
    "textual.drivers.web_driver",
)
"""Modules that decode what is typed; an app that was made has loaded the one that it needs."""


def replace_bad_input() -> None:
    """Make drivers replace bytes that are not UTF-8, as terminals of another encoding send them; else the input thread
    dies, and the game with it. Call between making and running an app.

    https://github.com/Textualize/textual/issues/6456: delete this function when drivers decode with `errors="replace"`.
    """
    for name in DRIVERS:
        driver = sys.modules.get(name)
        if hasattr(driver, "getincrementaldecoder"):
            vars(driver)["getincrementaldecoder"] = _replacing_decoder


def _replacing_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), "replace")


async def wait_until_mounted(screen: Screen[Any]) -> None:
    """Wait until a screen was composed; one that is closed before that looks for widgets that are not there.

    https://github.com/Textualize/textual/issues/4258: delete this and `Patient._replace_screen` when that waits.
    """
    await screen._mounted_event.wait()


def is_leaving(app: App[Any]) -> bool:
    """Whether `exit` was called. Textual has no public property for it; no issue is known."""
    return app._exit


def running_app() -> App[Any] | None:
    """The app that runs in this context, if any, for texts that depend on settings. `App.app` needs a widget."""
    return active_app.get(None)


def key_of_character(character: str) -> str:
    """Textual's name of the key that types a character. `events.Key` knows it only for keys that were pressed."""
    return _character_to_key(character)


def set_filters(app: App[Any], filters: Sequence[LineFilter]) -> None:
    """Put filters over everything that an app draws. Textual sets its own and has no public way to add one."""
    app._filters = list(filters)


def filters_of(app: App[Any]) -> Sequence[LineFilter]:
    """The filters over everything that an app draws."""
    return tuple(app._filters)


def send_to_app(app: App[Any], message: Message) -> Coroutine[Any, Any, bool]:
    """Post a message from a driver's thread; `post_message` cannot be awaited, so a driver could not wait for it."""
    return app._post_message(message)


def screens_of(app: App[Any]) -> list[Screen[Any]]:
    """The stack of screens, empty before the first: `screen_stack` raises then."""
    return app._screen_stack
