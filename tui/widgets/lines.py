"""Lines: the best plans that the lookahead found, deepening while the player thinks. One of them is marked; enter takes
its first move into the draft.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EvaluatedLine
from sim.play.session import Session
from sim.text.figures import count_noun, format_money
from sim.text.forecast import later_moves, line_worth, tag, without_focus
from tui.controllers.lookahead import LookaheadController
from tui.drawing.moves import in_words_now, move_said
from tui.drawing.text import DIM, STRONG, YOURS, Part, fit, join_lines, line, right
from tui.keyboard.keys import LINES, with_keys
from tui.runtime.messages import LineChosen
from tui.widgets.chance import THINKING, said_instead
from tui.widgets.panel import Panel

SCORE, VALUE, TAG, MARK = 10, 12, 6, 3
"""characters; of a score with its error, of what stands behind it, of mark and place."""

ROWS = 2
"""characters; of a line."""

SAME, LAST = "then much the same to the end", "the last move"
"""What stands under a line with no other moves to tell of."""


class LinesPanel(Panel, inherit_bindings=False):
    """The lines, two rows each. Posts `LineChosen`."""

    BINDINGS = LINES.bindings()
    NAME = "lines"

    marked: reactive[int] = reactive(0)
    """place of the marked line, counted from 0."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        super().__init__()

    def title(self) -> str:
        """How deep they are."""
        f = self._foresight
        if f.snapshot is None or f.state != "told":
            return "Lines"
        moves = count_noun(f.snapshot.periods, "move")
        if f.by_value:
            worst = max((found.gain.se for found in f.lines), default=0.0)
            return f"Lines by value: {moves}, {f.snapshot.futures:,} futures, ±{format_money(worst)}"
        worst = max((found.difference.se for found in f.lines), default=0.0)
        return f"Lines: {moves}, {f.snapshot.futures:,} futures, ±{worst:.1f}"

    def text(self, session: Session, width: int) -> Content:
        """The lines, or why there are none."""
        f = self._foresight
        told = f.state == "told"
        self.set_class(not told, "-stale")
        self.border_subtitle = line(self._subtitle(told))
        if not f.lines or f.state in ("off", "trouble", "over"):
            return join_lines([said_instead(f)])
        return join_lines(
            row for place, found in enumerate(f.lines) for row in self._rows(session, place, found, width)
        )

    def _subtitle(self, told: bool) -> Part:
        if not told:
            return THINKING if self._foresight.state == "thinking" and self._foresight.lines else ""
        if self.has_focus:
            return with_keys("{lines.take} takes its first move")
        return with_keys("{ahead.hint} takes the best"), "@click=screen.hint"

    def _rows(self, session: Session, place: int, found: EvaluatedLine, width: int) -> Iterable[Part]:
        held = session.game.held
        mark = "▸" if self.has_focus and place == self.marked else " "
        by_value = self._foresight.by_value
        score = VALUE if by_value else SCORE
        room = width - MARK - score - TAG - 1
        best, first = place == 0, move_said(without_focus(found.first), held, room)
        yield line(
            (f"{mark}{place + 1} ", STRONG if best else ""),
            (
                fit(first, room),
                YOURS if mark != " " else STRONG if best else "",
            ),
            right(line_worth(found, by_value=by_value), score),
            (right(tag(found, place, by_value=by_value), TAG + 1), STRONG if best else DIM),
        )
        said = self._then(session, found, width - MARK)
        yield line(" " * MARK, (fit(said, width - MARK), DIM))

    def _then(self, session: Session, found: EvaluatedLine, width: int) -> str:
        """The moves after the first, in words where it is set so and they fit."""
        if len(found.moves) == 1:
            return LAST
        texts = []
        for words in (True, False) if in_words_now() else (False,):
            then = later_moves(found, session.game.held, self._week, session.game.setup.cadence, words=words)
            texts.append(f"then {', '.join(then)}" if then else SAME)
        return next((text for text in texts if len(text) <= width), texts[-1])

    @property
    def _week(self) -> int:
        """The first week of the lines: they may be those of the position before."""
        snapshot = self._foresight.snapshot
        return 0 if snapshot is None else snapshot.week

    def watch_has_focus(self, _focused: bool) -> None:
        """The mark is seen while the panel has the focus."""
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
