"""Errors as screens show them: what is wrong, and what to do."""

from __future__ import annotations

from sim.base.errors import Trouble
from sim.base.problems import InputError, describe_error, format_file_name

MAX_LINES = 40


def error_lines(error: Exception) -> list[str]:
    """An error as lines of text, none of them markup."""
    if isinstance(error, InputError):
        return [str(problem) for problem in error.problems[:MAX_LINES]]
    lines = [line for one in describe_error(error) for line in _sentences(one)]
    fault = f"Something went wrong inside the program: {type(error).__name__}: {format_file_name(str(error))}"
    return lines or [fault]


def _sentences(one: Trouble) -> list[str]:
    """What is wrong, which may begin with a file's name and stays as it is written, and the remedy."""
    what = ": ".join(part for part in (one.place, one.message) if part)
    return [f"{what}.", f"{one.remedy[:1].upper()}{one.remedy[1:]}."]
