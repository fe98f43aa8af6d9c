"""The rows of a file as columns of clean texts; broken rows are counted with the reason."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

from sim.base.characters import CONTROL_CHARACTERS
from sim.base.progress import ProgressCallback, report_progress
from sim.crm.intake.column_names import find_column
from sim.crm.intake.csv_records import MAX_FIELD_LENGTH, TOO_LONG, Record
from sim.crm.intake.header import WRAPPED, unwrap
from sim.crm.intake.mapping import Columns
from sim.crm.intake.report_layout import drop_other_rows
from sim.crm.intake.vocabulary import find_special_column

_CHUNK = 20_000
"""rows; that are turned into columns at once."""
EMPTY_END = "extra empty fields at the end were dropped"
UNWRAPPED = 'spreadsheet wrappers (="...") were removed'
CLEANED = "control characters were removed"
PADDED = "fields missing at the end of the row were read as empty"


@dataclass(slots=True)
class Table:
    """A file that was read. All rows have as many fields as the header."""

    label: str
    encoding: str | None
    """as in a mapping; None for a workbook."""
    separator: str | None
    """as in a mapping; None for a workbook."""
    header: list[str]
    """names of the columns."""
    line: int
    """line of the header, from 1."""
    columns: list[list[str]] = field(default_factory=list)
    rows: int = 0
    """data rows, broken ones included."""
    short: list[bool] = field(default_factory=list)
    """whether each row had fewer fields than the header, and was padded."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """rows that are not among `columns`, by reason."""
    repaired: Counter[str] = field(default_factory=Counter)
    """rows that were changed, by how."""
    notes: list[str] = field(default_factory=list)
    """what was decided about the file, a sentence each, without its name."""

    def find_field(self, field: str, columns: Columns) -> list[str] | None:
        """The column of a field, by the mapping or by its name."""
        return self._column(find_column(field, self.header, columns))

    def find_special(self, purpose: str) -> list[str] | None:
        """The column for a purpose (`SPECIAL_COLUMNS`)."""
        return self._column(find_special_column(self.header, purpose))

    def _column(self, at: int | None) -> list[str] | None:
        return None if at is None or not self.columns else self.columns[at]


def fill_table(table: Table, records: Iterator[Record], progress: ProgressCallback | None, size: int) -> None:
    """Read the rows of a table that has about `size` of them. Raises StoppedError."""
    table.columns = [[] for _ in table.header]
    pools: list[dict[str, str]] = [{} for _ in table.header]  # equal texts are kept once
    while chunk := list(itertools.islice(records, _CHUNK)):
        report_progress(progress, min(table.rows, size), size)
        rows = [fields for _, record in chunk if (fields := _read_fields(table, record)) is not None]
        cleaned: set[int] = set()
        unwrapped: set[int] = set()
        for column, pool, raw in zip(table.columns, pools, zip(*rows, strict=True), strict=False):
            cells = _unwrap_cells(_clean_cells(raw, cleaned), unwrapped)
            column.extend(map(pool.setdefault, cells, cells))
        table.repaired[CLEANED] += len(cleaned)
        table.repaired[UNWRAPPED] += len(unwrapped)
    sheet = drop_other_rows(table.header, table.columns, pools)
    table.columns = sheet.columns
    table.short = list(compress(table.short, sheet.kept))
    table.set_aside += sheet.reasons
    table.repaired = +(table.repaired + sheet.repaired)
    report_progress(progress, size, size)


def _read_fields(table: Table, record: list[str] | str) -> list[str] | None:
    """The fields of a data row, as many as the header has; None where it is set aside, or an empty line."""
    if not record:
        return None
    table.rows += 1
    width = len(table.header)
    fault = record if isinstance(record, str) else _find_fault(record, width)
    if fault is not None:
        table.set_aside[fault] += 1
        return None
    table.short.append(len(record) < width)
    table.repaired[EMPTY_END] += len(record) > width
    return [*record[:width], *[""] * (width - len(record))]


def _find_fault(record: list[str], width: int) -> str | None:
    """Why a data row cannot be read. Empty fields after the last column do no harm."""
    if max(map(len, record[:width])) > MAX_FIELD_LENGTH:
        return TOO_LONG
    if any(map(str.strip, record[width:])):
        return "too many fields"
    return None if any(map(str.strip, record)) else "all fields empty"


def _unwrap_cells(cells: Sequence[str], changed: set[int]) -> Sequence[str]:
    """Cells without spreadsheet wrappers; the places of changed ones are added to `changed`."""
    joined = "\n".join(cells)
    if "=" not in joined and "'" not in joined:
        return cells
    texts = [unwrap(wrapped) if (wrapped := WRAPPED.fullmatch(cell)) else cell for cell in cells]
    changed.update(
        at for at, (before, text) in enumerate(zip(cells, texts, strict=True)) if before is not text
    )
    return texts


def _clean_cells(cells: Sequence[str], changed: set[int]) -> Sequence[str]:
    """Cells without control characters; the places of changed ones are added to `changed`."""
    if not CONTROL_CHARACTERS.search("\n".join(cells)):
        return cells
    texts = [CONTROL_CHARACTERS.sub("", cell) for cell in cells]
    changed.update(at for at, (before, text) in enumerate(zip(cells, texts, strict=True)) if before != text)
    return texts
