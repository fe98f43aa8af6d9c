"""The status line: how the team stands with the board, in sentences; red only where being fired is near."""

from __future__ import annotations

from textual.content import Content

from sim.view.standing import Standing, standing
from tui.goals import HEADLINES
from tui.rival import against
from tui.session import Session
from tui.stand import Tone, standing_said
from tui.text import DANGER, DIM, line
from tui.widgets.written import Written

STYLES: dict[Tone, str] = {"danger": DANGER, "usual": "", "quiet": DIM}


class StatusLine(Written):
    """Cash, the board's patience, attainment."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Tell of the position that the session looks at."""
        self._session = session
        self.on_resize()

    def on_resize(self) -> None:
        """Fit to the width."""
        session = self._session
        if session is None or not self.size.width:
            return
        result, floor = session.shown.result, session.game.setup.scenario.goal.cash_floor
        bot = against(session)
        if result is not None:
            self.update(line(f" {HEADLINES[result.ending]}. {bot}"))
        else:
            self.update(status(standing(session.view, floor), self.size.width, bot))


def status(s: Standing, width: int, bot: str = "") -> Content:
    """The line for a standing: the most pressing sentence first, before the last one how a bot beside the player
    stands, and as many as fit (the books have the rest).
    """
    text, sentences = Content(""), list(standing_said(s))
    if bot:
        sentences.insert(-1, (bot, "usual"))
    for sentence, tone in sentences:
        if len(text) + 1 + len(sentence) <= width:
            text = line(text, " ", (sentence, STYLES[tone]))
    return text
