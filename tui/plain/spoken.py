"""Text as a screen reader can say it: words in place of signs, nothing that a terminal would act on, lines that fit."""

from __future__ import annotations

import textwrap

from sim.base.problems import format_file_name

WORDS = {
    "~": "about ",
    "±": "plus or minus ",
    "▲": "up ",
    "▼": "down ",
    "·": ";",
    "…": "...",
    "→": "to",
    "⚠": "Attention:",
    "“": '"',
    "”": '"',
    "\N{NO-BREAK SPACE}": " ",
}
"""Signs that our own sentences have on screens, and what they are called."""

_TABLE = str.maketrans(WORDS)

INDENT = "  "
"""Before the lines of a sentence after its first."""


def spoken(text: str) -> str:
    """A line of text without such signs; what would act on a terminal is written as an escape."""
    return format_file_name(text.replace(" · ", "; ").translate(_TABLE))


def wrap_spoken(text: str, width: int | None) -> list[str]:
    """A line as lines of a width in characters, broken between words; None for one however long."""
    if width is None or len(text) <= width:
        return [text]
    return textwrap.wrap(
        text, max(width, 20), subsequent_indent=INDENT, break_on_hyphens=False, break_long_words=False
    )
