"""The line under the sliders: what the move being prepared would change against the last one, before it is played."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.forecast import effect_said
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import DIM, line
from tui.widgets.written import Written

SAME = "As the last move. Move a slider to see what that would change."
WEIGHING = "What it would change is being estimated …"


class EffectLine(Written):
    """One line. `speaks` says whether it has something to say."""

    def __init__(self, foresight: LookaheadController) -> None:
        super().__init__(id="move-effect")
        self._foresight = foresight
        self.speaks = False

    def show(self, session: Session, *, busy: bool, width: int, both: bool) -> None:
        """Tell of the draft, in so many characters: its own width is not known while another line is in its place. With
        `both` also what it changes if it is made once, which else stands in the line above.
        """
        f = self._foresight
        self.speaks = session.can_move and not busy and f.state in ("thinking", "told")
        self.set_class(f.weighing, "-stale")
        self.update(self._text(width, both) if self.speaks and width else "", layout=False)

    def _text(self, width: int, both: bool) -> Content:
        f = self._foresight
        if not f.drafting:
            return line((SAME, DIM))
        if f.effect is None:
            return line((WEIGHING, DIM))
        return line(effect_said(f.effect, width, both=both, by_value=f.by_value))
