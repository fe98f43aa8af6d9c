"""A panel: a bordered region with text about the game. It scrolls where that is long, and its key leads to it."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from sim.game.game_tree import GameNode
from sim.play.session import Session
from tui.keyboard.keys import PANELS, SCROLL, format_binding
from tui.runtime.messages import PanelAsked
from tui.widgets.text_rows import TextRows

TITLE_FROM = 3
"""characters; from the edge of a panel to its title."""


class ScrollText(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A long text: up and down scroll it, left and right are free for others."""

    BINDINGS = SCROLL.bindings()


class Panel(ScrollText):
    """Base of the panels. A panel says its `NAME` (also its id) and writes its `text`."""

    NAME: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(id=self.NAME)
        self._session: Session | None = None
        self._node: GameNode | None = None
        self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")

    def compose(self) -> ComposeResult:
        """The text."""
        yield TextRows(id="text")

    def title(self) -> str:
        """What stands in the border behind the panel's key."""
        return self.NAME.capitalize()

    def text(self, session: Session, width: int) -> Content:
        """What the panel says of a session, for a width in characters."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """Characters in a line of the text: the scrollbar's place is kept free, whether there is one or not."""
        return self.content_region.width - self.styles.scrollbar_size_vertical

    def show(self, session: Session) -> None:
        """Tell of the position that the session looks at."""
        if session.shown is not self._node:
            self._node = session.shown
            self.scroll_home(animate=False, immediate=True)
        self._session = session
        self.redraw()

    def redraw(self) -> None:
        """Write the text anew."""
        if self._session is not None and self.size.width:
            text = self.text(self._session, self.text_width)
            self.query_one(TextRows).update(text)
            self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")

    def on_click(self, event: events.Click) -> None:
        """A click on the title asks what the figures are."""
        start, length = self.region.x + TITLE_FROM, cell_len(f"{panel_key(self.NAME)} {self.title()}")
        if event.screen_y == self.region.y and start <= event.screen_x < start + length:
            event.stop()
            self.post_message(PanelAsked(self.NAME))

    def on_resize(self) -> None:
        """Fit the text to the new width."""
        self.redraw()


def panel_key(name: str) -> str:
    """The key that leads to a panel."""
    return next(format_binding(key) for key in PANELS.keys if key.id == f"panel.{name}")
