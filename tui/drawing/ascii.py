"""ASCII replacements for symbols that a terminal lacks, one character each. Different things stay different.

Letters take the place of chess pieces: capitals of what is there (P proposal, Q qualified, R ripening), small ones of
what is only expected.
"""

from __future__ import annotations

import unicodedata

PIECES = {
    **dict(zip("♞♟♝♜♛♚", "PQRTDK", strict=True)),
    **dict(zip("♘♙♗♖♕♔", "pqrtdk", strict=True)),
}
"""Letters of chess pieces: solid ones, then hollow ones."""

MIN_BRAILLE, MAX_BRAILLE = 0x2800, 0x28FF
"""Braille characters, in which curves are drawn."""

DOTTED_CELL = 0x2800 + 0x01 + 0x02 + 0x04 + 0x40
"""A cell with all dots of its first column: part of a dotted curve."""

_DRAWN = {
    "─╌┄┈╴╶": "-", "━╍┅┉╸╺═▬": "=", "│╎┆┊╵╷▏▎": "|", "┃╏┇┋║╹╻": "#",
    "┌┐└┘├┤┬┴┼╭╮╰╯": "+", "┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬": "#",
    "█▉▊▋▌▐▇▆▅": "#", "▍▄": "+", "▃▂▁": "_", "▔▀": "-", "▓": "%", "▒": "=", "░": ":",
    "·•∙": ".", "●◉◆■": "O", "○◯◇□": "o", "▸▶→⏵": ">", "◂◀←⏴": "<", "▲↑△": "^", "▼↓▽": "v",
    "⚠": "!", "±": "~", "…": ".", "–—−": "-", "×✕✗": "x", "✓✔": "/", "≈": "~", "≤": "<", "≥": ">",
    "‘’": "'", "“”„": '"', "\u00a0": " ", "⏎": "/", "⌫": "<",
}  # fmt: skip
ASCII_SIGNS = {char: sign for chars, sign in _DRAWN.items() for char in chars}
"""ASCII for what is drawn or printed."""

UNKNOWN = "?"


def ascii_sign(char: str, width: int = 1) -> str:
    """ASCII for a character that is so wide in cells."""
    if char.isascii():
        return char
    if MIN_BRAILLE <= ord(char) <= MAX_BRAILLE:
        return _curve(ord(char))
    known = PIECES.get(char) or ASCII_SIGNS.get(char)
    if known:
        return known
    letter = unicodedata.normalize("NFKD", char)[0]
    return letter if letter.isascii() and width == 1 else UNKNOWN * width


def _curve(code: int) -> str:
    if code == MIN_BRAILLE:
        return " "
    return "+" if code & ~(DOTTED_CELL - MIN_BRAILLE) == MIN_BRAILLE else "*"
