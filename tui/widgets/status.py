"""The status line: how the team stands with the directors, in sentences; red only where being fired is near."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from sim.play.session import Session
from sim.text.figures import count_noun
from sim.text.goals import HEADLINES
from sim.text.news import unread_events
from sim.text.rival import against
from sim.text.standing import Tone, standing_said
from sim.view.standing import Standing, assess_standing
from tui.drawing.text import DANGER, DIM, YOURS, line
from tui.keyboard.keys import key_now
from tui.widgets.written import Written

STYLES: dict[Tone, str] = {"danger": DANGER, "event": f"bold {YOURS}", "usual": "", "quiet": DIM}


class StatusLine(Written):
    """Cash, the directors' patience, attainment."""

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
            self.update(
                status(assess_standing(session.view, floor), self.size.width, bot, unread_events(session))
            )


def status(s: Standing, width: int, bot: str = "", unread: Sequence[str] = ()) -> Content:
    """The line for a standing: danger first, then the events in the news that were not read yet, then the most pressing
    sentence, before the last one how a bot beside the player stands, and as many as fit (the books have the rest).
    """
    sentences = list(standing_said(s))
    if bot:
        sentences.insert(-1, (bot, "usual"))
    sentences.sort(key=lambda sentence: sentence[1] != "danger")
    first = sentences[:1] if sentences[0][1] == "danger" else []
    text = _with(Content(""), first, width)
    text = _with(text, [(unread_said(unread, width - text.cell_length - 1), "event")], width)
    return _with(text, sentences[len(first) :], width)


def _with(text: Content, sentences: list[tuple[str, Tone]], width: int) -> Content:
    """A line with as many more sentences as fit."""
    for sentence, tone in sentences:
        if sentence and text.cell_length + 1 + cell_len(sentence) <= width:
            text = line(text, " ", (sentence, STYLES[tone]))
    return text


def unread_said(found: Sequence[str], width: int) -> str:
    """Events that were not read yet, as long as a width allows; empty for none."""
    if not found:
        return ""
    key, what = key_now("panel.news"), "; ".join(found)
    rest = f" and {len(found) - 1} more" if len(found) > 1 else ""
    said = (
        f"{what}: {key} tells.",
        f"{found[0]}{rest}: {key} tells.",
        f"{count_noun(len(found), 'event')}: {key} tells.",
    )
    texts = [f"▶ {text[0].upper()}{text[1:]}" for text in said]
    return next((text for text in texts if cell_len(text) <= width), texts[-1])
