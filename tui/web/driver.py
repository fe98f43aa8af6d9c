"""Textual's driver for the web, which reads no more than the game can do: the rest waits where it comes from."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import TimeoutError as NotYetError

from textual.drivers.web_driver import WebDriver
from textual.message import Message

from tui.runtime.compat import screens_of, send_to_app
from tui.web.limits import EVENTS

LOOK = 0.01
"""seconds; between two looks at whether there is room."""


class PatientDriver(WebDriver):
    """Called from the thread that reads: it waits while too many events do."""

    def send_message(self, message: Message) -> None:
        """Hand an event over when there is room for it."""
        while self._waiting >= EVENTS and not self.exit_event.is_set():
            time.sleep(LOOK)
        # what is sent counts as waiting only when the app's loop has taken it
        sent = asyncio.run_coroutine_threadsafe(send_to_app(self._app, message), loop=self._loop)
        while not self.exit_event.is_set():
            try:
                sent.result(LOOK)
            except NotYetError:
                continue
            return

    @property
    def _waiting(self) -> int:
        """Events that wait where those of keys and mouse go."""
        stack = screens_of(self._app)
        screen = stack[-1] if stack else None
        pumps = (self._app, screen, screen.focused if screen is not None else None)
        return sum(pump.message_queue_size for pump in pumps if pump is not None)
