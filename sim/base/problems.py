"""Problems in scenarios, rules and records: each has a place, a path, a message and a remedy.

Text from these files is foreign. It enters messages only through `quote_value` or `escape_text`, so that nothing in it
controls a terminal or acts as markup. Nothing here reads files or knows what a scenario is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from sim.base.characters import is_control_character
from sim.base.errors import Trouble, UserError

MAX_PROBLEMS = 100
"""Maximum number of problems reported for a scenario. A file with more is probably something else."""

MAX_SHOWN_LENGTH = 60
"""Maximum number of characters of foreign text in a message."""

PathStep = str | int
KeyPath = tuple[PathStep, ...]
"""Path in a scenario: keys, and indexes in lists, from the top."""

Severity = Literal["error", "warning"]


def quote_value(value: object) -> str:
    """Return a foreign value as escaped text on one line, shortened to a readable length."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{escape_text(value)}'"
    return escape_text(str(value)) if isinstance(value, int | float) else "something else"


def escape_text(text: str) -> str:
    """Return foreign text with control characters escaped, shortened to a readable length."""
    cut = text if len(text) <= MAX_SHOWN_LENGTH else text[: MAX_SHOWN_LENGTH - 3] + "..."
    return _escape(cut)


def format_key_path(path: Iterable[PathStep]) -> str:
    """Return a path in the usual notation: `market.segments.core.weight`, `disruptions.fixed[0].type`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + escape_text(step)
    return text


@dataclass(frozen=True)
class SourcePlace:
    """A position in a file."""

    file: str
    """Name of the file as the user wrote it, or of the built-in."""
    line: int
    """Line number, counted from 1."""
    column: int
    """Column in characters, counted from 1."""

    def __str__(self) -> str:
        return f"{format_file_name(self.file)}:{self.line}:{self.column}"


_hidden_folders: list[str] = []
"""Folders whose own paths are not shown, only names inside them. Set in a confined process."""


def hide_folders(folders: Iterable[PurePath]) -> None:
    """From now on show paths in these folders relative to them (see `sim.base.confinement`)."""
    _hidden_folders.extend(sorted(set(map(str, folders)), key=len, reverse=True))


def format_file_name(name: str) -> str:
    """Return a file name with control characters escaped, not shortened. In a confined process the location of its
    folders is removed.
    """
    for folder in _hidden_folders:
        name = name.replace(f"{folder}{os.sep}", "").replace(folder, "your folder")
    return _escape(name)


def _escape(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if is_control_character(c) or c in "\n\t" else c for c in text)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (an error) or unusual (a warning), where, and what to do about it."""

    file: str
    line: int
    column: int
    path: str
    """Path as `format_key_path` writes it. Empty for the file as a whole."""
    message: str
    remedy: str
    severity: Severity = "error"

    @property
    def trouble(self) -> Trouble:
        """The problem without its severity."""
        what = f"{self.path}: {self.message}" if self.path else self.message
        return Trouble(self.place, what, self.remedy)

    @property
    def place(self) -> str:
        """Place as 'file:line:column'."""
        return str(SourcePlace(self.file, self.line, self.column))

    def __str__(self) -> str:
        what = f"{self.path}: {self.message}" if self.path else self.message
        return f"{self.place}: {self.severity}: {what}; {self.remedy}"


def make_problem(
    place: SourcePlace, path: Iterable[PathStep], message: str, remedy: str, severity: Severity = "error"
) -> Problem:
    """Return a problem at a place and path."""
    return Problem(place.file, place.line, place.column, format_key_path(path), message, remedy, severity)


def sort_problems(problems: Iterable[Problem], files: Sequence[str] = ()) -> list[Problem]:
    """Sort problems by file (`files` first), line and column, and cut them at MAX_PROBLEMS."""
    ranks = {file: rank for rank, file in enumerate(files)}
    found = sorted(problems, key=lambda p: (ranks.get(p.file, len(ranks)), p.line, p.column))
    if len(found) <= MAX_PROBLEMS:
        return found
    last = found[MAX_PROBLEMS - 1]
    more = replace(
        last, path="", message="there are more problems from here on", remedy="mend those before first"
    )
    return [*found[: MAX_PROBLEMS - 1], more]


class InputError(UserError):
    """A scenario, a file of rules or a record that cannot be used. It carries all problems, at least one of them an
    error.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        Exception.__init__(self, "\n".join(str(p) for p in self.problems))

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """The errors among the problems, without warnings."""
        return tuple(problem.trouble for problem in self.problems if problem.severity == "error")


def describe_error(error: Exception) -> tuple[Trouble, ...]:
    """Describe an error to the user. Empty if it is a bug in the program."""
    if isinstance(error, UserError):
        return error.troubles
    if isinstance(error, OSError):  # one that no code handled where it occurred
        place = format_file_name(str(error.filename or ""))
        return (Trouble(place, (error.strerror or str(error)).lower(), "give another place, or make room"),)
    if isinstance(error, MemoryError):
        return (Trouble("", "there is not enough memory", "close other programs, or ask for less"),)
    return ()
