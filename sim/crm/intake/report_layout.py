"""Rows of a sheet that are no deals, known by what stands in them: totals, headers that are repeated, headings of
groups, records that were deleted. What a heading says holds for the rows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress, pairwise

from sim.crm.intake.mapping import MAX_CELL_LENGTH, fold_word
from sim.crm.intake.vocabulary import EMPTY_TEXTS, normalize

REPEATED_HEADER = "the header once more"
TOTAL = "a total, no deal"
HEADING = "a heading, no deal"
DELETED = "deleted in the CRM"
FILLED_DOWN = "what stands in the first row of a group alone was taken for the rows below"

_AGAIN = 0.5
"""Share of a row's texts that are the names of their columns, from which it is a header."""
_USUAL = 0.9
"""Share of the full rows that fill a column, from which a row that does not is no record."""
_TOTAL = re.compile(
    r"^(?:grand|report|overall)?[ -]{0,3}(?:sub|sous|gesamt|zwischen)?[ -]{0,3}"
    r"(?:totals?|totale|totaal|totalt|summe|sum|somme|suma|soma|gesamt|итого|всего|average|avg|durchschnitt|moyenne|count|"
    r"record count|anzahl)\b[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_COUNTED = re.compile(r"\s*\(\s*[\d., ]+\s*\w*\s*\)\s*$")
"""As in 'Closed Won (12 records)'."""
_DELETED = frozenset(
    (
        *("deleted", "isdeleted", "hsisdeleted", "deletedflag", "fivetrandeleted", "geloscht", "supprime"),
        *(
            "deletedat",
            "deletedon",
            "deletedtime",
            "deletedate",
            "deleteddate",
            "deletiondate",
            "datedeleted",
        ),
    )
)
"""Names of columns of flags, or of times, as `normal` leaves them."""
_NOT_DELETED = EMPTY_TEXTS | {"0", "false", "no", "n", "f", "nein", "non", "falsch", "faux", "0000-00-00"}
_GROUP = "Group"


class SheetColumns:
    """The columns of a file, from which rows are taken out, each counted under its reason."""

    def __init__(self, header: list[str], columns: list[list[str]]) -> None:
        self.header, self.columns = header, columns
        self.kept = [True] * (len(columns[0]) if columns else 0)
        self.reasons: Counter[str] = Counter()
        self.repaired: Counter[str] = Counter()

    def take_out(self, rows: Iterable[int], reason: str) -> None:
        """Set rows aside that are not yet."""
        for at in rows:
            self.reasons[reason] += self.kept[at]
            self.kept[at] = False

    def row(self, at: int) -> list[str]:
        """The texts of a row, without spaces around."""
        return [column[at].strip() for column in self.columns]

    def next_kept(self, at: int = 0) -> int | None:
        """The first row from there on that is not set aside."""
        return next((i for i in range(at, len(self.kept)) if self.kept[i]), None)


def drop_other_rows(
    header: list[str], columns: list[list[str]], texts: Sequence[Iterable[str]]
) -> SheetColumns:
    """The sheet with rows set aside that are no deals. `texts` are the different ones of each column."""
    sheet = SheetColumns(header, columns)
    if sheet.kept:
        sheet.take_out(_find_headers(sheet, texts), REPEATED_HEADER)
        sheet.take_out(_find_totals(sheet, texts), TOTAL)
        _apply_groups(sheet)
        sheet.take_out(_find_deleted(sheet), DELETED)
        if not all(sheet.kept):
            sheet.columns = [list(compress(column, sheet.kept)) for column in sheet.columns]
    return sheet


def _find_headers(sheet: SheetColumns, texts: Sequence[Iterable[str]]) -> list[int]:
    """Rows of which many texts are the names of their columns."""
    hits: Counter[int] = Counter()
    for name, column, its in zip(sheet.header, sheet.columns, texts, strict=True):
        plain = name.casefold()
        same = {text for text in its if text.strip().casefold() == plain} if name else set()
        if same:
            hits.update(at for at, text in enumerate(column) if text in same)
    return [
        at for at, count in hits.items() if count >= 2 and count >= _AGAIN * sum(map(bool, sheet.row(at)))
    ]


def _find_totals(sheet: SheetColumns, texts: Sequence[Iterable[str]]) -> list[int]:
    """Rows that begin with a word for a total, and lack what nearly every row has."""
    rows: set[int] = set()
    for column, its in zip(sheet.columns, texts, strict=True):
        found = {match[0] for match in _TOTAL.finditer("\n".join(its))}
        if found:
            rows |= {at for at, text in enumerate(column) if text.strip() in found or text in found}
    if not rows:
        return []
    filled = [sum(map(bool, map(str.strip, row))) for row in zip(*sheet.columns, strict=True)]
    least = max(filled) / 2  # headings of groups are no records to compare with
    full = [at for at, count in enumerate(filled) if at not in rows and count >= least]
    usual = [
        bool(full) and sum(1 for at in full if column[at].strip()) >= _USUAL * len(full)
        for column in sheet.columns
    ]
    return [at for at in sorted(rows) if _is_total(sheet.row(at), usual)]


def _is_total(row: list[str], usual: list[bool]) -> bool:
    first = next(text for text in row if text)
    return bool(_TOTAL.search(first)) and any(
        here and not text for here, text in zip(usual, row, strict=True)
    )


def _apply_groups(sheet: SheetColumns) -> None:
    """Rows of groups get what their heading says."""
    if (first := sheet.next_kept()) is None:
        return
    if len(sheet.header) > 2 and not any(sheet.row(first)[1:]) and not _is_grouped(sheet, 0):
        _apply_heading_lines(sheet)
        return
    for at in range(len(sheet.header)):  # groups stand on the left
        if not _is_grouped(sheet, at):
            break
        _fill_down(sheet, at)
        rows = [i for i in range(len(sheet.kept)) if sheet.kept[i] and not any(sheet.row(i)[at + 1 :])]
        sheet.take_out(rows, HEADING)


def _is_grouped(sheet: SheetColumns, at: int) -> bool:
    """Whether a column has a text in the first row of each group alone."""
    blanks = sheet.columns[at].count("")
    if not blanks:
        return False
    its = [text.strip() for text in compress(sheet.columns[at], sheet.kept)]
    named = [text for text in its if text]
    blanks = len(its) - len(named)
    enough = blanks >= len(named) or (blanks and TOTAL in sheet.reasons)
    return bool(enough and its[0] and all(one != other for one, other in pairwise(named)))


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
    """Headings in lines of their own, before rows whose first column says something else: a column more."""
    name, label, values, rows = "", "", [], []
    first = sheet.columns[0]
    for i in range(len(first)):
        if sheet.kept[i] and first[i].strip() and not any(sheet.row(i)[1:]):
            its_name, label = _parse_heading(first[i].strip(), "")
            name = name or its_name
            rows.append(i)
        values.append(label)
    if len({values[i] for i in rows}) < 2:
        return
    sheet.take_out(rows, HEADING)
    sheet.repaired[FILLED_DOWN] += sum(sheet.kept)
    if name in sheet.header and not any(
        map(str.strip, compress(sheet.columns[sheet.header.index(name)], sheet.kept))
    ):
        sheet.columns[sheet.header.index(name)] = values
    else:
        sheet.header.append(name if name and name not in sheet.header else _GROUP)
        sheet.columns.append(values)


def _parse_heading(text: str, name: str) -> tuple[str, str]:
    """What is grouped by, and the group: 'Stage: Closed Won (2 records)'."""
    text = text.strip() if len(text) > MAX_CELL_LENGTH else _COUNTED.sub("", text).strip()
    before, sign, after = text.partition(":")
    if sign and after.strip() and (not name or fold_word(before) == fold_word(name)):
        return before.strip(), after.strip()
    return "", text


def _find_deleted(sheet: SheetColumns) -> list[int]:
    rows: set[int] = set()
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if normalize(name) in _DELETED:
            gone = {text for text in set(column) if text.strip().casefold() not in _NOT_DELETED}
            rows |= {at for at, text in enumerate(column) if text in gone}
    return sorted(rows)
