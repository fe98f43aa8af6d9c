"""A list to choose one thing from."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sim.base.problems import escape_text
from tui.content.rows import ListRow
from tui.drawing.text import DIM, fit, line
from tui.screens.dialog import Dialog
from tui.widgets.options import Options

NAME = 40
"""cells; of what can be chosen, before its example."""


class Choosing(Dialog[str]):
    """The answer is the chosen value."""

    def __init__(self, row: ListRow) -> None:
        self._row = row
        super().__init__(escape_text(row.title.strip()))

    def inside(self) -> list[Widget]:
        """The list."""
        options = Options(*(Option(_entry(told, example)) for _, told, example in self._row.choices))
        options.highlighted = self._row.at
        return [options]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.answer(self._row.choices[event.option_index][0])


def _entry(told: str, example: str) -> Content:
    return line(fit(told, NAME), " ", (fit(example, 28), DIM)) if example else line(told)
