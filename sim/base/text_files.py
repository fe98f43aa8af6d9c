"""Reads a foreign file (a scenario, a record) as text: bounded, UTF-8 only, plain text only.

It never waits (a pipe or a device is refused), never reads more than the limit, and never raises anything but
InputError for what it finds.
"""

from __future__ import annotations

import itertools
import os
import stat
from pathlib import Path

from sim.base.characters import CONTROL_CHARACTERS
from sim.base.problems import InputError, Problem, SourcePlace, make_problem

MAX_SCENARIO_BYTES = 1024 * 1024
"""bytes; largest scenario that is read."""

MAX_CONTROL_CHARACTERS = 10
"""Control characters of a file that are looked at, of which the first of each line is reported."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def read_text_file(path: Path, label: str, most: int = MAX_SCENARIO_BYTES) -> str:
    """The text of a file of at most so many bytes. `label` is the file's name in problems."""
    return decode_text(_read_bounded(path, label, most), label, most)


def _read_bounded(path: Path, label: str, most: int) -> bytes:
    try:
        return _read_regular_file(path, label, most)
    except FileNotFoundError:
        raise _file_error(label, "there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
        )
        raise _file_error(
            label, f"cannot be read: {reason.lower()}", "give a file that you may read"
        ) from None


def _read_regular_file(path: Path, label: str, most: int) -> bytes:
    handle = os.open(path, _FLAGS)
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            what = "is a folder" if stat.S_ISDIR(mode) else "is not an ordinary file"
            raise _file_error(label, what, "give a text file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(most + 1)
    finally:
        os.close(handle)
    if len(content) > most:
        raise _too_large_error(label, most)
    return content


def decode_text(content: bytes, label: str, most: int = MAX_SCENARIO_BYTES) -> str:
    """Text from bytes; refuses what is not UTF-8 and characters that act on a terminal."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        remedy = "save the file as UTF-8"
        raise InputError(
            [make_problem(_place_after(before, label), (), "is not UTF-8 text", remedy)]
        ) from None
    return require_plain_text(text, label, most)


def require_plain_text(text: str, label: str, most: int = MAX_SCENARIO_BYTES) -> str:
    """The text itself, if nothing in it acts on a terminal or hides what is written."""
    if len(text) > most:
        raise _too_large_error(label, most)
    bad = (found.start() for found in CONTROL_CHARACTERS.finditer(text) if found[0] != "\r")
    lines: dict[int, Problem] = {}
    for at in itertools.islice(bad, MAX_CONTROL_CHARACTERS):
        place = _place_after(text[:at], label)
        message = f"has the control character U+{ord(text[at]):04X}"
        lines.setdefault(place.line, make_problem(place, (), message, "remove it; only plain text is read"))
    if lines:
        raise InputError(lines.values())
    return text


def _place_after(before: str, label: str) -> SourcePlace:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return SourcePlace(label, len(lines), len(lines[-1]) + 1)


def _too_large_error(label: str, most: int) -> InputError:
    size = (
        f"{most // 1024**2} MiB"
        if most >= 1024**2
        else f"{most // 1024} KiB"
        if most >= 1024
        else f"{most} bytes"
    )
    return _file_error(
        label, f"is larger than {size}", "shorten it; what scenarios share can go into `extends`"
    )


def _file_error(label: str, message: str, remedy: str) -> InputError:
    return InputError([make_problem(SourcePlace(label, 1, 1), (), message, remedy)])
