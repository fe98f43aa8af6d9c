"""Which characters are allowed in foreign text: scenarios, rules, records, settings, names.

Every other character is refused in files and removed from typed input. Text that was accepted once can therefore always
be written to a file and read back.
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
"""Zero-width characters, fillers and tags. U+200C and U+200D are allowed because Persian and emoji need them."""
_NO_TEXT = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Surrogates and noncharacters of Unicode, which YAML cannot contain."""

CONTROL_CHARACTERS = re.compile(f"[{_CONTROLS}{_DIRECTION}{_INVISIBLE}{_NO_TEXT}]")
"""Characters that control a terminal or a widget, are invisible, or are not characters. Tab and line feed are
allowed."""

_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that join or vary the letter before them and are barely visible."""


def is_control_character(char: str) -> bool:
    """Return whether a character is not allowed in foreign text."""
    return CONTROL_CHARACTERS.match(char) is not None


def clean_line(text: str) -> str:
    """Return the text on one line, without control characters."""
    return " ".join(CONTROL_CHARACTERS.sub("", text).split())


def lookalike_key(name: str) -> str:
    """Return a key that is equal for names that people would confuse. Case, spacing, compatibility forms and invisible
    characters make no difference.
    """
    if name.isascii() and name.isprintable():  # nearly every name is; normalising is slow
        return " ".join(name.split()).casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_line(name)).casefold())
    return _JOINERS.sub("", folded)
