"""Rows of a report that are not deals: totals, repeated headers, headings of groups, deleted records. A heading applies
to the rows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress, pairwise

from sim.crm.intake.mapping import MAX_CELL_LENGTH, fold_word
from sim.crm.intake.vocabulary import EMPTY_TEXTS, SPECIAL_COLUMNS, normalize

REPEATED_HEADER = "repeated header"
TOTAL = "total, not a deal"
HEADING = "group heading, not a deal"
DELETED = "deleted in the CRM"
FILLED_DOWN = "a value in the first row of a group was applied to the rows below"

_MIN_NAMES = 0.5
"""share of a row's texts that are names of their columns, from which it is a repeated header."""
_USUALLY_FILLED = 0.9
"""share of the records that fill a column, from which a row with a gap there is not a record."""
_TOTAL = re.compile(
    r"^(?:grand|report|overall)?[ -]{0,3}(?:sub|sous|gesamt|zwischen)?[ -]{0,3}"
    r"(?:totals?|totale|totaal|totalt|summe|sum|somme|suma|soma|gesamt|итого|всего|average|avg|durchschnitt|moyenne|count|"
    r"record count|anzahl)\b[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_COUNT_AT_END = re.compile(r"\s*\(\s*[\d., ]+\s*\w*\s*\)\s*$")
"""As in 'Closed Won (12 records)'."""
_NOT_DELETED = EMPTY_TEXTS | {"0", "false", "no", "n", "f", "nein", "non", "falsch", "faux", "0000-00-00"}
_GROUP = "Group"


class SheetColumns:
    """The columns of a file, and which of its rows are kept; others are counted by reason."""

    def __init__(self, header: list[str], columns: list[list[str]]) -> None:
        self.header, self.columns = header, columns
        self.kept = [True] * (len(columns[0]) if columns else 0)
        self.reasons: Counter[str] = Counter()
        self.repaired: Counter[str] = Counter()

    def set_aside(self, rows: Iterable[int], reason: str) -> None:
        """Set rows aside, unless they already are."""
        for at in rows:
            self.reasons[reason] += self.kept[at]
            self.kept[at] = False

    def row(self, at: int) -> list[str]:
        """The stripped texts of a row."""
        return [column[at].strip() for column in self.columns]


def drop_other_rows(
    header: list[str], columns: list[list[str]], texts: Sequence[Iterable[str]]
) -> SheetColumns:
    """Drop rows that are not deals. `texts` are the different texts of each column."""
    sheet = SheetColumns(header, columns)
    if sheet.kept:
        sheet.set_aside(_find_headers(sheet, texts), REPEATED_HEADER)
        sheet.set_aside(_find_totals(sheet, texts), TOTAL)
        _apply_groups(sheet)
        sheet.set_aside(_find_deleted(sheet), DELETED)
        if not all(sheet.kept):
            sheet.columns = [list(compress(column, sheet.kept)) for column in sheet.columns]
    return sheet


def _find_headers(sheet: SheetColumns, texts: Sequence[Iterable[str]]) -> list[int]:
    hits: Counter[int] = Counter()
    for name, column, different in zip(sheet.header, sheet.columns, texts, strict=True):
        folded = name.casefold()
        same = {text for text in different if folded and text.strip().casefold() == folded}
        if same:
            hits.update(at for at, text in enumerate(column) if text in same)
    return [at for at, n in hits.items() if n >= 2 and n >= _MIN_NAMES * sum(map(bool, sheet.row(at)))]


def _find_totals(sheet: SheetColumns, texts: Sequence[Iterable[str]]) -> list[int]:
    """Rows that begin with a word for a total, and lack what nearly every record has."""
    rows: set[int] = set()
    for column, different in zip(sheet.columns, texts, strict=True):
        found = {match[0] for match in _TOTAL.finditer("\n".join(different))}
        if found:
            rows |= {at for at, text in enumerate(column) if text.strip() in found or text in found}
    if not rows:
        return []
    filled = [sum(map(bool, map(str.strip, row))) for row in zip(*sheet.columns, strict=True)]
    least = max(filled) / 2  # headings of groups have fewer
    records = [at for at, count in enumerate(filled) if at not in rows and count >= least]
    usual = [
        bool(records) and sum(1 for at in records if column[at].strip()) >= _USUALLY_FILLED * len(records)
        for column in sheet.columns
    ]
    return [at for at in sorted(rows) if _is_total(sheet.row(at), usual)]


def _is_total(row: list[str], usual: list[bool]) -> bool:
    first = next(text for text in row if text)
    return bool(_TOTAL.search(first)) and any(
        wanted and not text for wanted, text in zip(usual, row, strict=True)
    )


def _apply_groups(sheet: SheetColumns) -> None:
    """Give the rows of a group what its heading says."""
    first = next(iter(compress(range(len(sheet.kept)), sheet.kept)), None)
    if first is None:
        return
    if len(sheet.header) > 2 and not any(sheet.row(first)[1:]) and not _is_grouped(sheet, 0):
        _apply_heading_lines(sheet)
        return
    for at in range(len(sheet.header)):  # columns of groups are on the left
        if not _is_grouped(sheet, at):
            break
        _fill_down(sheet, at)
        rows = [i for i in range(len(sheet.kept)) if sheet.kept[i] and not any(sheet.row(i)[at + 1 :])]
        sheet.set_aside(rows, HEADING)


def _is_grouped(sheet: SheetColumns, at: int) -> bool:
    """Whether a column has a text only in the first row of each group."""
    if "" not in sheet.columns[at]:  # the usual case, and a fast test
        return False
    texts = [text.strip() for text in compress(sheet.columns[at], sheet.kept)]
    labels = [text for text in texts if text]
    blanks = len(texts) - len(labels)
    enough = blanks >= len(labels) or (blanks and TOTAL in sheet.reasons)
    return bool(enough and texts[0] and all(one != other for one, other in pairwise(labels)))


def _fill_down(sheet: SheetColumns, at: int) -> None:
    column, label = list(sheet.columns[at]), ""
    for i, text in enumerate(column):
        if not sheet.kept[i]:
            continue
        if text.strip():
            label = _parse_heading(text, sheet.header[at])[1]
        elif any(sheet.row(i)):
            sheet.repaired[FILLED_DOWN] += 1
        column[i] = label
    sheet.columns[at] = column


def _apply_heading_lines(sheet: SheetColumns) -> None:
    """Put headings in lines of their own into a column, which is added if the file has none of that name."""
    name, label, labels, rows = "", "", [], []
    for at, text in enumerate(sheet.columns[0]):
        if sheet.kept[at] and text.strip() and not any(sheet.row(at)[1:]):
            found, label = _parse_heading(text.strip(), "")
            name = name or found
            rows.append(at)
        labels.append(label)
    if len({labels[at] for at in rows}) < 2:
        return
    sheet.set_aside(rows, HEADING)
    sheet.repaired[FILLED_DOWN] += sum(sheet.kept)
    place = sheet.header.index(name) if name in sheet.header else None
    if place is not None and not any(map(str.strip, compress(sheet.columns[place], sheet.kept))):
        sheet.columns[place] = labels
    else:
        sheet.header.append(name if name and place is None else _GROUP)
        sheet.columns.append(labels)


def _parse_heading(text: str, name: str) -> tuple[str, str]:
    """The name and the value of 'Stage: Closed Won (2 records)'; the name is '' where the heading has none."""
    text = text.strip() if len(text) > MAX_CELL_LENGTH else _COUNT_AT_END.sub("", text).strip()
    before, colon, after = text.partition(":")
    if colon and after.strip() and (not name or fold_word(before) == fold_word(name)):
        return before.strip(), after.strip()
    return "", text


def _find_deleted(sheet: SheetColumns) -> list[int]:
    rows: set[int] = set()
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if normalize(name) in SPECIAL_COLUMNS["deleted"]:
            deleted = {text for text in set(column) if text.strip().casefold() not in _NOT_DELETED}
            rows |= {at for at, text in enumerate(column) if text in deleted}
    return sorted(rows)
