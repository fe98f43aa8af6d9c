"""A file as a table: a CSV file with its separator, or the sheets of a workbook; where its header is, and its rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from sim.base.problems import InputError, quote_value
from sim.base.progress import ProgressCallback
from sim.base.suggestions import suggest_name
from sim.crm.intake.column_names import count_known
from sim.crm.intake.combine import have_same_columns, join_tables
from sim.crm.intake.content import (
    HEAD_BYTES,
    ZIP,
    detect_encoding,
    file_error,
    read_content,
    refuse_other_kinds,
)
from sim.crm.intake.csv_records import Record, read_records
from sim.crm.intake.header import MAX_COLUMNS, MAX_HEADER_LINE, Header, find_header
from sim.crm.intake.mapping import Mapping, Separator
from sim.crm.intake.table import Table, fill_table
from sim.crm.intake.workbook import Workbook, is_workbook

MOST_LISTED = 10
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SEPARATORS: dict[str, str] = {sign: "\t" if sign == "tab" else sign for sign in get_args(Separator)}


@dataclass(frozen=True, slots=True)
class _OpenTable:
    """A table whose rows are not read yet."""

    table: Table
    rest: Iterator[Record]
    size: int
    """rows, about."""


def read_head(path: Path, label: str, mapping: Mapping) -> Table:
    """What a file is by its first bytes: a table without rows. Its letters and signs may be others than those of the
    mapping, which are of the deals. Raises InputError.
    """
    data = read_content(path, label, HEAD_BYTES)
    free = _open_tables(data, label, drop_format(mapping))[0].table
    if mapping.encoding is None and mapping.separator is None:
        return free
    try:
        bound = _open_tables(data, label, mapping)[0].table
    except InputError:
        return free
    return max(bound, free, key=lambda one: count_known(one.header, mapping.columns))


def drop_format(mapping: Mapping) -> Mapping:
    """A mapping for a file of which it says neither letters nor separator."""
    return mapping.model_copy(update={"encoding": None, "separator": None, "sheet": None})


def read_table(path: Path, label: str, mapping: Mapping, progress: ProgressCallback | None = None) -> Table:
    """A whole file. Raises InputError, StoppedError."""
    parts = _open_tables(read_content(path, label), label, mapping)
    for part in parts:
        fill_table(part.table, part.rest, progress, part.size)
    return join_tables([part.table for part in parts])


def _open_tables(data: bytes, label: str, mapping: Mapping) -> list[_OpenTable]:
    """The tables of a file: one, or several sheets of a workbook that have the same columns."""
    if not data.startswith(ZIP):
        return [_open_csv(data, label, mapping)]
    if not is_workbook(data):
        refuse_other_kinds(data, label)
    return _open_sheets(Workbook(data, label), label, mapping)


def _open_csv(data: bytes, label: str, mapping: Mapping) -> _OpenTable:
    text = detect_encoding(data, label, mapping.encoding)
    skip, named = _read_sep_line(text.data, text.codec, label)
    wanted = _SEPARATORS[mapping.separator] if mapping.separator else named
    tried = (wanted,) if wanted else tuple(_SEPARATORS.values())
    looked = (
        (sign, find_header(_first_records(text.data, text.codec, sign, label), mapping, skip))
        for sign in tried
    )
    found = [(sign, header) for sign, header in looked if header is not None]
    if not found:
        raise file_error(label, "has no header", "export it with the names of its columns in the first line")
    sign, header = max(found, key=lambda one: one[1].score)
    separator = next((name for name, its in _SEPARATORS.items() if its == sign), sign)
    its = Table(label, text.encoding, separator, header.names, header.line)
    its.said += [text.said] if text.said else []
    _check_header(its, header, skip)
    rest = itertools.islice(read_records(text.data, text.codec, sign, label), header.at + 1, None)
    return _OpenTable(its, rest, max(text.data.count(b"\n"), text.data.count(b"\r"), 1))


def _check_header(its: Table, header: Header, skip: int) -> None:
    if len(header.names) > MAX_COLUMNS:
        raise file_error(
            its.label, f"has more than {MAX_COLUMNS:,} columns", "export the columns of deals alone"
        )
    if header.at > skip:
        its.said.append(f"{header.at - skip:,} lines before the header in line {header.line} were left out")


def _read_sep_line(data: bytes, encoding: str, label: str) -> tuple[int, str | None]:
    """Excel's line `sep=;`: how many records it takes, and the separator."""
    for _, record in _first_records(data, encoding, "\x1f", label):
        found = _SEP_LINE.fullmatch(record[0]) if isinstance(record, list) and record else None
        return (1, found[1]) if found and found[1] in _SEPARATORS.values() else (0, None)
    return 0, None


def _first_records(data: bytes, encoding: str, sign: str, label: str) -> Iterator[Record]:
    """Records of the first lines; what is wrong further on is found later."""
    try:
        for line, record in itertools.islice(read_records(data, encoding, sign, label), MAX_HEADER_LINE):
            if line > MAX_HEADER_LINE:
                return
            yield line, record[: MAX_COLUMNS + 1]
    except InputError:
        return


def _open_sheets(book: Workbook, label: str, mapping: Mapping) -> list[_OpenTable]:
    """The sheet of which most columns are known, or the one that is named, and those with the same columns."""
    if mapping.sheet is not None and mapping.sheet not in book.sheets:
        remedy = suggest_name(mapping.sheet, book.sheets, "the sheets are")
        raise file_error(label, f"has no sheet {quote_value(mapping.sheet)}", remedy)
    headers: dict[str, Header] = {}
    for name in [mapping.sheet] if mapping.sheet is not None else book.sheets:
        header = find_header(itertools.islice(_number_rows(book, name), MAX_HEADER_LINE), mapping)
        if header is not None:
            headers[name] = header
    if not headers:
        raise file_error(
            label, "has no sheet with a header", "write the names of the columns into the first line"
        )
    main = max(headers, key=lambda name: headers[name].score[0])  # of equal ones the first
    names = [name for name in headers if have_same_columns(headers[main].names, headers[name].names)]
    opened = [_open_sheet(book, name, headers[name], label) for name in names]
    if left := [name for name in book.sheets if name not in names]:
        opened[0].table.said.append(
            f"of its sheets {_list_shown(names)} {_was(names)} read, not {_list_shown(left)}"
        )
    elif len(names) > 1:
        opened[0].table.said.append(f"its sheets {_list_shown(names)} were read as one")
    return opened


def _was(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _list_shown(names: Sequence[str]) -> str:
    return ", ".join(map(quote_value, names[:MOST_LISTED])) + (", ..." if len(names) > MOST_LISTED else "")


def _open_sheet(book: Workbook, name: str, header: Header, label: str) -> _OpenTable:
    its = Table(label, None, None, list(header.names), header.line)
    _check_header(its, header, 0)
    wide = len(header.names)
    rest = ((line, row + [""] * (wide - len(row)) if row else row) for line, row in _number_rows(book, name))
    return _OpenTable(its, itertools.islice(rest, header.at + 1, None), book.size(name))


def _number_rows(book: Workbook, name: str) -> Iterator[tuple[int, list[str]]]:
    yield from enumerate(book.rows(name, MAX_COLUMNS + 1), 1)
