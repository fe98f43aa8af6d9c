"""Keys in their order: a key is answered when everything that the one before led to is done.

Textual sends a key to the widget that has the focus when the key arrives, even if the key before it is about to open a
field or a screen. If `:S20 M30` comes in one burst (pasted, or over a slow line), the field gets nothing and its
letters act as commands. Here a key waits until the one before is answered: a callback follows that key up the tree,
behind it in every queue, and goes round again behind the messages that it caused, until focus and screen no longer
change.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

STILL_LAPS = 2
"""rounds of waiting in which nothing happens; in one alone a message may be between two queues."""

MAX_LAPS = 20
"""rounds of waiting for what a key has led to; a screen that always has something to do holds up no key for good."""

Handle = Callable[[events.Event], Awaitable[None]]
"""Answers a key or a paste now."""


@dataclass(frozen=True, slots=True)
class QueuedInput:
    """What was typed, and the screen on which that was."""

    event: events.Key | events.Paste
    screen: Screen[Any]

    @property
    def key(self) -> str | None:
        """The key; None for what is pasted."""
        return self.event.key if isinstance(self.event, events.Key) else None


class KeyQueue:
    """Keys and pastes on their way to an app."""

    def __init__(self, app: App[Any], handle: Handle) -> None:
        self._app, self._handle = app, handle
        self._waiting: deque[QueuedInput] = deque()
        self._answering = self._held = False
        self._last: str | None = None

    async def take(self, event: events.Key | events.Paste) -> None:
        """A key or paste has come."""
        self._waiting.append(QueuedInput(event, self._app.screen))
        if not self._answering:
            await self._next()

    @property
    def held(self) -> bool:
        """Whether keys wait for `release`."""
        return self._held

    def put_back(self, event: events.Key | events.Paste) -> None:
        """Answer something before all that waits: it could not be answered yet."""
        self._waiting.appendleft(QueuedInput(event, self._app.screen))

    def hold(self) -> None:
        """Answer no further key until `release`: what it is for is about to open."""
        self._held = True

    async def release(self, drop: bool = False) -> None:
        """Handle the keys that were held; with `drop` discard them, because what they are for cannot open."""
        self._held = False
        if drop:
            self._waiting.clear()
        if not self._answering:
            await self._next()

    async def _next(self) -> None:
        self._answering = False
        while self._waiting and not (self._held or self._answering):
            typed = self._waiting.popleft()
            if not self._doubled(typed):
                self._answering, self._last = True, typed.key
                path = self._path
                await self._handle(typed.event)
                self._follow(path, self._settle)

    def _doubled(self, typed: QueuedInput) -> bool:
        """Whether a key is the one that led to another screen, pressed twice; where that has a field it is a letter."""
        same = typed.key is not None and typed.key == self._last
        return same and typed.screen is not self._app.screen and not isinstance(self._app.focused, Input)

    @property
    def _path(self) -> list[MessagePump]:
        """Where a key passes: from what has the focus up to the app."""
        start = self._app.focused or self._app.screen
        return [*start.ancestors_with_self]

    def _follow(self, path: list[MessagePump], then: Callable[[], Any]) -> None:
        """Call `then` when all that is under way along a path has passed; nodes that are gone are skipped."""
        for place, node in enumerate(path, start=1):
            rest = path[place:]
            if node.call_later(*([self._follow, rest, then] if rest else [then])):
                return

    async def _settle(self, laps: int = 0, still: int = 0) -> None:
        """Wait for what the key has led to, until nothing comes of that for some laps."""
        path, before = self._path, (self._app.screen, self._app.focused)

        async def settled() -> None:
            moved = (self._app.screen, self._app.focused) != before
            calm = 0 if moved or any(node.message_queue_size for node in path) else still + 1
            if calm == STILL_LAPS or laps == MAX_LAPS:
                await self._next()
            else:
                await self._settle(laps + 1, calm)

        self._follow(path, settled)
