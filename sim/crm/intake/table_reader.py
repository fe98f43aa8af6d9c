"""Read a file as a table: a CSV file with its separator, or the sheets of a workbook."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from sim.base.problems import InputError, quote_value
from sim.base.progress import ProgressCallback
from sim.base.suggestions import suggest_name
from sim.base.text_files import file_error
from sim.crm.intake.column_names import count_known
from sim.crm.intake.combine import have_same_columns, join_tables
from sim.crm.intake.content import HEAD_BYTES, ZIP, read_content, refuse_other_kinds
from sim.crm.intake.csv_records import Record, read_records
from sim.crm.intake.draft import list_texts, plural
from sim.crm.intake.encodings import EncodedText, detect_encoding
from sim.crm.intake.header import MAX_COLUMNS, MAX_HEADER_LINE, Header, find_header
from sim.crm.intake.mapping import Mapping, Separator
from sim.crm.intake.table import Table, fill_table
from sim.crm.intake.workbook import Workbook, is_workbook

_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SEPARATORS: dict[str, str] = {name: "\t" if name == "tab" else name for name in get_args(Separator)}
"""Characters by their names in a mapping."""


@dataclass(frozen=True, slots=True)
class _OpenTable:
    """A table whose rows are not read yet."""

    table: Table
    records: Iterator[Record]
    size: int
    """rows, about."""


def read_head(path: Path, label: str, mapping: Mapping) -> Table:
    """Read only the header of a file, from its first bytes. Raises InputError.

    The mapping's encoding and separator are those of the deals; another file in the folder may have others, so it is
    also read without them.
    """
    data = read_content(path, label, HEAD_BYTES)
    detected = _open_tables(data, label, drop_format(mapping))[0].table
    if mapping.encoding is None and mapping.separator is None:
        return detected
    try:
        mapped = _open_tables(data, label, mapping)[0].table
    except InputError:
        return detected
    return max(mapped, detected, key=lambda table: count_known(table.header, mapping.columns))


def drop_format(mapping: Mapping) -> Mapping:
    """The mapping for a file other than the deals: without encoding, separator and sheet."""
    return mapping.model_copy(update={"encoding": None, "separator": None, "sheet": None})


def read_table(path: Path, label: str, mapping: Mapping, progress: ProgressCallback | None = None) -> Table:
    """Read a whole file. Raises InputError, StoppedError."""
    parts = _open_tables(read_content(path, label), label, mapping)
    for part in parts:
        fill_table(part.table, part.records, progress, part.size)
    return join_tables([part.table for part in parts])


def _open_tables(data: bytes, label: str, mapping: Mapping) -> list[_OpenTable]:
    """The tables of a file: one, or several sheets with the same columns."""
    if not data.startswith(ZIP):
        return [_open_csv(data, label, mapping)]
    if not is_workbook(data):
        refuse_other_kinds(data, label)
    return _open_sheets(Workbook(data, label), label, mapping)


def _open_csv(data: bytes, label: str, mapping: Mapping) -> _OpenTable:
    text = detect_encoding(data, label, mapping.encoding)
    skip, named = _read_sep_line(text, label)
    wanted = _SEPARATORS[mapping.separator] if mapping.separator else named
    tried = [wanted] if wanted else list(_SEPARATORS.values())
    headers = {sign: find_header(_first_records(text, sign, label), mapping, skip) for sign in tried}
    found = [(sign, header) for sign, header in headers.items() if header is not None]
    if not found:
        remedy = "export it with the names of its columns in the first line"
        raise file_error(label, "has no header", remedy)
    sign, header = max(found, key=lambda pair: pair[1].score)
    separator = next((name for name, char in _SEPARATORS.items() if char == sign), sign)
    table = Table(label, text.encoding, separator, header.names, header.line)
    table.notes += [text.note] if text.note else []
    _check_header(table, header, skip)
    records = itertools.islice(read_records(text, sign, label), header.at + 1, None)
    return _OpenTable(table, records, max(text.data.count(b"\n"), text.data.count(b"\r"), 1))


def _check_header(table: Table, header: Header, skip: int = 0) -> None:
    if len(header.names) > MAX_COLUMNS:
        message = f"has more than {MAX_COLUMNS:,} columns"
        raise file_error(table.label, message, "export only the columns of deals")
    if header.at > skip:
        lines = plural(header.at - skip, "line")
        table.notes.append(f"skipped {lines} before the header in line {header.line}")


def _read_sep_line(text: EncodedText, label: str) -> tuple[int, str | None]:
    """Excel's line `sep=;`: how many records it takes, and the separator."""
    for _, record in _first_records(text, "\x1f", label):
        found = _SEP_LINE.fullmatch(record[0]) if isinstance(record, list) and record else None
        return (1, found[1]) if found and found[1] in _SEPARATORS.values() else (0, None)
    return 0, None


def _first_records(text: EncodedText, sign: str, label: str) -> Iterator[Record]:
    """Records of the first lines; faults are reported when the whole file is read."""
    try:
        for line, record in itertools.islice(read_records(text, sign, label), MAX_HEADER_LINE):
            if line > MAX_HEADER_LINE:
                return
            yield line, record[: MAX_COLUMNS + 1]
    except InputError:
        return


def _open_sheets(book: Workbook, label: str, mapping: Mapping) -> list[_OpenTable]:
    """The sheet of the mapping, or the one with most known columns, and those with the same columns."""
    if mapping.sheet is not None and mapping.sheet not in book.sheets:
        remedy = suggest_name(mapping.sheet, book.sheets, "the sheets are")
        raise file_error(label, f"has no sheet {quote_value(mapping.sheet)}", remedy)
    headers: dict[str, Header] = {}
    for name in [mapping.sheet] if mapping.sheet is not None else book.sheets:
        header = find_header(itertools.islice(_number_rows(book, name), MAX_HEADER_LINE), mapping)
        if header is not None:
            headers[name] = header
    if not headers:
        remedy = "write the names of the columns into the first line"
        raise file_error(label, "has no sheet with a header", remedy)
    main = max(headers, key=lambda name: headers[name].score[0])  # of equal ones the first
    names = [name for name in headers if have_same_columns(headers[main].names, headers[name].names)]
    opened = [_open_sheet(book, name, headers[name], label) for name in names]
    if others := [name for name in book.sheets if name not in names]:
        sheets = "sheet" if len(names) == 1 else "sheets"
        opened[0].table.notes.append(f"read only the {sheets} {list_texts(names)}, not {list_texts(others)}")
    elif len(names) > 1:
        opened[0].table.notes.append(f"the sheets {list_texts(names)} were read as one")
    return opened


def _open_sheet(book: Workbook, name: str, header: Header, label: str) -> _OpenTable:
    table = Table(label, None, None, list(header.names), header.line)
    _check_header(table, header)
    width = len(header.names)
    rows = ((line, row + [""] * (width - len(row)) if row else row) for line, row in _number_rows(book, name))
    return _OpenTable(table, itertools.islice(rows, header.at + 1, None), book.size(name))


def _number_rows(book: Workbook, name: str) -> Iterator[tuple[int, list[str]]]:
    yield from enumerate(book.rows(name, MAX_COLUMNS + 1), 1)
