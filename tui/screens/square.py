"""A square of the board: the story of every piece on it, or what business comes from that does not exist yet."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.play.session import Session
from sim.text.figures import count_noun
from sim.text.pieces import describe_piece, describe_sources
from sim.view.board import COLUMNS, BoardItem
from sim.view.business_sources import estimate_sources
from sim.view.piece_outlook import make_piece_outlook
from tui.drawing.text import DIM, STRONG, join_lines, line
from tui.screens.dialog import Dialog
from tui.widgets.board import PIECES, BoardPanel
from tui.widgets.options import Options
from tui.widgets.panel import ScrollText

SIGNS = {"proposal": PIECES[0][0], "qualified": PIECES[1][0], "conversation": PIECES[2][0]}

EMPTY = "There is nothing here. Pieces are placed where their business is likely to be due."
ABOUT = (
    "It is in this column because of a fixed quantile of its remaining time; whether it will be won is another "
    "matter."
)


class SquareScreen(Dialog[None]):
    """The pieces as a list; below it the story of the highlighted one."""

    def __init__(self, name: str, session: Session, pieces: Sequence[BoardItem]) -> None:
        setup, view = session.game.setup, session.view
        self._stories = [make_piece_outlook(setup.firm, view, piece) for piece in pieces]
        super().__init__(f"{name}: {count_noun(len(pieces), 'piece')}")

    def inside(self) -> list[Widget]:
        """List and story; for an empty square, a sentence."""
        if not self._stories:
            return [Static(EMPTY, markup=False)]
        entries = [
            Option(line(f"{SIGNS[s.piece]} ", s.customer, (f"   {s.segment}, {s.owner or 'nobody'}", DIM)))
            for s in self._stories
        ]
        told_ = VerticalScroll(Static(id="story", markup=False), can_focus=False, id="story-box")
        return [
            Options(*entries, id="pieces"),
            told_,
            Static(ABOUT, markup=False, classes="told"),
        ]

    @on(OptionList.OptionHighlighted)
    def _seen(self, event: OptionList.OptionHighlighted) -> None:
        chosen = self._stories[event.option_index]
        self.query_one("#story", Static).update(
            join_lines([(chosen.customer, STRONG), *describe_piece(chosen)])
        )

    @on(OptionList.OptionSelected)
    def _enough(self) -> None:
        self.answer(None)


class NotYetScreen(Dialog[None]):
    """Where business that does not exist yet will come from, in sentences."""

    def __init__(self, column: str, told_: Sequence[str]) -> None:
        self._told = told_
        super().__init__(f"Not yet, {column}: what it comes from")

    def inside(self) -> list[Widget]:
        """The text."""
        return [ScrollText(Static(Content("\n\n").join(Content(text) for text in self._told)))]


def square_screen(board: BoardPanel, session: Session) -> Dialog[None]:
    """The screen about the board's marked square."""
    pieces = board.pieces()
    if pieces is not None:
        return SquareScreen(board.square_name(), session, pieces)
    column, wins = COLUMNS[board.squares.at[1]], board.future_wins
    setup, view = session.game.setup, session.view
    rest = describe_sources(estimate_sources(setup.firm, view, session.whole_draft))
    return NotYetScreen(column, [expected_said(wins), *rest])


def expected_said(wins: float | None) -> str:
    """A sentence on the wins expected from business that does not exist yet."""
    if wins is None:
        return (
            "The wins to expect here from business that does not exist yet are not known: they come from the "
            "lookahead."
        )
    return (
        f"{wins:.1f} wins are expected here, under the move on the screen, of business that does not exist yet: those "
        "that the lookahead expects, less those that the pieces on the board are good for."
    )
