"""The status line: how the team stands with the board, in sentences; red only where being fired is near."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from sim.view.say import counted
from sim.view.standing import Standing, standing
from tui.goals import HEADLINES
from tui.keys import key_now
from tui.rival import against
from tui.session import Session
from tui.stand import Tone, standing_said
from tui.text import DANGER, DIM, YOURS, line
from tui.widgets.written import Written

STYLES: dict[Tone, str] = {"danger": DANGER, "event": f"bold {YOURS}", "usual": "", "quiet": DIM}


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
            self.update(status(standing(session.view, floor), self.size.width, bot, session))


def status(s: Standing, width: int, bot: str = "", session: Session | None = None) -> Content:
    """The line for a standing: danger first, then what of a session's news was not read yet, then the most pressing
    sentence, before the last one how a bot beside the player stands, and as many as fit (the books have the rest).
    """
    sentences = list(standing_said(s))
    if bot:
        sentences.insert(-1, (bot, "usual"))
    sentences.sort(key=lambda sentence: sentence[1] != "danger")
    first = sentences[:1] if sentences[0][1] == "danger" else []
    text = _with(Content(""), first, width)
    if session is not None:
        text = _with(text, [(unread_said(session, width - text.cell_length - 1), "event")], width)
    return _with(text, sentences[len(first) :], width)


def _with(text: Content, sentences: list[tuple[str, Tone]], width: int) -> Content:
    """A line with as many more sentences as fit."""
    for sentence, tone in sentences:
        if sentence and text.cell_length + 1 + cell_len(sentence) <= width:
            text = line(text, " ", (sentence, STYLES[tone]))
    return text


def unread_said(session: Session, width: int) -> str:
    """What struck or was first seen since the news was read last, as long as a width allows; empty for nothing."""
    found = session.unread
    if not found:
        return ""
    key, what = key_now("panel.news"), "; ".join(found)
    rest = f" and {len(found) - 1} more" if len(found) > 1 else ""
    said = (
        f"{what}: {key} tells.",
        f"{found[0]}{rest}: {key} tells.",
        f"{counted(len(found), 'event')}: {key} tells.",
    )
    texts = [f"▶ {text[0].upper()}{text[1:]}" for text in said]
    return next((text for text in texts if cell_len(text) <= width), texts[-1])
