"""How a CRM export is read, as far as anybody has said it: which file, which column, which format.

What a mapping leaves open is decided from the files. The mapping that was used comes out complete, so that one line of
it can be corrected and nothing needs to be answered anew.
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
"""Encodings that can be asked for; none of them decompresses or runs anything."""

Separator = Literal[",", ";", "tab", "|"]

DateFormat = Literal[
    "year-month-day", "year/month/day", "year.month.day", "yearmonthday",
    "day/month/year", "day.month.year", "day-month-year", "month/day/year", "month-day-year",
    "day-Mon-year", "Mon-day-year",
    "excel", "excel-1904", "unix-seconds", "unix-milliseconds", "unix-microseconds",
]  # fmt: skip
"""How dates are written: the order, with the sign between; 'Mon' is a month by its name; or what is counted: the days
of a spreadsheet (in the system of 1900 or of 1904), or parts of a second since 1970. What can be read in one way only
is read whatever stands here."""

MAX_CELL_LENGTH = 200
"""characters; of a column's name or an outcome's word in a mapping."""

Cell = Annotated[str, Field(max_length=MAX_CELL_LENGTH), AfterValidator(refuse_control_characters)]
"""A text as it stands in a file."""


class Files(Section):
    """Which file of a folder is which; names only, null: found by its columns."""

    deals: Cell | None = None
    """One row per deal."""
    more: list[Cell] | None = None
    """Files that are read with the deals, such as other years; null: those of the same columns, if no file of deals is
    named."""
    teams: Cell | None = None
    """Owners of deals and their managers."""
    products: Cell | None = None
    """Names of products as they ought to be."""
    accounts: Cell | None = None
    """Customers and their sectors."""
    owners: Cell | None = None
    """Names of owners by the numbers that the deals have."""
    stages: Cell | None = None
    """Names of stages by the numbers that the deals have."""

    @classmethod
    def misfits(cls, given: Given) -> list[Fault]:
        """A name leads nowhere out of its folder."""
        return [
            ((key,), "is not the name of a file", "write the name of a file in the folder, without its path")
            for key in cls.model_fields
            for name in (given[key] if isinstance(given[key], list) else [given[key]])
            if isinstance(name, str) and (name in ("", ".", "..") or set(name) & set("/\\:\0"))
        ]


class Columns(Section):
    """Which column says what: its name as in the first line; null: found by its name; "": not used."""

    id: Cell | None = None
    """A deal's number; rows with the same are one deal."""
    owner: Cell | None = None
    """The seller."""
    account: Cell | None = None
    """The customer."""
    stage: Cell | None = None
    """Whether the deal is won, lost or open."""
    created: Cell | None = None
    """The day on which the deal came."""
    closed: Cell | None = None
    """The day on which it was won or lost."""
    amount: Cell | None = None
    """What it is worth."""
    currency: Cell | None = None
    """Its currency, where that has a column of its own."""
    product: Cell | None = None
    """Product or product line."""
    source: Cell | None = None
    """Where the deal came from."""
    manager: Cell | None = None
    """The seller's manager, in the deals or in the teams."""
    status: Cell | None = None
    """A second column of words beside the stage, such as a status of won and lost."""
    is_won: Cell | None = None
    """Yes where the deal is won."""
    is_lost: Cell | None = None
    """Yes where it is lost."""
    is_closed: Cell | None = None
    """Yes where it is won or lost."""
    won_at: Cell | None = None
    """The day on which it was won, empty for all others."""
    lost_at: Cell | None = None
    """The day on which it was lost, empty for all others."""
    probability: Cell | None = None
    """The chance of a win: 0 where a closed deal is lost, 100 where it is won."""
    active: Cell | None = None
    """No where the deal was put away; with a probability of 0 it is lost."""
    archived: Cell | None = None
    """Yes where the deal was put away; with a probability of 0 it is lost."""


class Dates(Section):
    """How dates are written, such as day/month/year or excel; null: decided from the whole column."""

    created: DateFormat | None = None
    """In the column of that name above."""
    closed: DateFormat | None = None
    """In the column of that name above."""


class Outcomes(Section):
    """What the words of the stage column mean; words that stand nowhere here are known ones, or asked about."""

    won: list[Cell] = Field(default_factory=list)
    """Closed and won."""
    lost: list[Cell] = Field(default_factory=list)
    """Closed without a sale."""
    open: list[Cell] = Field(default_factory=list)
    """Not closed yet."""
    unknown: list[Cell] = Field(default_factory=list)
    """Words that nobody knows: move each to won, lost or open."""

    @classmethod
    def misfits(cls, given: Given) -> list[Fault]:
        """A word has one meaning."""
        faults: list[Fault] = []
        seen: dict[str, str] = {}
        for key in cls.model_fields:
            for word in given[key] if isinstance(given[key], list) else ():
                if not isinstance(word, str):
                    continue
                first = seen.setdefault(fold_word(word), key)
                if first != key:
                    faults.append(((key,), f"has a word that is also {first}", "leave it in one of the two"))
        return faults


class Mapping(Section):
    """How an export is read."""

    files: Files = Files()
    """Which file of a folder is which, by name; null: found by its columns."""
    encoding: Encoding | None = None
    """How letters are written, such as utf-8 or windows-1252; null: decided from the file."""
    separator: Separator | None = None
    """The sign between fields: a comma, a semicolon, tab or |; null: decided from the file."""
    sheet: Cell | None = None
    """The sheet of a workbook that holds the deals; null: found by its columns, with others that have the same."""
    columns: Columns = Columns()
    """Which column says what, by its name in the first line; null: found by its name; "": not used."""
    dates: Dates = Dates()
    """How dates are written, such as day/month/year; null: decided from the whole column."""
    decimal: Literal[".", ","] | None = None
    """The sign before the cents of an amount; null: decided from the whole column."""
    outcomes: Outcomes = Outcomes()
    """What the words of the stage column mean; words that stand nowhere here are known ones, or asked about."""
    repeats: Literal["last", "newest", "sum"] | None = None
    """What several rows of one deal are: versions, of which the last row or the newest day counts, or lines, whose
    amounts are summed; null: decided from the file."""
    fiscal_start: int | None = Field(None, ge=1, le=12)
    """Month, 1 to 12; in which the firm's year begins; null: January."""
    sellers: int | None = Field(None, ge=1, le=10_000)
    """People; how many sellers there are, where the file does not name them."""


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises InputError with every problem."""
    label = str(path)
    return parse_section(read_text_file(path, label), label, Mapping)[0]


def mapping_text(mapping: Mapping) -> str:
    """The YAML of a mapping, every key explained; read back, it is the equal mapping."""
    return "".join(f"{line}\n" for line in _write_section(mapping, ""))


def fold_word(word: str) -> str:
    """A word without what may differ from row to row: case, spaces around and between, what is not seen."""
    return lookalike_key(word)


def _write_section(section: Section, indent: str) -> Iterator[str]:
    for key, field in type(section).model_fields.items():
        yield from textwrap.wrap(
            field.description or "",
            MAX_LINE_WIDTH,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}# ",
        )
        value = getattr(section, key)
        if isinstance(value, Section):
            yield f"{indent}{key}:"
            yield from _write_section(value, f"{indent}  ")
        elif value is None:
            yield f"{indent}{key}: null"
        else:
            yield from (f"{indent}{line}" for line in write_yaml({key: value}).splitlines())
