"""What can be wrong with a scenario: a problem has a place, a path, plain words and a remedy.

Text from a scenario is foreign: it enters a message only through `shown`, which leaves nothing in it that a terminal
or a markup could act on. Nothing here reads files or knows what a scenario is.
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
"""Problems that are reported of one scenario; a file with more is not a scenario gone wrong but something else."""

MAX_SHOWN_LENGTH = 60
"""characters; of foreign text in a message."""

PathStep = str | int
KeyPath = tuple[PathStep, ...]
"""Where in a scenario: keys and positions in lists, from the top."""

Severity = Literal["error", "warning"]


def quote_value(value: object) -> str:
    """A foreign value as harmless text of one line, cut to a readable length."""
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
    """Foreign text with everything that acts written as an escape, cut to a readable length."""
    cut = text if len(text) <= MAX_SHOWN_LENGTH else text[: MAX_SHOWN_LENGTH - 3] + "..."
    return _escape(cut)


def format_key_path(path: Iterable[PathStep]) -> str:
    """A path as people write it: `market.segments.core.weight`, `disruptions.fixed[0].type`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + escape_text(step)
    return text


@dataclass(frozen=True)
class SourcePlace:
    """A point in a file."""

    file: str
    """name of the file as the user wrote it, or of the built-in."""
    line: int
    """counted from 1."""
    column: int
    """characters; counted from 1."""

    def __str__(self) -> str:
        return f"{format_file_name(self.file)}:{self.line}:{self.column}"


_hidden_folders: list[str] = []
"""Folders whose own paths are not shown, only what is in them: those of a confined process."""


def hide_folders(folders: Iterable[PurePath]) -> None:
    """From now on show paths below these folders as they are named from there (see `sim.base.confinement`)."""
    _hidden_folders.extend(sorted(set(map(str, folders)), key=len, reverse=True))


def format_file_name(name: str) -> str:
    """A file's name in full, with every control character escaped; in a confined process it shows nothing of
    where its folders lie.
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
    """as `format_key_path` writes it; empty for the file as a whole."""
    message: str
    remedy: str
    severity: Severity = "error"

    @property
    def trouble(self) -> Trouble:
        """The same without its severity."""
        what = f"{self.path}: {self.message}" if self.path else self.message
        return Trouble(self.place, what, self.remedy)

    @property
    def place(self) -> str:
        """'file:line:column'."""
        return str(SourcePlace(self.file, self.line, self.column))

    def __str__(self) -> str:
        what = f"{self.path}: {self.message}" if self.path else self.message
        return f"{self.place}: {self.severity}: {what}; {self.remedy}"


def make_problem(
    place: SourcePlace, path: Iterable[PathStep], message: str, remedy: str, severity: Severity = "error"
) -> Problem:
    """A problem at a place and a path."""
    return Problem(place.file, place.line, place.column, format_key_path(path), message, remedy, severity)


def sort_problems(problems: Iterable[Problem], files: Sequence[str] = ()) -> list[Problem]:
    """Problems by file (these files first), line and column, not more than are reported of one scenario."""
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
    """A scenario, a file of rules or a record cannot be used. Carries every problem found, at least one an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        Exception.__init__(self, "\n".join(str(p) for p in self.problems))

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """The errors among the problems; warnings stay out."""
        return tuple(problem.trouble for problem in self.problems if problem.severity == "error")


def describe_error(error: Exception) -> tuple[Trouble, ...]:
    """What is wrong, for people; nothing where it is a fault of the program."""
    if isinstance(error, UserError):
        return error.troubles
    if isinstance(error, OSError):  # of a place that nobody foresaw
        place = format_file_name(str(error.filename or ""))
        return (Trouble(place, (error.strerror or str(error)).lower(), "give another place, or make room"),)
    if isinstance(error, MemoryError):
        return (Trouble("", "there is not enough memory", "close other programs, or ask for less"),)
    return ()
