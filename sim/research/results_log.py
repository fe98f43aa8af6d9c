"""A log of the results of long work: one JSON document per line, written as soon as each result is there.

Work that was stopped continues from its log. An incomplete last line, left by a process that was killed, is removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sim.base.locks import LockedFile, Timeout
from sim.base.paths import name_exists
from sim.base.places import PlaceError
from sim.base.problems import InputError, SourcePlace, make_problem
from sim.base.text_files import read_text_file

MAX_LOG_BYTES = 256 * 1024 * 1024
"""bytes; the largest file that is read, about a million games."""

_WRITABLE_REMEDY = "give another file, in a folder that you may write in"


class ResultsLog:
    """A log file, locked until `close`. `documents` has what it contained; `add` writes at once."""

    def __init__(self, path: Path, beginning: str = '{"') -> None:
        """Open or create a file in which every line has this beginning. Raises PlaceError, and InputError with the
        place of the first line that is not a document.
        """
        self.path, self.documents = path, list[dict[str, Any]]()
        self._lock = _lock_log(path)
        try:
            if name_exists(path):
                self.documents = _read_documents(path, beginning)
            self._file = path.open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            self._lock.release()
            raise PlaceError(path, error, _WRITABLE_REMEDY) from None
        except BaseException:
            self._lock.release()
            raise

    def add(self, document: Mapping[str, Any]) -> None:
        """Write one more document. Raises PlaceError."""
        try:
            self._file.write(json.dumps(document, allow_nan=False) + "\n")
            self._file.flush()
        except OSError as error:
            raise PlaceError(self.path, error, "make room; what was written before is still there") from None
        self.documents.append(dict(document))

    def close(self) -> None:
        """Close and unlock the file."""
        try:
            self._file.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _lock_log(path: Path) -> LockedFile:
    if not path.name:
        raise PlaceError(path, OSError("it is a folder"), "give a file")
    try:
        return LockedFile(path)
    except Timeout:
        busy = OSError("another process writes into it")
        raise PlaceError(path, busy, "let it end, or give another file") from None
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, OSError) else OSError("the name is not possible")
        raise PlaceError(path, reason, _WRITABLE_REMEDY) from None


def _read_documents(path: Path, beginning: str) -> list[dict[str, Any]]:
    """Read all lines. An incomplete last line is completed or removed."""
    label = str(path)
    text = read_text_file(path, label, MAX_LOG_BYTES)
    *lines, tail = text.split("\n")
    found = [_parse_document(line, label, number) for number, line in enumerate(lines, 1)]
    if tail:
        # a file of somebody else is not to be changed
        if tail[: len(beginning)] != beginning[: len(tail)]:
            raise line_error(label, len(lines) + 1, "this line is not a JSON document")
        with suppress(InputError):
            found.append(_parse_document(tail, label, len(lines) + 1))
        with path.open("r+b") as file:
            if len(found) > len(lines):
                file.seek(0, os.SEEK_END)
                file.write(b"\n")
            else:
                file.truncate(path.stat().st_size - len(tail.encode("utf-8")))
    return found


def _parse_document(line: str, label: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise line_error(label, number, "this line is not a JSON document")
    return found


def line_error(label: str, number: int, message: str, remedy: str = "give another file") -> InputError:
    """An error at a line of a log."""
    return InputError([make_problem(SourcePlace(label, number, 1), (), message, remedy)])
