"""The news: the story, then what happened in the last period, the most important first."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.news import NewsItem, period_news
from tui.drawing.text import DIM, hanging_indent, join_lines, line
from tui.widgets.panel import Panel

DAY = 9
"""characters; width of the day."""


class NewsPanel(Panel):
    """What happened, as sentences."""

    NAME = "news"

    def title(self) -> str:
        """The start of the game, or the last period."""
        if self._session is None or self._session.shown.parent is None:
            return "News: how it begins"
        return "News of the last period"

    def text(self, session: Session, width: int) -> Content:
        """Story and items, wrapped with a hanging indent."""
        story = [line((session.story, "italic"))] if session.story else []
        items = period_news(session.shown.facts, session.view.segments, session.game.setup.scenario)
        return join_lines([*story, *(_item(item, width) for item in items)])


def _item(item: NewsItem, width: int) -> Content:
    return hanging_indent(("" if item.day is None else f"day {item.day}", DIM), item.text, DAY, width)
