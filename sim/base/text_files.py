"""Read a foreign file: bounded, without waiting, and as plain UTF-8 text where it is text.

A pipe or a device is refused, no more than the limit is read, and only InputError is raised for what is found.
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
"""Control characters that are looked at in a file; the first one of each line is reported."""

_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_SHORTEN = "shorten it; what scenarios share can go into `extends`"


def read_text_file(path: Path, label: str, max_bytes: int = MAX_SCENARIO_BYTES) -> str:
    """Return the text of a file. Problems call the file `label`."""
    return decode_text(read_bytes(path, label, max_bytes), label, max_bytes)


def read_bytes(
    path: Path,
    label: str,
    max_bytes: int,
    head: int | None = None,
    kind: str = "text file",
    shorten: str = _SHORTEN,
) -> bytes:
    """Return the content of an ordinary file, or its first `head` bytes; one larger than `max_bytes` is refused in both
    cases. `kind` and `shorten` go into remedies: which file to give, and how to make it smaller.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise file_error(label, "is not an ordinary file", f"give a {kind}")
            content = b"" if found.st_size > max_bytes else file.read(max_bytes + 1 if head is None else head)
    except FileNotFoundError:
        raise file_error(label, "there is no such file", "check the name and the folder") from None
    except IsADirectoryError:
        raise file_error(label, "is a folder", f"give a {kind}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        reason = (reason or "the name is not possible").lower()
        raise file_error(label, f"cannot be read: {reason}", "give a file that you may read") from None
    if max(found.st_size, len(content)) > max_bytes:
        raise _too_large_error(label, max_bytes, shorten)
    return content


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _FLAGS)


def decode_text(content: bytes, label: str, max_bytes: int = MAX_SCENARIO_BYTES) -> str:
    """Decode UTF-8. Anything else, and characters that act on a terminal, are refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        problem = make_problem(_place_after(before, label), (), "is not UTF-8 text", "save the file as UTF-8")
        raise InputError([problem]) from None
    return require_plain_text(text, label, max_bytes)


def require_plain_text(text: str, label: str, max_length: int = MAX_SCENARIO_BYTES) -> str:
    """Return the text unchanged if nothing in it acts on a terminal or hides what is written."""
    if len(text) > max_length:
        raise _too_large_error(label, max_length, _SHORTEN)
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


def _too_large_error(label: str, limit: int, remedy: str) -> InputError:
    units = ((10**6, "MB"), (1024**2, "MiB"), (1024, "KiB"), (1, "bytes"))
    size, name = next((limit // unit, name) for unit, name in units if limit % unit == 0)
    return file_error(label, f"is larger than {size} {name}", remedy)


def file_error(label: str, message: str, remedy: str) -> InputError:
    """Return the error of a file as a whole."""
    return InputError([make_problem(SourcePlace(label, 1, 1), (), message, remedy)])
