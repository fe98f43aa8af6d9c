"""A filter over everything that is drawn, for terminals that lack some symbols.

Letters replace chess pieces; if a terminal supports only ASCII, frames, bars, curves and arrows are replaced too.
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
    """Replaces symbols that the terminal does not support."""

    def __init__(self) -> None:
        super().__init__(enabled=False)
        self._able: SignSupport = "chess"

    @property
    def able(self) -> SignSupport:
        """The symbols that the terminal supports."""
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
            yield segment if text.isascii() else Segment(self.replace(text), segment.style, segment.control)

    def replace(self, text: str) -> str:
        """A text in symbols that the terminal supports."""
        if self._able == "chess":
            return text
        if self._able == "letters":
            return "".join(PIECES.get(char, char) for char in text)
        return "".join(map(to_ascii, text))
