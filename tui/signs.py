"""Signs for terminals that have not all of them: a filter over everything that is drawn, a character for a character.

Letters take the place of chess pieces, capitals of what is there (P proposal, Q qualified, R ripening) and small ones
of what is only expected; where a terminal has nothing but ASCII also frames, bars, curves and arrows have signs of it.
What stands for different things stays different.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sim.settings.terminal import Able

PIECES = {
    **dict(zip("♞♟♝♜♛♚", "PQRTDK", strict=True)),
    **dict(zip("♘♙♗♖♕♔", "pqrtdk", strict=True)),
}
"""Letters of chess pieces: solid ones, then hollow ones."""

FIRST_DOTS, LAST_DOTS = 0x2800, 0x28FF
"""Characters of dots, in which curves are drawn."""

EVERY_OTHER = 0x2800 + 0x01 + 0x02 + 0x04 + 0x40
"""Of a cell whose dots are all in its first column: a dotted curve."""

_DRAWN = {
    "─╌┄┈╴╶": "-", "━╍┅┉╸╺═▬": "=", "│╎┆┊╵╷▏▎": "|", "┃╏┇┋║╹╻": "#",
    "┌┐└┘├┤┬┴┼╭╮╰╯": "+", "┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬": "#",
    "█▉▊▋▌▐▇▆▅": "#", "▍▄": "+", "▃▂▁": "_", "▔▀": "-", "▓": "%", "▒": "=", "░": ":",
    "·•∙": ".", "●◉◆■": "O", "○◯◇□": "o", "▸▶→⏵": ">", "◂◀←⏴": "<", "▲↑△": "^", "▼↓▽": "v",
    "⚠": "!", "±": "~", "…": ".", "–—−": "-", "×✕✗": "x", "✓✔": "/", "≈": "~", "≤": "<", "≥": ">",
    "‘’": "'", "“”„": '"', "\u00a0": " ", "⏎": "/", "⌫": "<",
}  # fmt: skip
DRAWN = {char: sign for chars, sign in _DRAWN.items() for char in chars}
"""ASCII for what is drawn or printed."""

UNKNOWN = "?"


def plain_sign(char: str) -> str:
    """ASCII for a character, as wide as it is."""
    if char.isascii():
        return char
    if FIRST_DOTS <= ord(char) <= LAST_DOTS:
        return _curve(ord(char))
    known = PIECES.get(char) or DRAWN.get(char)
    if known:
        return known
    letter = unicodedata.normalize("NFKD", char)[0]
    return letter if letter.isascii() and cell_len(char) == 1 else UNKNOWN * cell_len(char)


def _curve(code: int) -> str:
    if code == FIRST_DOTS:
        return " "
    return "+" if code & ~(EVERY_OTHER - FIRST_DOTS) == FIRST_DOTS else "*"


class Signs(LineFilter):
    """Writes what a terminal can show."""

    def __init__(self) -> None:
        super().__init__(enabled=False)
        self._able: Able = "chess"

    @property
    def able(self) -> Able:
        """What can be shown."""
        return self._able

    @able.setter
    def able(self, able: Able) -> None:
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
        return "".join(map(plain_sign, text))
