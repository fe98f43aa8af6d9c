"""The part of the app that keeps keys in order and does not pop a screen before it is mounted."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.widgets import Input

from tui.keyboard.queue import KeyQueue
from tui.runtime.compat import is_leaving, wait_until_mounted

STOPS = "ctrl+c"
"""The key that never waits."""

NO_FIELD_FOR_PASTE = "Nothing can be pasted here."


@runtime_checkable
class TakesPaste(Protocol):
    """A screen with a field that pasted text is for."""

    def open_for(self, text: str) -> str:
        """Open the field; what of the text goes into it."""
        ...


class OrderedKeysApp(App[int]):
    """Textual mounts a screen without what is in it where the screen is closed, or the app left, before it was
    composed; a screen that looks for that then would break down, and the app with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys = KeyQueue(self, self._answer)

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        """A screen is closed."""
        await wait_until_mounted(screen)
        return await super()._replace_screen(screen)

    def exit(
        self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave, when what was opened last is there."""
        if all(screen.is_mounted for screen in self.screen_stack):
            super().exit(result, return_code, message)
        else:
            self.call_later(self.exit, result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """A key or a click that comes while the app is being left changes nothing: what it is for may be gone."""
        if is_leaving(self) and isinstance(event, events.InputEvent):
            return
        waits = not event.is_forwarded and getattr(event, "key", None) != STOPS
        if waits and isinstance(event, events.Key | events.Paste):
            await self.keys.take(event)
        else:
            await super().on_event(event)

    async def _answer(self, event: events.Event) -> None:
        """Answer a key or a paste whose turn it is."""
        if isinstance(event, events.Key):
            await super().on_event(self.translate_key(event))
        elif not isinstance(event, events.Paste) or isinstance(self.focused, Input):
            await super().on_event(event)
        elif not isinstance(self.screen, TakesPaste):
            self.notify(NO_FIELD_FOR_PASTE, markup=False)
        else:
            text = self.screen.open_for(event.text)
            if self.keys.held:
                self.keys.put_back(event)
            elif isinstance(self.focused, Input):
                await super().on_event(events.Paste(text))

    def translate_key(self, event: events.Key) -> events.Key:
        """The key that a key stands for."""
        return event

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Put a screen over the others; none while the app is being left."""
        if is_leaving(self):
            return AwaitMount(self.screen, ())
        return super().push_screen(screen, *given, **named)
