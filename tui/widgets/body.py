"""What lies between the lines above and the keys below: the panels and the move. All panels at once where there is
room, else the one that was chosen.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from tui.session import Session
from tui.widgets.board import BoardPanel
from tui.widgets.books import BooksPanel
from tui.widgets.history import HistoryPanel
from tui.widgets.move import MovePanel
from tui.widgets.news import NewsPanel
from tui.widgets.panel import Panel
from tui.widgets.signals import SignalsPanel
from tui.widgets.slider import Slider
from tui.widgets.stocks import StocksPanel


class Body(Container):
    """Panels in two columns, and the move."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="body")
        self._session = session
        self._chosen = BoardPanel.NAME

    def compose(self) -> ComposeResult:
        """What is, to the left; what it rests on, to the right; what to do, below."""
        with Vertical(id="left"):
            yield BoardPanel()
            yield SignalsPanel()
            yield NewsPanel()
        with Vertical(id="right"):
            yield StocksPanel()
            yield BooksPanel()
            yield HistoryPanel()
        yield MovePanel(self._session)

    def on_mount(self) -> None:
        """Begin with the board."""
        self.choose(BoardPanel.NAME)

    @property
    def move(self) -> MovePanel:
        """The move."""
        return self.query_one(MovePanel)

    def show(self, session: Session, *, busy: bool = False) -> None:
        """Tell of the position that the session looks at."""
        for panel in self.query(Panel):
            panel.show(session)
        self.move.show(session, busy=busy)

    def choose(self, name: str) -> None:
        """Take a panel as the one that is seen where there is room for one only, and that pages up and down."""
        self._chosen = name
        for column in self.query("#left, #right").results(Vertical):
            panels = list(column.query(Panel))
            column.set_class(any(name == panel.NAME for panel in panels), "-chosen")
            for panel in panels:
                panel.set_class(name == panel.NAME, "-chosen")

    def go_to(self, name: str, *, focus: bool) -> None:
        """Choose a panel; also give it the focus, or where another panel had it."""
        had_focus = isinstance(self.screen.focused, Panel)
        self.choose(name)
        if focus or had_focus:
            self.screen.set_focus(self.query_one(f"#{name}", Panel))

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Panel):
            self.choose(event.widget.NAME)

    def page(self, direction: int) -> None:
        """A page of the chosen panel up or down."""
        panel = self.query_one(f"#{self._chosen}", Panel)
        (panel.action_page_down if direction > 0 else panel.action_page_up)()

    # `set_focus` acts at once; a widget's `focus` would let keys that come quickly go to where the focus was

    def to_sliders(self, last: Widget | None = None) -> None:
        """Go to the move, where it was left last if that is known; where there is none to make, to the board."""
        if self._session.can_move:
            known = last is not None and last.focusable
            self.screen.set_focus(last if known else self.move.sliders[0])
        else:
            self.screen.set_focus(self.query_one(BoardPanel))

    def across(self) -> None:
        """From the sliders to the board, from anywhere else to the sliders."""
        if isinstance(self.screen.focused, Slider):
            self.screen.set_focus(self.query_one(BoardPanel))
        else:
            self.to_sliders()

    def turn_board(self) -> None:
        """Look at the board from another side."""
        self.query_one(BoardPanel).turned += 1

    def turn_history(self) -> None:
        """Measure the history by something else."""
        self.query_one(HistoryPanel).turned += 1
