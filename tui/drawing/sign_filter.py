"""Signs for terminals that have not all of them: a filter over everything that is drawn.

Letters take the place of chess pieces; where a terminal has nothing but ASCII also frames, bars, curves and arrows have
signs of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sim.play.settings.terminal_support import SignSupport
from tui.drawing.ascii import PIECES, ascii_sign


def to_ascii(char: str) -> str:
    """ASCII for a character, as wide as it is."""
    return ascii_sign(char, cell_len(char))


class SignFilter(LineFilter):
    """Writes what a terminal can show."""

    def __init__(self) -> None:
        super().__init__(enabled=False)
        self._able: SignSupport = "chess"

    @property
    def able(self) -> SignSupport:
        """What can be shown."""
        return self._able

    @able.setter
    def able(self, able: SignSupport) -> None:
        self._able, self.enabled = able, able != "chess"

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # as Textual calls it
        """The same segments with other signs."""
        return list(self._applied(segments))

    def _applied(self, segments: list[Segment]) -> Iterator[Segment]:
        for segment in segments:
            text = segment.text
            yield segment if text.isascii() else Segment(self.said(text), segment.style, segment.control)

    def said(self, text: str) -> str:
        """A text as it is shown."""
        if self._able == "chess":
            return text
        if self._able == "letters":
            return "".join(PIECES.get(char, char) for char in text)
        return "".join(map(to_ascii, text))
