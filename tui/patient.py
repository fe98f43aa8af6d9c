"""The part of the app that closes no screen before it is there, however fast keys come."""

from __future__ import annotations

from asyncio import Event
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import AwaitMount


class Patient(App[int]):
    """Textual mounts a screen without what is in it where the screen is closed, or the app left, before it was
    composed; a screen that looks for that then would break down, and the app with it.
    """

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        """A screen is closed."""
        mounted: Event = screen._mounted_event
        await mounted.wait()
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
        if not (self._exit and isinstance(event, events.InputEvent)):
            await super().on_event(event)

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Put a screen over the others; none while the app is being left."""
        if self._exit:
            return AwaitMount(self.screen, ())
        return super().push_screen(screen, *given, **named)
