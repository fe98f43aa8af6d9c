"""Read the records of a CSV text, each with the line in which it begins. A broken record costs only its first line."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.base.text_files import file_error
from sim.crm.intake.encodings import EncodedText, error_handler

MAX_FIELD_LENGTH = 100_000
"""characters; longest field that is read."""
MAX_BROKEN_RECORDS = 1000
"""Broken records after which a file is refused; each may cost as much time as the longest field."""

TOO_LONG = f"field longer than {MAX_FIELD_LENGTH:,} characters"
BAD_QUOTES = "unbalanced quotation marks"

Record = tuple[int, list[str] | str]
"""The line (from 1), and the fields, or the reason why there are none."""


@dataclass(slots=True)
class _Lines:
    """Lines of a text; those of the present record can be put back."""

    source: Iterator[str]
    back: deque[str] = field(default_factory=deque)
    record: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.source)
        self.record.append(line)
        return line


def read_records(text: EncodedText, separator: str, label: str) -> Iterator[Record]:
    """Yield all records. Raises InputError for bytes that cannot be decoded, and for a file that is not CSV."""
    decoded = io.TextIOWrapper(io.BytesIO(text.data), text.codec, error_handler(text.codec), newline="")
    number = 1
    try:
        for number, record in _read_records(_Lines(iter(decoded)), separator, label):
            yield number, record
    except UnicodeError:
        message = f"is not {text.codec.removesuffix('-sig').upper()} text after line {number}"
        raise file_error(label, message, "set its `encoding` with --map, or save it as UTF-8") from None


def _read_records(lines: _Lines, separator: str, label: str) -> Iterator[Record]:
    number, broken = 1, 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.record.clear()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            broken += 1
            if broken > MAX_BROKEN_RECORDS:
                message = f"has more than {MAX_BROKEN_RECORDS:,} broken records"
                raise file_error(label, message, "export it again, with fields in quotation marks") from None
            first, *rest = lines.record
            lines.back.extendleft(reversed(rest))
            reader = csv.reader(lines, delimiter=separator, strict=True)
            yield number, TOO_LONG if len(first) > MAX_FIELD_LENGTH else BAD_QUOTES
            number += 1
            continue
        yield number, fields
        number += len(lines.record)
