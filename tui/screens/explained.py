"""Explains a panel on the spot: what every figure is, how it is computed, how certain it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sim.text.explanations import MOVE, MOVE_NAME, PANELS, TOP, WIN_CHANCE, FigureExplanation
from tui.drawing.text import DIM, STRONG, Part, hanging_indent, join_lines, line
from tui.screens.dialog import Dialog
from tui.widgets.panel import ScrollText

LABEL = 10
"""characters."""

REST = (("Win chance", WIN_CHANCE), ("The lines at the top", TOP), ("Your move", MOVE))
"""Figures that are on the screen whichever panel is chosen."""


class ExplainedScreen(Dialog[None]):
    """The figures of a panel first, then those that are always on the screen. `now` are the current figures, by
    name.
    """

    def __init__(self, name: str, title: str, now: Mapping[str, str]) -> None:
        self._parts = help_parts(name, title)
        self._now = now
        super().__init__(f"What the figures are: {title}")

    def inside(self) -> list[Widget]:
        """The text."""
        return [ScrollText(ExplainedText(self._parts, self._now))]


Parts = Sequence[tuple[str, Sequence[FigureExplanation]]]


def help_parts(name: str, title: str) -> Parts:
    """Headings and figures for a panel, or for the sliders."""
    if name == MOVE_NAME:
        return [REST[-1], *REST[:-1]]
    return [(title, PANELS[name]), *REST]


class ExplainedText(Static):
    """The text, fitted to its width."""

    def __init__(self, parts_: Parts, now: Mapping[str, str]) -> None:
        self._parts, self._now = parts_, now
        super().__init__(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Fit it to the new width."""
        self.update(join_lines(explained_text(self._parts, self._now, event.size.width)))


def explained_text(parts_: Parts, now: Mapping[str, str], width: int) -> Iterator[Part]:
    """Everything, under headings."""
    for heading, figures in parts_:
        yield (heading, f"{STRONG} underline")
        yield ""
        for figure in figures:
            yield from _one(figure, now.get(figure.name, ""), width)


def _one(figure: FigureExplanation, now: str, width: int) -> Iterator[Content | str]:
    yield line((figure.title, STRONG), (f"   now: {now}" if now else "", ""))
    for label, text in (("what", figure.what), ("how", figure.how), ("how sure", figure.sure)):
        yield hanging_indent((label, DIM), text, LABEL, width)
    yield ""
