"""How an export is read, as rows that can be changed: columns, words of the stage, and formats.

The key of a row is its path in the mapping; that of a word of the stage is `WORD` and the word.
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

MAIN_FIELDS = {
    "id": "Deal id",
    "owner": "Owner, seller",
    "account": "Account",
    "stage": "Stage",
    "created": "Created",
    "closed": "Closed",
    "amount": "Amount",
    "product": "Product",
}
OUTCOME_FIELDS = {
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
OTHER_FIELDS = {"currency": "Currency", "source": "Source", "manager": "Manager"}
"""Titles of columns; those of OUTCOME_FIELDS say outcomes, as the stage does."""

WORD, UNUSED = "outcomes:", "unused:"
"""Prefixes of the keys of words, and of unused columns."""
MAX_WORDS = 100
"""Words of the stage that are shown; rarer ones are read as the mapping says."""
MAX_SELLERS = 500

NONE, DECIDED, UNKNOWN_WORD = "none", "as the file shows", "not said"
"""Labels for no column, for what is decided from the file, and for an unknown word."""

REPEATS = (
    ("", DECIDED, ""),
    ("last", "the last one counts", ""),
    ("newest", "the newest one counts", ""),
    ("sum", "lines, to be summed", ""),
)
"""How several rows of one deal can be read."""

ProblemsByKey = dict[str, tuple[str, ...]]
"""Problems by the key of their row."""


def mapping_groups(preview: ExportPreview, shown: Mapping) -> tuple[RowGroup, ...]:
    """All rows, from the file and what was chosen. A row that was changed has no problems any more."""

    def now(row: ListRow) -> ListRow:
        same = _mapped_value(preview.mapping, row.key) == _mapped_value(shown, row.key)
        return row if same else replace(row, problems=())

    return tuple(replace(part, rows=tuple(map(now, part.rows))) for part in _row_groups(preview, shown))


def _mapped_value(mapping: Mapping, key: str) -> object:
    """The value of a row in a mapping. "No column" differs from no value."""
    value: object = mapping
    for name in key.split(".") if not key.startswith((WORD, UNUSED)) else ():
        value = getattr(value, name)
    return value


def _row_groups(preview: ExportPreview, shown: Mapping) -> tuple[RowGroup, ...]:
    faults = _problem_messages(preview.problems)
    used = {
        field for field in OUTCOME_FIELDS if getattr(shown.columns, field) or faults.get(f"columns.{field}")
    }
    outcomes = {field: title for field, title in OUTCOME_FIELDS.items() if field in used}
    rare = OTHER_FIELDS | {field: title for field, title in OUTCOME_FIELDS.items() if field not in used}
    every = (
        RowGroup(
            "Columns",
            (
                *_file(preview, shown, faults),
                *_columns(MAIN_FIELDS | outcomes, preview, shown, faults),
            ),
        ),
        RowGroup(
            "What the words of the stage mean", tuple(_words(preview, shown)), faults.get("outcomes", ())
        ),
        RowGroup("What was decided or noted", notes=tuple(preview.ledger.notes)),
        RowGroup("Columns that are not used", tuple(_unused_rows(preview, shown))),
        RowGroup("Less usual", (*_columns(rare, preview, shown, faults), *_format_rows(shown, faults))),
    )
    return tuple(part for part in every if part.rows or part.problems or part.notes)


def file_level_problems(preview: ExportPreview) -> list[str]:
    """Problems that belong to no row."""
    every = _row_groups(preview, preview.mapping)
    listed = {
        text for part in every for text in (*part.problems, *(p for row in part.rows for p in row.problems))
    }
    return [describe_file_problem(one) for one in preview.problems if as_sentence(one.message) not in listed]


def describe_file_problem(one: Problem) -> str:
    """A problem of a whole file: which file, what is wrong, and what to do, without options of the command."""
    name = f"{format_file_name(one.file)}: " if one.file not in ("", ".") else ""
    return f"{name}{one.message}. {as_sentence(one.remedy.replace(' with --map', ''))}"


def as_sentence(message: str) -> str:
    """A message as a sentence."""
    return f"{message[:1].upper()}{message[1:]}."


def change_mapping(mapping: Mapping, key: str, value: str) -> Mapping:
    """A mapping with another choice; what depends on it is decided again."""
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


def _problem_messages(problems: Iterable[Problem]) -> ProblemsByKey:
    """Messages by the key of their row."""
    faults: ProblemsByKey = {}
    for one in problems:
        faults[one.path] = (*faults.get(one.path, ()), as_sentence(one.message))
    return faults


def _file(preview: ExportPreview, shown: Mapping, faults: ProblemsByKey) -> Iterator[ListRow]:
    if preview.files:
        key = "files.deals"
        yield ListRow(
            key,
            "File",
            shown.files.deals or "",
            _choice_list(("", "not chosen"), preview.files),
            faults.get(key, ()),
        )


def _columns(
    fields: dict[str, str], preview: ExportPreview, shown: Mapping, faults: ProblemsByKey
) -> Iterator[ListRow]:
    if not preview.columns:
        return
    choices = (
        ("", NONE, ""),
        *((name, escape_text(name), escape_text(example)) for name, example in preview.columns),
    )
    for field, title in fields.items():
        key, value = f"columns.{field}", getattr(shown.columns, field) or ""
        yield ListRow(key, title, value, choices, faults.get(key, ()))
        if value:
            yield from _format_choices(field, shown, faults)
        elif field == "owner":
            numbers = _choice_list(("", "as in the reference"), map(str, range(1, MAX_SELLERS + 1)))
            yield ListRow(
                "sellers", "  how many", str(shown.sellers or ""), numbers, faults.get("sellers", ())
            )


def _format_choices(field: str, shown: Mapping, faults: ProblemsByKey) -> Iterator[ListRow]:
    """The format of a column, if it is ambiguous."""
    key = f"dates.{field}"
    order = getattr(shown.dates, field, None)
    if key in faults or _is_ambiguous(order):
        yield ListRow(
            key,
            "  written",
            order or "",
            _choice_list(("", DECIDED), get_args(DateFormat)),
            faults.get(key, ()),
        )
    if field == "amount":
        signs = (
            ("", DECIDED, ""),
            (".", "cents after a point", "1,234.50"),
            (",", "cents after a comma", "1.234,50"),
        )
        yield ListRow("decimal", "  written", shown.decimal or "", signs, faults.get("decimal", ()))


def _is_ambiguous(order: str | None) -> bool:
    """Whether the day or the month could be first in such dates."""
    return order is not None and ("day/" in order or "day-month" in order)


def _words(preview: ExportPreview, shown: Mapping) -> Iterator[ListRow]:
    before = preview.mapping.columns.stage
    if shown.columns.stage != before:
        return  # the words of another column are known after it was read
    meant = {fold_word(word): kind for kind in KINDS for word in getattr(shown.outcomes, kind)}
    for word, count in preview.words[:MAX_WORDS]:
        choices = tuple((kind, kind, f"{count:,} rows") for kind in KINDS)
        kind_of_word = meant.get(fold_word(word), "")
        unknown = () if kind_of_word else (("", UNKNOWN_WORD, f"{count:,} rows"),)
        yield ListRow(f"{WORD}{word}", escape_text(word), kind_of_word, (*unknown, *choices))


def _unused_rows(preview: ExportPreview, shown: Mapping) -> Iterator[ListRow]:
    """Unused columns with a guess at what they are. Choosing a field uses the column."""
    used = set(shown.columns.model_dump().values())
    for one in preview.ledger.unused:
        if one.name not in used:
            fields = (
                (field, f"use as: {title}", "")
                for field, title in (MAIN_FIELDS | OTHER_FIELDS | OUTCOME_FIELDS).items()
            )
            yield ListRow(
                f"{UNUSED}{one.name}",
                escape_text(one.name),
                "",
                (("", one.guess, escape_text(one.example)), *fields),
            )


def _format_rows(shown: Mapping, faults: ProblemsByKey) -> Iterator[ListRow]:
    yield ListRow("repeats", "Rows of one deal", shown.repeats or "", REPEATS, faults.get("repeats", ()))
    months = tuple((str(n), calendar.month_name[n], "") for n in range(1, 13))
    yield ListRow(
        "fiscal_start",
        "Year begins in",
        str(shown.fiscal_start or 1),
        months,
        faults.get("fiscal_start", ()),
    )
    yield ListRow(
        "separator", "Separator", shown.separator or "", _choice_list(("", DECIDED), get_args(Separator))
    )
    yield ListRow(
        "encoding", "Letters", shown.encoding or "", _choice_list(("", DECIDED), get_args(Encoding))
    )


def _choice_list(first: tuple[str, str], values: Iterable[str]) -> Choices:
    return ((*first, ""), *((value, escape_text(value), "") for value in values))
