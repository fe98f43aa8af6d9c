"""What commands print: text for people, or exactly one JSON document; errors with place and remedy; exit status.

Exit status: 0 good; 1 the answer is 'no'; 2 bad input; 130 stopped by the user.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.base.errors import Trouble, UserError

GOOD, NO, BAD_INPUT, STOPPED = 0, 1, 2, 130

DIGITS = 6
"""Digits behind the point of numbers in JSON: more than agree between machines would be noise."""


class CommandError(UserError):
    """A command cannot be carried out: everything that is wrong."""

    def __init__(self, *troubles: Trouble) -> None:
        self._troubles = troubles
        Exception.__init__(self, "\n".join(str(t) for t in troubles))

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong."""
        return self._troubles


class OutputError(UserError):
    """Standard output cannot be written."""

    where = "standard output"

    def __init__(self, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        super().__init__(f"cannot be written: {reason}", "send it somewhere else")


def prepare_streams() -> None:
    """Make streams that never fail for their letters: what an encoding lacks is written as an escape. Raises
    OutputError where there is no standard output.
    """
    for handle in range(3):  # a closed one would be given to the next file that is opened
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # until the end
    if sys.stdout is None:
        raise OutputError(OSError("it is closed"))


def say(*lines: str) -> None:
    """Lines of text on standard output. Raises BrokenPipeError where nobody reads them, else OutputError."""
    with written_out():
        for line in lines:
            sys.stdout.write(f"{line}\n")


def finish() -> None:
    """Write what is still to be written. Raises BrokenPipeError, OutputError."""
    with written_out():
        sys.stdout.flush()


@contextmanager
def written_out() -> Iterator[None]:
    """Within it an error is one of standard output. Raises BrokenPipeError, OutputError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from None


def mute() -> None:
    """Standard output leads nowhere from now on, so that nothing fails when Python writes the rest at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def warn(*lines: object) -> None:
    """Lines on standard error, where anybody reads it."""
    with suppress(OSError):
        for line in lines:
            sys.stderr.write(f"{line}\n")


def say_json(document: Mapping[str, Any]) -> None:
    """The one JSON document of a command, in ASCII where the output has no other letters."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    say(json.dumps(round_floats(document), indent=2, ensure_ascii=encoding != "utf8", allow_nan=False))


def round_floats(value: Any) -> Any:
    """A document with its floats rounded; what is not finite is null."""
    if isinstance(value, float):
        return (
            None if value != value or value in (float("inf"), float("-inf")) else round(value, DIGITS) + 0.0
        )
    if isinstance(value, Mapping):
        return {key: round_floats(inner) for key, inner in value.items()}
    return [round_floats(inner) for inner in value] if isinstance(value, list | tuple) else value


def say_errors(troubles: Sequence[Trouble], as_json: bool) -> int:
    """Tell what is wrong; the exit status for it."""
    if as_json:
        say_json({"errors": [{"place": t.place, "message": t.message, "remedy": t.remedy} for t in troubles]})
    else:
        warn(*troubles)
    return BAD_INPUT


def format_table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> list[str]:
    """Rows of text in columns under a head: the first `left` columns to the left, the others to the right."""
    every = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[i]) for row in every) for i in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in every
    ]
