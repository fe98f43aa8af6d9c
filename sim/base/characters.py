"""One rule of characters for all foreign text: scenarios, rules, records, settings, names.

A character may be shown and may be kept, or it is refused (in files) or left out (in what is typed). So whatever is
accepted once can be written to a file and read back.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
"""Zero-width, filling and tagging characters. The joiners U+200C and U+200D stay: Persian and emoji need them."""
_NO_TEXT = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Surrogates, and what Unicode sets aside as no character: no YAML can hold them."""

CONTROL_CHARACTERS = re.compile(f"[{_CONTROLS}{_DIRECTION}{_INVISIBLE}{_NO_TEXT}]")
"""Characters that a terminal or a widget acts on, that nobody sees, or that are none. Not among them: tab and line
feed."""

_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What joins or varies the letter before it, and is hardly seen."""


def is_control_character(char: str) -> bool:
    """Whether a character does something else than being shown, or cannot be kept in a file."""
    return CONTROL_CHARACTERS.match(char) is not None


def clean_line(text: str) -> str:
    """The text in one line, without characters that act."""
    return " ".join(CONTROL_CHARACTERS.sub("", text).split())


def lookalike_key(name: str) -> str:
    """What two names have in common that people would take for the same: case, spaces, compatible forms and what is
    not seen make no difference.
    """
    if name.isascii() and name.isprintable():  # as nearly all are
        return " ".join(name.split()).casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_line(name)).casefold())
    return _JOINERS.sub("", folded)
