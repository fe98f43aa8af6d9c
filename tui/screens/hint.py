"""The hint with all of its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.drawing.text import STRONG, line
from tui.screens.dialog import Dialog
from tui.widgets.panel import ScrollText


class HintScreen(Dialog[None]):
    """Steps, reasons, value. The sliders are as the hint has set them; nothing is played."""

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        self._told = Content("\n\n").join(_row(step, why) for step, why in told)
        super().__init__("Hint: why this move")

    def inside(self) -> list[Widget]:
        """The text."""
        return [ScrollText(Static(self._told))]


def _row(step: str, why: str) -> Content:
    return line((step.capitalize(), STRONG), f": {why}") if step else line(why)
