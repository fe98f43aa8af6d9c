"""How an export is read, as rows to look at and to change: columns, words of the stage, and how things are written.

A row's key is its place in the mapping; the meaning of a word of the stage has the word behind `WORD`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from sim.base.problems import Problem, escape_text, format_file_name
from sim.crm.intake.mapping import (
    Columns,
    DateFormat,
    Dates,
    Encoding,
    Mapping,
    Outcomes,
    Separator,
    fold_word,
)
from sim.crm.intake.preview import ExportPreview
from sim.crm.intake.vocabulary import KINDS
from tui.content.rows import Choices, ListRow, RowGroup

MAIN = {
    "id": "Deal id",
    "owner": "Owner, seller",
    "account": "Account",
    "stage": "Stage",
    "created": "Created",
    "closed": "Closed",
    "amount": "Amount",
    "product": "Product",
}
TELLING = {
    "status": "Status",
    "is_won": "Won, yes or no",
    "is_lost": "Lost, yes or no",
    "is_closed": "Closed, yes or no",
    "won_at": "Day of the win",
    "lost_at": "Day of the loss",
    "probability": "Probability",
    "active": "Active, yes or no",
    "archived": "Archived, yes or no",
}
OTHER = {"currency": "Currency", "source": "Source", "manager": "Manager"}
"""Titles of columns; those of TELLING tell outcomes beside the stage."""

WORD, UNUSED = "outcomes:", "unused:"
"""What the keys of words, and of columns that are not used, begin with."""
MOST_WORDS = 100
"""Words of the stage that are shown; the others, all of them rarer, are read as is said of them."""
MOST_SELLERS = 500

NONE, DECIDED, UNSAID = "none", "as the file shows", "not said"
"""For no column, for what is decided from the file, and for a word that nobody knows."""

REPEATS = (
    ("", DECIDED, ""),
    ("last", "the last one counts", ""),
    ("newest", "the newest one counts", ""),
    ("sum", "lines, to be summed", ""),
)
"""What several rows of one deal may be."""

Said = dict[str, tuple[str, ...]]
"""Problems by the key that they are about."""


def mapping_groups(seen: ExportPreview, shown: Mapping) -> tuple[RowGroup, ...]:
    """All rows, with what the file shows and what was chosen; what was wrong with a row is gone when it was changed."""

    def now(row: ListRow) -> ListRow:
        same = _said_of(seen.mapping, row.key) == _said_of(shown, row.key)
        return row if same else replace(row, problems=())

    return tuple(replace(part, rows=tuple(map(now, part.rows))) for part in _parts(seen, shown))


def _said_of(mapping: Mapping, key: str) -> object:
    """What a mapping says of a row: to say that there is no column is more than to say nothing."""
    value: object = mapping
    for name in key.split(".") if not key.startswith((WORD, UNUSED)) else ():
        value = getattr(value, name)
    return value


def _parts(seen: ExportPreview, shown: Mapping) -> tuple[RowGroup, ...]:
    said = _problem_messages(seen.problems)
    told = {field for field in TELLING if getattr(shown.columns, field) or said.get(f"columns.{field}")}
    telling = {field: title for field, title in TELLING.items() if field in told}
    rare = OTHER | {field: title for field, title in TELLING.items() if field not in told}
    every = (
        RowGroup("Columns", (*_file(seen, shown, said), *_columns(MAIN | telling, seen, shown, said))),
        RowGroup("What the words of the stage mean", tuple(_words(seen, shown)), said.get("outcomes", ())),
        RowGroup("What was decided or noted", notes=tuple(seen.ledger.notes)),
        RowGroup("Columns that are not used", tuple(_unused_rows(seen, shown))),
        RowGroup("Less usual", (*_columns(rare, seen, shown, said), *_format_rows(shown, said))),
    )
    return tuple(part for part in every if part.rows or part.problems or part.notes)


def file_level_problems(seen: ExportPreview) -> list[str]:
    """Problems that stand at no row."""
    every = _parts(seen, seen.mapping)
    told = {
        text for part in every for text in (*part.problems, *(p for row in part.rows for p in row.problems))
    }
    return [describe_file_problem(one) for one in seen.problems if as_sentence(one.message) not in told]


def describe_file_problem(one: Problem) -> str:
    """A problem of a file as a whole: which file, what is wrong with it, and what to do. The command's options are no
    help here.
    """
    name = f"{format_file_name(one.file)}: " if one.file not in ("", ".") else ""
    return f"{name}{one.message}. {as_sentence(one.remedy.replace(' with --map', ''))}"


def as_sentence(message: str) -> str:
    """A problem's message as a sentence; it is harmless already."""
    return f"{message[:1].upper()}{message[1:]}."


def change_mapping(mapping: Mapping, key: str, value: str) -> Mapping:
    """A mapping in which something else is chosen; what hangs on it is decided anew."""
    if key.startswith(WORD):
        return _set_meaning(mapping, key.removeprefix(WORD), value)
    if key.startswith(UNUSED):
        return change_mapping(mapping, f"columns.{value}", key.removeprefix(UNUSED)) if value else mapping
    first, _, second = key.partition(".")
    if not second:
        chosen: object = int(value) if value and first in ("fiscal_start", "sellers") else (value or None)
        return mapping.model_copy(update={first: chosen})
    part = getattr(mapping, first)
    kept = value if first == "columns" else value or None
    updates: dict[str, object] = {first: part.model_copy(update={second: kept})}
    if first == "files":
        updates["files"] = mapping.files.model_copy(update={second: kept, "more": None})
        updates |= {"columns": Columns(), "dates": Dates(), "outcomes": Outcomes(), "decimal": None,
                    "encoding": None, "separator": None}  # fmt: skip
    elif second == "stage":
        updates["outcomes"] = Outcomes()
    elif second == "amount":
        updates["decimal"] = None
    elif first == "columns" and second in Dates.model_fields:
        updates["dates"] = mapping.dates.model_copy(update={second: None})
    return mapping.model_copy(update=updates)


def _set_meaning(mapping: Mapping, word: str, kind: str) -> Mapping:
    bare = fold_word(word)
    lists = {
        one: [other for other in getattr(mapping.outcomes, one) if fold_word(other) != bare]
        for one in Outcomes.model_fields
    }
    lists[kind or "unknown"].append(word)
    return mapping.model_copy(update={"outcomes": mapping.outcomes.model_copy(update=lists)})


def _problem_messages(problems: Iterable[Problem]) -> Said:
    """Messages by the key that they are about."""
    said: Said = {}
    for one in problems:
        said[one.path] = (*said.get(one.path, ()), as_sentence(one.message))
    return said


def _file(seen: ExportPreview, shown: Mapping, said: Said) -> Iterator[ListRow]:
    if seen.files:
        key = "files.deals"
        yield ListRow(
            key,
            "File",
            shown.files.deals or "",
            _choice_list(("", "not chosen"), seen.files),
            said.get(key, ()),
        )


def _columns(fields: dict[str, str], seen: ExportPreview, shown: Mapping, said: Said) -> Iterator[ListRow]:
    if not seen.columns:
        return
    choices = (
        ("", NONE, ""),
        *((name, escape_text(name), escape_text(example)) for name, example in seen.columns),
    )
    for field, title in fields.items():
        key, value = f"columns.{field}", getattr(shown.columns, field) or ""
        yield ListRow(key, title, value, choices, said.get(key, ()))
        if value:
            yield from _how(field, shown, said)
        elif field == "owner":
            numbers = _choice_list(("", "as in the reference"), map(str, range(1, MOST_SELLERS + 1)))
            yield ListRow("sellers", "  how many", str(shown.sellers or ""), numbers, said.get("sellers", ()))


def _how(field: str, shown: Mapping, said: Said) -> Iterator[ListRow]:
    """How a column is written, where that may be read in two ways."""
    key = f"dates.{field}"
    order = getattr(shown.dates, field, None)
    if key in said or _two_ways(order):
        yield ListRow(
            key,
            "  written",
            order or "",
            _choice_list(("", DECIDED), get_args(DateFormat)),
            said.get(key, ()),
        )
    if field == "amount":
        signs = (
            ("", DECIDED, ""),
            (".", "cents after a point", "1,234.50"),
            (",", "cents after a comma", "1.234,50"),
        )
        yield ListRow("decimal", "  written", shown.decimal or "", signs, said.get("decimal", ()))


def _two_ways(order: str | None) -> bool:
    """Whether dates that are written so may be read with the day or the month first."""
    return order is not None and ("day/" in order or "day-month" in order)


def _words(seen: ExportPreview, shown: Mapping) -> Iterator[ListRow]:
    before = seen.mapping.columns.stage
    if shown.columns.stage != before:
        return  # its words are seen when it was read
    meant = {fold_word(word): kind for kind in KINDS for word in getattr(shown.outcomes, kind)}
    for word, count in seen.words[:MOST_WORDS]:
        choices = tuple((kind, kind, f"{count:,} rows") for kind in KINDS)
        its = meant.get(fold_word(word), "")
        unsaid = () if its else (("", UNSAID, f"{count:,} rows"),)
        yield ListRow(f"{WORD}{word}", escape_text(word), its, (*unsaid, *choices))


def _unused_rows(seen: ExportPreview, shown: Mapping) -> Iterator[ListRow]:
    """Each with a guess at what it is; to choose one is to use it."""
    used = set(shown.columns.model_dump().values())
    for one in seen.ledger.unused:
        if one.name not in used:
            fields = ((field, f"use as: {title}", "") for field, title in (MAIN | OTHER | TELLING).items())
            yield ListRow(
                f"{UNUSED}{one.name}",
                escape_text(one.name),
                "",
                (("", one.guess, escape_text(one.example)), *fields),
            )


def _format_rows(shown: Mapping, said: Said) -> Iterator[ListRow]:
    yield ListRow("repeats", "Rows of one deal", shown.repeats or "", REPEATS, said.get("repeats", ()))
    months = tuple((str(n), calendar.month_name[n], "") for n in range(1, 13))
    yield ListRow(
        "fiscal_start", "Year begins in", str(shown.fiscal_start or 1), months, said.get("fiscal_start", ())
    )
    yield ListRow(
        "separator", "Separator", shown.separator or "", _choice_list(("", DECIDED), get_args(Separator))
    )
    yield ListRow(
        "encoding", "Letters", shown.encoding or "", _choice_list(("", DECIDED), get_args(Encoding))
    )


def _choice_list(first: tuple[str, str], values: Iterable[str]) -> Choices:
    return ((*first, ""), *((value, escape_text(value), "") for value in values))
