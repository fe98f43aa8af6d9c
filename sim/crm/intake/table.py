"""The rows of a file as columns of clean texts, broken rows counted with the reason."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

from sim.base.characters import CONTROL_CHARACTERS
from sim.base.progress import ProgressCallback, report_progress
from sim.crm.intake.csv_records import MAX_FIELD_LENGTH, TOO_LONG, Record
from sim.crm.intake.header import WRAPPED, unwrap
from sim.crm.intake.report_layout import drop_other_rows

_CHUNK = 20_000
"""rows; that are turned into columns at once."""
EMPTY_END = "empty fields at the end were left out"
UNWRAPPED = 'texts wrapped for a spreadsheet (="...") were unwrapped'
PADDED = "fields that are missing at the end of a row are empty"


@dataclass(slots=True)
class Table:
    """A file that was read. Rows have as many fields as the header."""

    label: str
    encoding: str | None
    separator: str | None
    """as in a mapping; both None for a workbook."""
    header: list[str]
    """names of the columns."""
    line: int
    """of the header, from 1."""
    columns: list[list[str]] = field(default_factory=list)
    rows: int = 0
    """data rows, broken ones included."""
    short: list[bool] = field(default_factory=list)
    """of each row, whether it had fewer fields than the header, and was filled up."""
    set_aside: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    """what was decided about it, a sentence each, without the file's name."""


def fill_table(found: Table, rest: Iterator[Record], progress: ProgressCallback | None, of: int) -> None:
    """Read the rows of a table; `of` is about how many there are. Raises StoppedError."""
    found.columns = [[] for _ in found.header]
    pools: list[dict[str, str]] = [{} for _ in found.header]
    while chunk := list(itertools.islice(rest, _CHUNK)):
        report_progress(progress, min(found.rows, of), of)
        kept = [fields for _, record in chunk if (fields := _read_fields(found, record)) is not None]
        cleaned: set[int] = set()
        unwrapped: set[int] = set()
        for column, pool, raw in zip(found.columns, pools, zip(*kept, strict=True), strict=False):
            cells = _unwrap_cells(_clean_cells(raw, cleaned), unwrapped)
            column.extend(map(pool.setdefault, cells, cells))  # equal texts are kept once
        found.repaired["control characters were left out"] += len(cleaned)
        found.repaired[UNWRAPPED] += len(unwrapped)
    sheet = drop_other_rows(found.header, found.columns, pools)
    found.columns = sheet.columns
    found.short = list(compress(found.short, sheet.kept))
    found.set_aside += sheet.reasons
    found.repaired = +(found.repaired + sheet.repaired)
    report_progress(progress, of, of)


def _read_fields(found: Table, record: list[str] | str) -> list[str] | None:
    """The fields of a data row that has as many as the header; what has not is counted."""
    wide = len(found.header)
    if isinstance(record, str):
        return _set_aside(found, record)
    if not record:
        return None  # an empty line is no row
    shorter = len(record) > wide and not any(map(str.strip, record[wide:]))
    if shorter:
        del record[wide:]
    if max(map(len, record)) > MAX_FIELD_LENGTH:
        return _set_aside(found, TOO_LONG)
    if len(record) > wide:
        return _set_aside(found, "too many fields")
    if not record[0].strip() and not any(map(str.strip, record)):
        return _set_aside(found, "nothing in any field")
    found.rows += 1
    found.short.append(len(record) < wide)
    found.repaired[EMPTY_END] += shorter
    if len(record) < wide:
        record.extend([""] * (wide - len(record)))
    return record


def _set_aside(found: Table, reason: str) -> list[str] | None:
    found.rows += 1
    found.set_aside[reason] += 1
    return None


def _unwrap_cells(cells: Sequence[str], changed: set[int]) -> Sequence[str]:
    """Cells without the signs that keep a spreadsheet from reading them as numbers."""
    joined = "\n".join(cells)
    if "=" not in joined and "'" not in joined:
        return cells
    texts = [unwrap(wrapped) if (wrapped := WRAPPED.fullmatch(cell)) else cell for cell in cells]
    changed.update(at for at, (was, now) in enumerate(zip(cells, texts, strict=True)) if was is not now)
    return texts


def _clean_cells(cells: Sequence[str], cleaned: set[int]) -> Sequence[str]:
    """Cells without characters that act; `cleaned` gets the places of those that had some."""
    if not CONTROL_CHARACTERS.search("\n".join(cells)):
        return cells
    clean = [CONTROL_CHARACTERS.sub("", cell) for cell in cells]
    cleaned.update(at for at, (was, now) in enumerate(zip(cells, clean, strict=True)) if was != now)
    return clean
