"""Errors as people read them: what is wrong, and what to do."""

from __future__ import annotations

from sim.base.places import GameInUseError, PlaceError
from sim.base.problems import InputError, format_file_name
from sim.model.limits import GameLimitError

MOST_LINES = 40


def is_user_error(error: Exception) -> bool:
    """Whether an error comes from what the user gave, or from where it lies, and not from a fault of the program."""
    return isinstance(error, InputError | PlaceError | GameInUseError | GameLimitError | OSError)


def error_lines(error: Exception) -> list[str]:
    """An error as lines of text, none of them markup."""
    if isinstance(error, InputError):
        return [str(problem) for problem in error.problems[:MOST_LINES]]
    if isinstance(error, PlaceError | GameInUseError):
        return [f"{error.message}.", f"{error.remedy[0].upper()}{error.remedy[1:]}."]
    if isinstance(error, GameLimitError):
        return [f"{error}.", "Make its numbers smaller; `tactegic check` tells which are unusual."]
    if isinstance(error, OSError):
        return [f"{format_file_name(str(error.filename or ''))}: {error.strerror or error}"]
    return [
        f"Something went wrong inside the program: {type(error).__name__}: {format_file_name(str(error))}"
    ]
