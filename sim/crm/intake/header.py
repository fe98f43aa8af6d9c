"""Find the header of a sheet, which may come after a preamble."""

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
"""lines; the header is looked for in these first ones."""
MIN_FILLED = 0.6
"""share of the fields of the widest of these lines that the header fills; a preamble fills fewer."""
MAX_COLUMNS = 2000
WRAPPED = re.compile(r"=\s*\"(.*)\"|'(?=[\d$€£])(.*)", re.DOTALL)
"""A text in a wrapper that keeps spreadsheets from reading it as a number."""
_FIRST_OF_VALUE = frozenset("0123456789-+$€£¥(")


@dataclass(frozen=True, slots=True)
class Header:
    """The line with the names of the columns."""

    score: tuple[int, int, int]
    """known columns, names, and minus its place: higher is better."""
    at: int
    """its place among the records."""
    line: int
    """its line in the file, from 1."""
    names: list[str]


def find_header(
    records: Iterable[tuple[int, list[str] | str]], mapping: Mapping, skip: int = 0
) -> Header | None:
    """Find the header among the first records, of which some are skipped: the first line that is nearly as wide as the
    widest and holds hardly any values. The lines below do not matter: a row of deals may hold words such as 'Owner'.
    """
    lines = [
        (at, line, [clean_name(cell) for cell in record])
        for at, (line, record) in enumerate(records)
        if at >= skip and not isinstance(record, str) and any(cell.strip() for cell in record)
    ]
    filled = [sum(map(bool, names)) for _, _, names in lines]
    wide = [line for line, count in zip(lines, filled, strict=True) if count >= MIN_FILLED * max(filled)]
    wide = [line for line in wide if any(line[2])]
    if not wide:
        return None
    values = [sum(map(_is_value, names)) for _, _, names in wide]
    few = max(statistics.median(values) / 2, min(values))
    at, line, names = next(found for found, count in zip(wide, values, strict=True) if count <= few)
    return Header((count_known(names, mapping.columns), sum(map(bool, names)), -at), at, line, names)


def _is_value(cell: str) -> bool:
    """Whether a text is a number, a date or an e-mail address, which are no names of columns."""
    return "@" in cell or (
        cell[:1] in _FIRST_OF_VALUE and (parse_date(cell) is not None or read_amount(cell).readable)
    )


def clean_name(cell: str) -> str:
    """The name of a column as one line of plain text."""
    wrapped = WRAPPED.fullmatch(cell)
    cell = unwrap(wrapped) if wrapped else cell
    cell = CONTROL_CHARACTERS.sub("", cell[: MAX_CELL_LENGTH * 4])
    return " ".join(cell.split())[:MAX_CELL_LENGTH].strip()


def unwrap(wrapped: re.Match[str]) -> str:
    """The text within a spreadsheet wrapper."""
    return wrapped[2] if wrapped[1] is None else wrapped[1].replace('""', '"')
