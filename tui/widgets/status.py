"""The status line: how the team stands with the directors; red only if being fired is near."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from sim.play.session import Session
from sim.text.goals import ENDING_HEADLINES
from sim.text.news import unread_events, unread_texts
from sim.text.position import Tone, standing_sentences
from sim.text.rival import describe_bot
from sim.view.standing import Standing, assess_standing
from tui.drawing.text import ACCENT, DANGER, DIM, line
from tui.keyboard.keys import current_key
from tui.widgets.text_rows import TextRows

STYLES: dict[Tone, str] = {"danger": DANGER, "event": f"bold {ACCENT}", "usual": "", "quiet": DIM}


class StatusLine(TextRows):
    """Cash, the directors' patience, attainment."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Show the session's position."""
        self._session = session
        self.on_resize()

    def on_resize(self) -> None:
        """Fit to the width."""
        session = self._session
        if session is None or not self.size.width:
            return
        result, floor = session.shown.result, session.game.setup.scenario.goal.cash_floor
        bot = describe_bot(session)
        if result is not None:
            self.update(line(f" {ENDING_HEADLINES[result.ending]}. {bot}"))
        else:
            self.update(
                status_line(
                    assess_standing(session.view, floor), self.size.width, bot, unread_events(session)
                )
            )


def status_line(s: Standing, width: int, bot: str = "", unread: Sequence[str] = ()) -> Content:
    """As many sentences as fit (the books have the rest): danger first, then unread events, then the others by urgency,
    with the sentence on the bot before the last one.
    """
    sentences = list(standing_sentences(s))
    if bot:
        sentences.insert(-1, (bot, "usual"))
    sentences.sort(key=lambda sentence: sentence[1] != "danger")
    first = sentences[:1] if sentences[0][1] == "danger" else []
    text = _with(Content(""), first, width)
    room = width - text.cell_length - 1
    texts = unread_texts(unread, current_key("panel.news"))
    text = _with(text, [(next((one for one in texts if cell_len(one) <= room), ""), "event")], width)
    return _with(text, sentences[len(first) :], width)


def _with(text: Content, sentences: list[tuple[str, Tone]], width: int) -> Content:
    """Text with as many more sentences as fit."""
    for sentence, tone in sentences:
        if sentence and text.cell_length + 1 + cell_len(sentence) <= width:
            text = line(text, " ", (sentence, STYLES[tone]))
    return text
