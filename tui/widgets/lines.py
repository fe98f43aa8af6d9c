"""Lines: the best plans that the lookahead has found so far. Enter drafts the first move of the marked one."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EvaluatedLine
from sim.play.session import Session
from sim.text.forecast import format_line_worth
from sim.text.lines import format_later_moves, format_line_rank, lines_title, without_focus
from sim.text.screen import LAST_MOVE, SAME_TO_THE_END, TAKES_BEST_LINE, TAKES_MARKED_LINE, THINKING
from tui.controllers.lookahead import LookaheadController
from tui.drawing.moves import format_shown_move, shows_moves_in_words
from tui.drawing.text import ACCENT, DIM, STRONG, Part, align_right, fit, join_lines, line
from tui.keyboard.keys import LINES, insert_keys
from tui.runtime.messages import LineChosen
from tui.widgets.chance import lookahead_message
from tui.widgets.panel import Panel

SCORE, VALUE, RANK, MARK = 10, 12, 6, 3
"""characters; width of a score, of a value, of the rank, of mark and number."""

ROWS = 2
"""Rows of text of each line."""


class LinesPanel(Panel, inherit_bindings=False):
    """The lines. Posts `LineChosen`."""

    BINDINGS = LINES.bindings()
    NAME = "lines"

    marked: reactive[int] = reactive(0)
    """Index of the marked line."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        super().__init__()

    def title(self) -> str:
        """How far the lines look ahead."""
        f = self._foresight
        if f.snapshot is None or f.state != "told":
            return "Lines"
        return lines_title(f.snapshot, f.lines, by_value=f.by_value)

    def text(self, session: Session, width: int) -> Content:
        """The lines, or why there are none."""
        f = self._foresight
        current = f.state == "told"
        self.set_class(not current, "-stale")
        self.border_subtitle = line(self._subtitle(current))
        if not f.lines or f.state in ("off", "trouble", "over"):
            return join_lines([lookahead_message(f)])
        return join_lines(
            row for place, found in enumerate(f.lines) for row in self._rows(session, place, found, width)
        )

    def _subtitle(self, current: bool) -> Part:
        if not current:
            return THINKING if self._foresight.state == "thinking" and self._foresight.lines else ""
        if self.has_focus:
            return insert_keys(TAKES_MARKED_LINE)
        return insert_keys(TAKES_BEST_LINE), "@click=screen.hint"

    def _rows(self, session: Session, place: int, found: EvaluatedLine, width: int) -> Iterable[Part]:
        held = session.game.held
        mark = "▸" if self.has_focus and place == self.marked else " "
        by_value = self._foresight.by_value
        score = VALUE if by_value else SCORE
        room = width - MARK - score - RANK - 1
        best, first = place == 0, format_shown_move(without_focus(found.first), held, room)
        yield line(
            (f"{mark}{place + 1} ", STRONG if best else ""),
            (fit(first, room), ACCENT if mark != " " else STRONG if best else ""),
            align_right(format_line_worth(found, by_value=by_value), score),
            (
                align_right(format_line_rank(found, place, by_value=by_value), RANK + 1),
                STRONG if best else DIM,
            ),
        )
        yield line(" " * MARK, (fit(self._later_moves(session, found, width - MARK), width - MARK), DIM))

    def _later_moves(self, session: Session, found: EvaluatedLine, width: int) -> str:
        """The moves after the first, in words if the settings say so and they fit."""
        if len(found.moves) == 1:
            return LAST_MOVE
        texts = []
        for words in (True, False) if shows_moves_in_words() else (False,):
            then = format_later_moves(
                found, session.game.held, self._week, session.game.setup.cadence, words=words
            )
            texts.append(f"then {', '.join(then)}" if then else SAME_TO_THE_END)
        return next((text for text in texts if len(text) <= width), texts[-1])

    @property
    def _week(self) -> int:
        """The first week of the lines; they may be those of the previous position."""
        snapshot = self._foresight.snapshot
        return 0 if snapshot is None else snapshot.week

    def watch_has_focus(self, _focused: bool) -> None:
        """Show the mark only while the panel has the focus."""
        super().watch_has_focus(_focused)
        self.marked = max(0, min(self.marked, len(self._foresight.lines) - 1))
        self.redraw()

    def watch_marked(self) -> None:
        """Show the mark, and scroll to it."""
        self.redraw()
        top = ROWS * self.marked
        if top < self.scroll_y or top + ROWS > self.scroll_y + self.content_region.height:
            self.scroll_to(y=top, animate=False, immediate=True)

    def action_mark(self, step: int) -> None:
        """Mark another line."""
        self.marked = max(0, min(len(self._foresight.lines) - 1, self.marked + step))

    def action_take(self) -> None:
        """Take the first move of the marked line."""
        self.post_message(LineChosen(self.marked))

    def on_click(self, event: events.Click) -> None:
        """Take the first move of the line that was clicked."""
        place = (event.screen_y - self.content_region.y + round(self.scroll_y)) // ROWS
        if 0 <= place < len(self._foresight.lines):
            self.marked = place
            self.post_message(LineChosen(place))
