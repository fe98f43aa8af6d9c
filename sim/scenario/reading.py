"""Reads a scenario's file as text: bounded, UTF-8 only, plain text only.

It never waits (a pipe or a device is refused), never reads more than the limit, and never raises anything but
ScenarioError for what it finds.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sim.scenario.problems import Place, ScenarioError, acts, problem

MOST_BYTES = 1024 * 1024
"""bytes; largest file that is read."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def read(path: Path, label: str) -> str:
    """The text of a file. `label` is the file's name in problems."""
    return decode(_bounded(path, label), label)


def _bounded(path: Path, label: str) -> bytes:
    try:
        return _regular(path, label)
    except FileNotFoundError:
        raise _error(label, "there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
        )
        raise _error(label, f"cannot be read: {reason.lower()}", "give a file that you may read") from None


def _regular(path: Path, label: str) -> bytes:
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _error(label, "is not an ordinary file", "give a text file in YAML")
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(label)
    return content


def decode(content: bytes, label: str) -> str:
    """Text from bytes; refuses what is not UTF-8 and characters that act on a terminal."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        remedy = "save the file as UTF-8"
        raise ScenarioError([problem(_after(before, label), (), "is not UTF-8 text", remedy)]) from None
    return harmless(text, label)


def harmless(text: str, label: str) -> str:
    """The text itself, if nothing in it acts on a terminal or hides what is written."""
    if len(text) > MOST_BYTES:
        raise _too_large(label)
    at = next(
        (i for i, c in enumerate(text) if c != "\r" and c not in "\n\t" and not c.isprintable() and acts(c)),
        None,
    )
    if at is None:
        return text
    message = f"has the control character U+{ord(text[at]):04X}"
    raise ScenarioError(
        [problem(_after(text[:at], label), (), message, "remove it; a scenario is plain text")]
    )


def _after(before: str, label: str) -> Place:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(label, len(lines), len(lines[-1]) + 1)


def _too_large(label: str) -> ScenarioError:
    return _error(
        label, "is larger than 1 MiB", "shorten it; what it shares with others can go into `extends`"
    )


def _error(label: str, message: str, remedy: str) -> ScenarioError:
    return ScenarioError([problem(Place(label, 1, 1), (), message, remedy)])
