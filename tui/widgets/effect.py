"""The line under the sliders: what the draft would change against the last move."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.effects import describe_effect
from sim.text.screen import EVALUATING_DRAFT, SAME_AS_LAST_MOVE
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import DIM, line
from tui.widgets.text_rows import TextRows


class EffectLine(TextRows):
    """One line. `has_text` says whether it has something to show."""

    def __init__(self, foresight: LookaheadController) -> None:
        super().__init__(id="move-effect")
        self._foresight = foresight
        self.has_text = False

    def show(self, session: Session, *, busy: bool, width: int, both: bool) -> None:
        """Show the effect of the draft in a width, which a hidden widget does not know itself. `both`: also what it
        changes if it is made once, which is otherwise in the line above.
        """
        f = self._foresight
        self.has_text = session.can_move and not busy and f.state in ("thinking", "told")
        self.set_class(f.weighing, "-stale")
        self.update(self._text(width, both) if self.has_text and width else "", layout=False)

    def _text(self, width: int, both: bool) -> Content:
        f = self._foresight
        if not f.drafting:
            return line((SAME_AS_LAST_MOVE, DIM))
        if f.effect is None:
            return line((EVALUATING_DRAFT, DIM))
        return line(describe_effect(f.effect, width, both=both, by_value=f.by_value))
