"""Reading lines: bounded, decoded, numbered. Whatever comes in becomes a line, or the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from sim.base.characters import is_control_character

LONGEST = 2000
"""bytes; of a line."""

MARK = "\ufeff"
"""Some programs begin their text with it."""

UNKNOWN = "\ufffd"
"""Stands where bytes were no text."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the player's."""

    number: int
    """counted from 1."""
    text: str
    """without blanks at its ends."""
    problem: tuple[str, str] | None = None
    """why it cannot be read, and what to do; the text is then only to be shown."""


def heard(stream: BinaryIO, number: int) -> Heard | None:
    """The next line; None at the end."""
    line = stream.readline(LONGEST + 1)
    if not line:
        return None
    long = len(line) > LONGEST and not line.endswith(b"\n")
    rest = line
    while long and rest and not rest.endswith(b"\n"):
        rest = stream.readline(LONGEST)
    text = line.decode("utf-8", errors="replace").removeprefix(MARK).strip()
    if long:
        return Heard(number, text, (f"more than {LONGEST:,} bytes in a line", "write a shorter one"))
    if UNKNOWN in text:
        return Heard(number, text, ("this is not text in UTF-8", "write it in UTF-8"))
    if any(is_control_character(char) for char in text):
        return Heard(number, text, ("this line has control characters", "leave them out"))
    return Heard(number, text)
