"""Errors as screens show them: what is wrong, and what to do."""

from __future__ import annotations

from sim.base.problems import InputError, describe_error, format_file_name

MAX_LINES = 40


def error_lines(error: Exception) -> list[str]:
    """An error as lines of text, none of them markup."""
    if isinstance(error, InputError):
        return [str(problem) for problem in error.problems[:MAX_LINES]]
    lines = [
        line
        for one in describe_error(error)
        for line in (
            _sentence(": ".join(part for part in (one.place, one.message) if part)),
            _sentence(one.remedy),
        )
    ]
    fault = f"Something went wrong inside the program: {type(error).__name__}: {format_file_name(str(error))}"
    return lines or [fault]


def _sentence(text: str) -> str:
    return f"{text}." if text.startswith(("/", "-")) else f"{text[0].upper()}{text[1:]}."
