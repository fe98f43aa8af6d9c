"""Where the header of a sheet is: above it there may be a preamble, and below it words that are names elsewhere."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from sim.base.characters import CONTROL_CHARACTERS
from sim.crm.intake.column_names import count_known
from sim.crm.intake.date_formats import parse_date
from sim.crm.intake.mapping import MAX_CELL_LENGTH, Mapping
from sim.crm.intake.money import read_amount

MAX_HEADER_LINE = 30
"""lines; in which the header must stand."""
MIN_FILLED = 0.6
"""Share of the fields of the widest of these lines that the header must have filled; a preamble has fewer."""
MAX_COLUMNS = 2000
WRAPPED = re.compile(r"=\s*\"(.*)\"|'(?=[\d$€£])(.*)", re.DOTALL)
"""Text as spreadsheets keep it from being read as a number."""
_VALUE_BEGINS = frozenset("0123456789-+$€£¥(")


@dataclass(frozen=True, slots=True)
class Header:
    """The line of the columns' names."""

    score: tuple[int, int, int]
    """how good it is: columns known, names, and the earlier the better."""
    at: int
    """its place among the records."""
    line: int
    """from 1."""
    names: list[str]


def find_header(
    first: Iterable[tuple[int, list[str] | str]], mapping: Mapping, skip: int = 0
) -> Header | None:
    """The first line that is nearly as wide as the widest of the first ones and holds hardly any value, whatever stands
    in those behind it. `first` are lines and their records, of which some are skipped.
    """
    lines = [
        (at, line, [clean_name(cell) for cell in record])
        for at, (line, record) in enumerate(first)
        if at >= skip and not isinstance(record, str) and any(cell.strip() for cell in record)
    ]
    filled = [sum(map(bool, names)) for _, _, names in lines]
    wide = [one for one, count in zip(lines, filled, strict=True) if count >= MIN_FILLED * max(filled)]
    wide = [one for one in wide if any(one[2])]
    if not wide:
        return None
    values = [sum(map(_is_value, names)) for _, _, names in wide]
    few = max(statistics.median(values) / 2, min(values))
    at, line, names = next(one for one, count in zip(wide, values, strict=True) if count <= few)
    return Header((count_known(names, mapping.columns), sum(map(bool, names)), -at), at, line, names)


def _is_value(cell: str) -> bool:
    """Whether a text is a number, a date or an address, which no column is called."""
    return "@" in cell or (
        cell[:1] in _VALUE_BEGINS and (parse_date(cell) is not None or read_amount(cell).readable)
    )


def clean_name(cell: str) -> str:
    """A column's name in one line of plain text."""
    wrapped = WRAPPED.fullmatch(cell)
    cell = unwrap(wrapped) if wrapped else cell
    return " ".join(CONTROL_CHARACTERS.sub("", cell[: MAX_CELL_LENGTH * 4]).split())[:MAX_CELL_LENGTH].strip()


def unwrap(wrapped: re.Match[str]) -> str:
    """A text without the signs around it."""
    return wrapped[2] if wrapped[1] is None else wrapped[1].replace('""', '"')
