"""A choice among a few words: left and right go through them, a click too."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.drawing.text import ACCENT, DIM, STRONG, fit, line
from tui.keyboard.keys import CHOICE


class ChoiceField(Widget, can_focus=True):
    """One of some words. Posts `Changed` when the player changes it."""

    BINDINGS = CHOICE.bindings()

    at: reactive[int] = reactive(0)
    """index of the chosen word."""

    class Changed(Message):
        """The player chose another word."""

    def __init__(self, label: str, words: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002
        self.label, self._words = label, tuple(words)
        super().__init__(id=id)

    def offer(self, words: Sequence[str], at: int = 0) -> None:
        """Offer other words."""
        self._words, self.at = tuple(words), at
        self.refresh()

    @property
    def word(self) -> str:
        """The chosen word."""
        return self._words[self.at] if self._words else ""

    def render(self) -> Content:
        """Label, then the word between arrows."""
        mark = "▸" if self.has_focus else " "
        several = len(self._words) > 1
        return line(
            (fit(f"{mark}{self.label}", 12), STRONG if self.has_focus else ""),
            ("◂ " if several else "  ", DIM),
            (self.word, f"bold {ACCENT}"),
            (" ▸" if several else "", DIM),
        )

    def action_other(self, step: int) -> None:
        """To another word; after the last comes the first."""
        if len(self._words) > 1:
            self.at = (self.at + step) % len(self._words)
            self.post_message(self.Changed())

    def on_click(self) -> None:
        """To the next word."""
        self.action_other(1)
