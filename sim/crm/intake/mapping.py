"""The mapping of a CRM export: which file, which column, which format.

What a mapping leaves open is decided from the files. The mapping that was used is written complete, so that a user can
correct one line of it and is not asked again about the rest.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sim.base.characters import lookalike_key
from sim.base.text_files import read_text_file
from sim.scenario.load import parse_section
from sim.scenario.section import Fault, Given, Section, refuse_control_characters
from sim.scenario.yaml_writer import MAX_LINE_WIDTH, write_yaml

Encoding = Literal[
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
    "koi8-r", "koi8-u", "cp866", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-15", "mac-roman", "cp437", "cp850",
    "shift_jis", "gb18030", "big5", "euc-kr",
]  # fmt: skip
"""Encodings that a mapping may name; none of them decompresses or executes anything."""

Separator = Literal[",", ";", "tab", "|"]

DateFormat = Literal[
    "year-month-day", "year/month/day", "year.month.day", "yearmonthday",
    "day/month/year", "day.month.year", "day-month-year", "month/day/year", "month-day-year",
    "day-Mon-year", "Mon-day-year",
    "excel", "excel-1904", "unix-seconds", "unix-milliseconds", "unix-microseconds",
]  # fmt: skip
"""Formats of dates: the order and the sign between the parts ('Mon' is the name of a month), or serial numbers, which
count the days of a spreadsheet in the 1900 or the 1904 system, or fractions of a second since 1970. A date that is
valid in one way only is read so, whatever the format."""

MAX_CELL_LENGTH = 200
"""characters; longest name of a column or value of a stage in a mapping."""

Cell = Annotated[str, Field(max_length=MAX_CELL_LENGTH), AfterValidator(refuse_control_characters)]
"""A text of a file."""


class Files(Section):
    """Which file of a folder is which, by name without a path; null: detected by its columns."""

    deals: Cell | None = None
    """One row per deal."""
    more: list[Cell] | None = None
    """Files to read with the deals, such as other years; null: those with the same columns, unless `deals` is named."""
    teams: Cell | None = None
    """Owners and their managers."""
    products: Cell | None = None
    """Products, correctly spelled."""
    accounts: Cell | None = None
    """Customers and their sectors."""
    owners: Cell | None = None
    """Names of owners by the IDs in the deals."""
    stages: Cell | None = None
    """Names of stages by the IDs in the deals."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Names of files may not lead out of the folder."""
        return [
            ((key,), "is not the name of a file", "write the name of a file in the folder, without a path")
            for key in cls.model_fields
            for name in (given[key] if isinstance(given[key], list) else [given[key]])
            if isinstance(name, str) and (name in ("", ".", "..") or set(name) & set("/\\:\0"))
        ]


class Columns(Section):
    """The column of each field, by its name in the header; null: detected; "": not used."""

    id: Cell | None = None
    """Deal ID; rows with the same ID are one deal."""
    owner: Cell | None = None
    """Seller."""
    account: Cell | None = None
    """Customer."""
    stage: Cell | None = None
    """Stage, which shows whether the deal is won, lost or open."""
    created: Cell | None = None
    """Created date."""
    closed: Cell | None = None
    """Closing date, when the deal was won or lost."""
    amount: Cell | None = None
    """Amount."""
    currency: Cell | None = None
    """Currency, if it has a column of its own."""
    product: Cell | None = None
    """Product or product line."""
    source: Cell | None = None
    """Source of the deal."""
    manager: Cell | None = None
    """The seller's manager, in the deals or in the teams file."""
    status: Cell | None = None
    """A second column like the stage, such as a status of won and lost."""
    is_won: Cell | None = None
    """Flag: yes if the deal is won."""
    is_lost: Cell | None = None
    """Flag: yes if the deal is lost."""
    is_closed: Cell | None = None
    """Flag: yes if the deal is won or lost."""
    won_at: Cell | None = None
    """Date of winning, empty for other deals."""
    lost_at: Cell | None = None
    """Date of losing, empty for other deals."""
    probability: Cell | None = None
    """Probability of winning: 0 if a closed deal is lost, 100 if it is won."""
    active: Cell | None = None
    """Flag: no if the deal is archived; with a probability of 0 it is lost."""
    archived: Cell | None = None
    """Flag: yes if the deal is archived; with a probability of 0 it is lost."""


class Dates(Section):
    """Format of dates, such as day/month/year or excel; null: decided from the whole column."""

    created: DateFormat | None = None
    """Format of the created date."""
    closed: DateFormat | None = None
    """Format of the closing date."""


class Outcomes(Section):
    """What the values of the stage mean; values that are not listed are known ones, or asked about."""

    won: list[Cell] = Field(default_factory=list)
    """Closed and won."""
    lost: list[Cell] = Field(default_factory=list)
    """Closed without a sale."""
    open: list[Cell] = Field(default_factory=list)
    """Not closed."""
    unknown: list[Cell] = Field(default_factory=list)
    """Unknown: move each value to won, lost or open."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """A value has one meaning."""
        faults: list[Fault] = []
        seen: dict[str, str] = {}
        for key in cls.model_fields:
            for word in given[key] if isinstance(given[key], list) else ():
                if not isinstance(word, str):
                    continue
                first = seen.setdefault(fold_word(word), key)
                if first != key:
                    faults.append(
                        ((key,), f"has a value that is also listed as {first}", "keep it in one of the two")
                    )
        return faults


class Mapping(Section):
    """How to read an export."""

    files: Files = Files()
    """Which file of a folder is which, by name; null: detected by its columns."""
    encoding: Encoding | None = None
    """Encoding of the text, such as utf-8 or windows-1252; null: detected."""
    separator: Separator | None = None
    """Separator of fields: a comma, a semicolon, tab or |; null: detected."""
    sheet: Cell | None = None
    """Sheet of a workbook with the deals; null: detected by its columns, with others that have the same."""
    columns: Columns = Columns()
    """The column of each field, by its name in the header; null: detected; "": not used."""
    dates: Dates = Dates()
    """Format of dates, such as day/month/year; null: decided from the whole column."""
    decimal: Literal[".", ","] | None = None
    """Decimal separator of amounts; null: decided from the whole column."""
    outcomes: Outcomes = Outcomes()
    """What the values of the stage mean; values that are not listed are known ones, or asked about."""
    repeats: Literal["last", "newest", "sum"] | None = None
    """Which of several rows of one deal counts: the last one, the newest by a date, or the sum of its line items; null:
    decided from the file."""
    fiscal_start: int | None = Field(None, ge=1, le=12)
    """Month, 1 to 12; first of the fiscal year; null: January."""
    sellers: int | None = Field(None, ge=1, le=10_000)
    """People; number of sellers, if the file does not name them."""


def read_mapping(path: Path) -> Mapping:
    """Read a mapping from a file. Raises InputError with every problem."""
    label = str(path)
    return parse_section(read_text_file(path, label), label, Mapping)[0]


def mapping_text(mapping: Mapping) -> str:
    """Write a mapping as YAML with every key explained. Read back, it is equal."""
    return "".join(f"{line}\n" for line in _write_section(mapping, ""))


def fold_word(word: str) -> str:
    """Reduce a text to what is the same in all its spellings: case, spaces and invisible characters do not matter."""
    return lookalike_key(word)


def _write_section(section: Section, indent: str) -> Iterator[str]:
    comment = f"{indent}# "
    for key, field in type(section).model_fields.items():
        text = field.description or ""
        yield from textwrap.wrap(text, MAX_LINE_WIDTH, initial_indent=comment, subsequent_indent=comment)
        value = getattr(section, key)
        if isinstance(value, Section):
            yield f"{indent}{key}:"
            yield from _write_section(value, f"{indent}  ")
        elif value is None:
            yield f"{indent}{key}: null"
        else:
            yield from (f"{indent}{line}" for line in write_yaml({key: value}).splitlines())
