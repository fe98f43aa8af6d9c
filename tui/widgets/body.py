"""What lies between the lines above and the keys below: the panels and the move. Where there is room all of it at once,
some panels sharing a place; else the one panel that was chosen.
"""

from __future__ import annotations

from itertools import chain

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget

from sim.play.session import Session
from sim.text.explanations import MOVE_NAME
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import line
from tui.widgets.ahead import AheadPanel
from tui.widgets.board import BoardPanel
from tui.widgets.books import BooksPanel
from tui.widgets.chance import ChanceBar
from tui.widgets.guide import GuideBox
from tui.widgets.history import HistoryPanel
from tui.widgets.lines import LinesPanel
from tui.widgets.move import MovePanel
from tui.widgets.news import NewsPanel
from tui.widgets.panel import Panel
from tui.widgets.signals import SignalsPanel
from tui.widgets.slider import Slider
from tui.widgets.status import StatusLine
from tui.widgets.stocks import StocksPanel
from tui.widgets.tabs import NAMES, Tabs, panel_link
from tui.widgets.why import WhyPanel

PLACES = (
    (NewsPanel.NAME, SignalsPanel.NAME),
    (StocksPanel.NAME, BooksPanel.NAME, HistoryPanel.NAME, WhyPanel.NAME),
)
"""Panels that share a place; the first is seen at first."""

MEASURED = (AheadPanel.NAME, HistoryPanel.NAME)
"""Panels whose measure can be changed."""

ENLARGED = "-enlarged"
"""Class of the body while one panel has it all."""

COLUMNS = "#left, #right, #below"


class Body(Container):
    """Panels in two columns, the evaluation, and the move."""

    def __init__(self, session: Session, foresight: LookaheadController) -> None:
        super().__init__(id="body")
        self._session, self._foresight = session, foresight
        self._chosen = BoardPanel.NAME
        self.last_named = MOVE_NAME
        """the panel that was chosen last, or the move where a slider had the focus since."""
        self._measured = AheadPanel.NAME
        """which of the panels with measures was chosen last."""

    def compose(self) -> ComposeResult:
        """What is, to the left; what may come, and what it rests on, to the right; what to do, below."""
        yield Tabs()
        with Vertical(id="left"):
            yield BoardPanel(self._foresight)
        with Vertical(id="right"):
            yield AheadPanel(self._foresight)
            yield LinesPanel(self._foresight)
            yield StocksPanel()
            yield BooksPanel()
            yield HistoryPanel()
            yield WhyPanel()
            yield GuideBox(id="guide-right")
        yield ChanceBar(self._foresight)
        with Vertical(id="below"):
            yield NewsPanel()
            yield SignalsPanel()
        yield GuideBox(id="guide-below")
        yield MovePanel(self._session, self._foresight)

    def on_mount(self) -> None:
        """Begin with the board, and the first of those that share a place."""
        for place in PLACES:
            self._to_front(place[0])
        self.choose(BoardPanel.NAME)

    @property
    def move(self) -> MovePanel:
        """The move."""
        return self.query_one(MovePanel)

    def panel(self, name: str) -> Panel:
        """A panel."""
        return self.query_one(f"#{name}", Panel)

    def show(self, session: Session, *, busy: bool = False) -> None:
        """Tell of the position that the session looks at."""
        self.set_class(session.shown.result is not None, "-over")
        for panel in self.query(Panel):
            panel.show(session)
        self.query_one(ChanceBar).show()
        self.move.show(session, busy=busy)
        self._name_others()

    def show_ahead(self) -> None:
        """Tell what the lookahead says by now."""
        self.query_one(ChanceBar).show()
        self.query_one(BoardPanel).show_ahead()
        for name in (AheadPanel.NAME, LinesPanel.NAME):
            self.panel(name).redraw()
        self.move.show_effect()

    def choose(self, name: str) -> None:
        """Take a panel as the one that is seen where there is room for one only, and that pages up and down."""
        self._chosen = self.last_named = name
        if name == NewsPanel.NAME:
            self._session.mark_read()
            self.screen.query_one(StatusLine).on_resize()
        if name in MEASURED:
            self._measured = name
        self.query_one(Tabs).show(name)
        beside = {other for place in PLACES if name in place for other in place}
        for column in self.query(COLUMNS).results(Vertical):
            panels = list(column.query(Panel))
            column.set_class(any(name == panel.NAME for panel in panels), "-chosen")
            for panel in panels:
                behind = name != panel.NAME if panel.NAME in beside else panel.has_class("-behind")
                _set_classes(panel, {"-chosen": name == panel.NAME, "-behind": behind})

    def _to_front(self, name: str) -> None:
        """Show a panel in the place that it shares."""
        for other in chain(*(place for place in PLACES if name in place)):
            self.panel(other).set_class(other != name, "-behind")

    def _name_others(self) -> None:
        """In the frame of a panel that shares its place, say which others are there: one with all of its title, several
        with their names.
        """
        for place in PLACES:
            for name in place:
                others = [o for o in NAMES if o in place and o != name]
                said = [self.panel(o).title().lower() if len(others) == 1 else o for o in others]
                named = (panel_link(o, title) for o, title in zip(others, said, strict=True))
                self.panel(name).border_subtitle = Content("   ").join(map(line, named))

    def go_to(self, name: str, *, focus: bool) -> None:
        """Choose a panel; also give it the focus, or where another panel had it. The lines always get it: they are
        there to be chosen from.
        """
        had_focus = isinstance(self.screen.focused, Panel)
        self.choose(name)
        if focus or had_focus or self.enlarged or name == LinesPanel.NAME:
            self.screen.set_focus(self.panel(name))

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Panel):
            self.choose(event.widget.NAME)
        elif isinstance(event.widget, Slider):
            self.last_named = MOVE_NAME

    def page(self, direction: int) -> None:
        """A page of the chosen panel up or down."""
        panel = self.panel(self._chosen)
        (panel.action_page_down if direction > 0 else panel.action_page_up)()

    @property
    def enlarged(self) -> bool:
        """Whether the chosen panel has the whole screen."""
        return self.has_class(ENLARGED)

    def enlarge(self) -> None:
        """Give the chosen panel the whole screen, or put everything back."""
        if self.enlarged:
            self.put_back()
            self.to_sliders()
        else:
            self.add_class(ENLARGED)
            self.screen.set_focus(self.panel(self._chosen))

    def put_back(self) -> None:
        """Everything in its place."""
        self.remove_class(ENLARGED)

    # `set_focus` acts at once; a widget's `focus` would let keys that come quickly go to where the focus was

    def to_sliders(self, last: Widget | None = None) -> None:
        """Go to the move, where it was left last if that is known; where there is none to make, to the board."""
        self.put_back()
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

    def leave_position(self) -> None:
        """The next position comes: news that was on the screen counts as read."""
        if self.panel(NewsPanel.NAME).is_on_screen:
            self._session.mark_read()

    def turn_board(self) -> None:
        """Look at the board from another side."""
        self.query_one(BoardPanel).turned += 1

    def to_pieces(self) -> None:
        """Onto the squares of the board."""
        self.choose(BoardPanel.NAME)
        self.query_one(BoardPanel).to_squares()

    def turn_measure(self) -> None:
        """Measure by something else: the history or the moves ahead."""
        if self._measured == HistoryPanel.NAME:
            self.query_one(HistoryPanel).turned += 1
        else:
            self.query_one(AheadPanel).turned += 1


def _set_classes(panel: Panel, wanted: dict[str, bool]) -> None:
    """Set classes of a panel, all at once: what they look like is worked out once."""
    before = panel.classes
    for name, on_ in wanted.items():
        panel.set_class(on_, name, update=False)
    if panel.classes != before:
        panel.update_node_styles()
