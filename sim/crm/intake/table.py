"""A CSV file as columns: its separator, where its header is, and its rows, broken ones counted with the reason."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import get_args

from sim.crm.intake.aside import without_others
from sim.crm.intake.columns import known
from sim.crm.intake.content import HEAD, content, refused, text_of
from sim.crm.intake.mapping import LONGEST, Mapping, Separator
from sim.crm.intake.money import amount
from sim.crm.intake.records import LONGEST_FIELD, TOO_LONG, Record, records
from sim.crm.intake.written import parts
from sim.game.progress import Progress, tell
from sim.scenario.characters import ACTING
from sim.scenario.problems import InputError

HEADER_WITHIN = 30
"""lines; in which the header must stand."""
HEADER_FILLED = 0.6
"""Share of the fields of the widest of these lines that the header must have filled; a preamble has fewer."""
_VALUE_BEGINS = frozenset("0123456789-+$€£¥(")
MOST_COLUMNS = 2000
_CHUNK = 20_000
"""rows; that are turned into columns at once."""

EMPTY_END = "empty fields at the end were left out"
WRAPPED = re.compile(r"=\s*\"(.*)\"|'(?=[\d$€£])(.*)", re.DOTALL)
"""Text as spreadsheets keep it from being read as a number."""
UNWRAPPED = 'texts wrapped for a spreadsheet (="...") were unwrapped'
PADDED = "fields that are missing at the end of a row are empty"
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SIGNS: dict[str, str] = {sign: "\t" if sign == "tab" else sign for sign in get_args(Separator)}


@dataclass(slots=True)
class Table:
    """A file that was read. Rows have as many fields as the header."""

    label: str
    encoding: str
    separator: str
    """as in a mapping."""
    header: list[str]
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


def head(path: Path, label: str, mapping: Mapping) -> Table:
    """What a file is by its first bytes: a table without rows. Its letters and signs may be others than those of the
    mapping, which are of the deals. Raises InputError.
    """
    data = content(path, label, HEAD)
    free = _opened(data, label, unsigned(mapping))[0]
    if mapping.encoding is None and mapping.separator is None:
        return free
    try:
        bound = _opened(data, label, mapping)[0]
    except InputError:
        return free
    return max(bound, free, key=lambda one: known(one.header, mapping.columns))


def unsigned(mapping: Mapping) -> Mapping:
    """A mapping for a file of which it says neither letters nor separator."""
    return mapping.model_copy(update={"encoding": None, "separator": None})


def table(path: Path, label: str, mapping: Mapping, progress: Progress | None = None) -> Table:
    """A whole file. Raises InputError, StoppedError."""
    data = content(path, label)
    found, rest = _opened(data, label, mapping)
    of = max(data.count(b"\n"), data.count(b"\r"), 1)
    _fill(found, rest, progress, of)
    return found


def _opened(data: bytes, label: str, mapping: Mapping) -> tuple[Table, Iterator[Record]]:
    text = text_of(data, label, mapping.encoding)
    data, encoding = text.data, text.codec
    skip, named = _sep_line(data, encoding, label)
    wanted = _SIGNS[mapping.separator] if mapping.separator else named
    tried = (wanted,) if wanted else tuple(_SIGNS.values())
    best = max(
        (_looked(data, encoding, sign, label, mapping, skip) for sign in tried), key=lambda one: one[0]
    )
    _, sign, at, header, line = best
    if not header:
        raise refused(label, "has no header", "export it with the names of its columns in the first line")
    separator = next((name for name, its in _SIGNS.items() if its == sign), sign)
    found = Table(label, text.encoding, separator, header, line)
    found.said += [text.said] if text.said else []
    if len(header) > MOST_COLUMNS:
        raise refused(label, f"has more than {MOST_COLUMNS:,} columns", "export the columns of deals alone")
    if at > skip:
        found.said.append(f"{at - skip:,} lines before the header in line {line} were left out")
    return found, itertools.islice(records(data, encoding, sign, label), at + 1, None)


def _sep_line(data: bytes, encoding: str, label: str) -> tuple[int, str | None]:
    """Excel's line `sep=;`: how many records it takes, and the separator."""
    for _, record in _first(data, encoding, "\x1f", label):
        found = _SEP_LINE.fullmatch(record[0]) if isinstance(record, list) and record else None
        return (1, found[1]) if found and found[1] in _SIGNS.values() else (0, None)
    return 0, None


def _looked(
    data: bytes, encoding: str, sign: str, label: str, mapping: Mapping, skip: int
) -> tuple[tuple[int, int, int], str, int, list[str], int]:
    """How good a separator is (columns known, most fields), and the header that it gives: place and line. The header is
    the first line that is nearly as wide as the widest and holds hardly any value, whatever stands in those behind it.
    """
    lines = [
        (at, line, [_tidy(cell) for cell in record])
        for at, (line, record) in enumerate(_first(data, encoding, sign, label))
        if at >= skip and not isinstance(record, str) and any(cell.strip() for cell in record)
    ]
    filled = [sum(map(bool, names)) for _, _, names in lines]
    wide = [one for one, count in zip(lines, filled, strict=True) if count >= HEADER_FILLED * max(filled)]
    if not wide:
        return (0, 0, 0), sign, 0, [], 1
    values = [sum(map(_is_value, names)) for _, _, names in wide]
    usual = statistics.median(values) / 2
    at, line, header = next(
        one for one, count in zip(wide, values, strict=True) if count <= usual or count == min(values)
    )
    return (known(header, mapping.columns), sum(map(bool, header)), -at), sign, at, header, line


def _is_value(cell: str) -> bool:
    """Whether a text is a number, a date or an address, which no column is called."""
    return "@" in cell or (cell[:1] in _VALUE_BEGINS and (parts(cell) is not None or amount(cell).readable))


def _first(data: bytes, encoding: str, sign: str, label: str) -> Iterator[Record]:
    """Records of the first lines; what is wrong further on is found later."""
    try:
        for line, record in itertools.islice(records(data, encoding, sign, label), HEADER_WITHIN):
            if line > HEADER_WITHIN:
                return
            yield line, record[: MOST_COLUMNS + 1]
    except InputError:
        return


def _tidy(cell: str) -> str:
    """A column's name in one line of plain text."""
    wrapped = WRAPPED.fullmatch(cell)
    cell = _bare(wrapped) if wrapped else cell
    return " ".join(ACTING.sub("", cell[: LONGEST * 4]).split())[:LONGEST].strip()


def _fill(found: Table, rest: Iterator[Record], progress: Progress | None, of: int) -> None:
    found.columns = [[] for _ in found.header]
    pools: list[dict[str, str]] = [{} for _ in found.header]
    while chunk := list(itertools.islice(rest, _CHUNK)):
        tell(progress, min(found.rows, of), of)
        kept = [fields for _, record in chunk if (fields := _fields(found, record)) is not None]
        cleaned: set[int] = set()
        unwrapped: set[int] = set()
        for column, pool, raw in zip(found.columns, pools, zip(*kept, strict=True), strict=False):
            cells = _unwrapped(_clean(raw, cleaned), unwrapped)
            column.extend(map(pool.setdefault, cells, cells))  # equal texts are kept once
        found.repaired["control characters were left out"] += len(cleaned)
        found.repaired[UNWRAPPED] += len(unwrapped)
    sheet = without_others(found.header, found.columns, pools)
    found.columns = sheet.columns
    found.short = list(compress(found.short, sheet.kept))
    found.set_aside += sheet.reasons
    found.repaired = +(found.repaired + sheet.repaired)
    tell(progress, of, of)


def _fields(found: Table, record: list[str] | str) -> list[str] | None:
    """The fields of a data row that has as many as the header; what has not is counted."""
    wide = len(found.header)
    if isinstance(record, str):
        return _aside(found, record)
    if not record:
        return None  # an empty line is no row
    shorter = len(record) > wide and not any(map(str.strip, record[wide:]))
    if shorter:
        del record[wide:]
    if max(map(len, record)) > LONGEST_FIELD:
        return _aside(found, TOO_LONG)
    if len(record) > wide:
        return _aside(found, "too many fields")
    if not record[0].strip() and not any(map(str.strip, record)):
        return _aside(found, "nothing in any field")
    found.rows += 1
    found.short.append(len(record) < wide)
    found.repaired[EMPTY_END] += shorter
    if len(record) < wide:
        record.extend([""] * (wide - len(record)))
    return record


def _aside(found: Table, reason: str) -> list[str] | None:
    found.rows += 1
    found.set_aside[reason] += 1
    return None


def _unwrapped(cells: Sequence[str], changed: set[int]) -> Sequence[str]:
    """Cells without the signs that keep a spreadsheet from reading them as numbers."""
    joined = "\n".join(cells)
    if "=" not in joined and "'" not in joined:
        return cells
    bare = [_bare(wrapped) if (wrapped := WRAPPED.fullmatch(cell)) else cell for cell in cells]
    changed.update(at for at, (was, now) in enumerate(zip(cells, bare, strict=True)) if was is not now)
    return bare


def _bare(wrapped: re.Match[str]) -> str:
    return wrapped[2] if wrapped[1] is None else wrapped[1].replace('""', '"')


def _clean(cells: Sequence[str], cleaned: set[int]) -> Sequence[str]:
    """Cells without characters that act; `cleaned` gets the places of those that had some."""
    if not ACTING.search("\n".join(cells)):
        return cells
    clean = [ACTING.sub("", cell) for cell in cells]
    cleaned.update(at for at, (was, now) in enumerate(zip(cells, clean, strict=True)) if was != now)
    return clean
