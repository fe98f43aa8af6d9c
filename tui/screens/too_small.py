"""Shown while the window is too small to draw a game in."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from sim.cli.play import COLUMNS, ROWS


def fits(size: Size) -> bool:
    """Whether a window is large enough."""
    return size.width >= COLUMNS and size.height >= ROWS


class TooSmall(ModalScreen[None]):
    """Says what is needed, and goes when it is there."""

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(id="too-small", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say it, or go."""
        self._go_if_fits(event.size)
        have = f"{event.size.width} x {event.size.height}"
        need = f"Tactegic needs {COLUMNS} x {ROWS} characters; this window has {have}."
        self.query_one(Static).update(f"{need}\nMake it larger, or its letters smaller. Your game is safe.")

    def on_screen_resume(self) -> None:
        """Go, if there is room by now."""
        self._go_if_fits(self.app.size)

    def _go_if_fits(self, size: Size) -> None:
        if fits(size) and self.is_active:  # what lies over it, a result, is not to be closed in its place
            self.dismiss(None)
