"""Records of a CSV text with the line that each begins in. A record that is broken costs its first line alone."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.crm.intake.content import error_handler, file_error

MAX_FIELD_LENGTH = 100_000
"""characters; of a field that is read."""
MAX_BROKEN_RECORDS = 1000
"""Broken records with which a file is still read; each may cost as much as `csv` reads into one field."""

TOO_LONG = f"a field of over {MAX_FIELD_LENGTH:,} characters"
BAD_QUOTES = "quotation marks that do not fit together"

Record = tuple[int, list[str] | str]
"""The line (from 1), and the fields, or why there are none."""


@dataclass(slots=True)
class _Lines:
    """Lines of a text, which can be put back as far as the present record goes."""

    source: Iterator[str]
    back: deque[str] = field(default_factory=deque)
    record: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.source)
        self.record.append(line)
        return line


def read_records(data: bytes, encoding: str, separator: str, label: str) -> Iterator[Record]:
    """All records. Raises InputError for bytes that are not in that encoding, and for a file that is not CSV."""
    lines = _Lines(iter(io.TextIOWrapper(io.BytesIO(data), encoding, error_handler(encoding), newline="")))
    number = 1
    try:
        for number, record in _read_records(lines, separator, label):
            yield number, record
    except UnicodeError:
        where = f"is not {encoding.removesuffix('-sig')} text after line {number}"
        raise file_error(label, where, "give its `encoding` with --map, or save it as UTF-8") from None


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
