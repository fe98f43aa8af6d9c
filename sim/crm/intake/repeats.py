"""Several rows of one deal: exact copies, versions of which the newest counts, or line items to add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.problems import quote_value
from sim.crm.deals import Floats
from sim.crm.intake.cells import index_cells
from sim.crm.intake.dates import read_date_column
from sim.crm.intake.draft import Bools, Draft, plural
from sim.crm.intake.vocabulary import EMPTY_TEXTS, SPECIAL_COLUMNS, name_forms

COPY = "exact copy of another row"
EARLIER = "replaced by a later row with the same ID"
OLDER = "replaced by a newer row with the same ID"
LINE_ITEM = "line item, counted with its deal"
MAX_REPEATED = 0.1
"""share of the rows with a repeated ID, above which the user is asked what they are if nothing tells."""
NEARLY_ALL = 0.9
"""share of the deals with several rows that must agree, or differ, in a field."""
SAME_IN_LINE_ITEMS = ("stage", "status", "is_won", "is_lost", "is_closed", "created", "closed")
"""Fields that are the same in all line items of a deal."""


@dataclass(frozen=True, slots=True)
class DealSheet:
    """The n rows of the deals."""

    header: Sequence[str]
    columns: Sequence[Sequence[str]]
    where: Mapping[str, int]
    """places of the columns of fields."""
    amounts: Floats
    """(n,) amounts; changed where line items are added up."""

    def values(self, field: str, group: Sequence[int]) -> list[str]:
        """The texts of a field in some rows; empty without such a column."""
        return [self.columns[self.where[field]][at].strip() for at in group] if field in self.where else []

    def differ(self, field: str, groups: Sequence[Sequence[int]]) -> float:
        """The share of the groups whose rows differ in a field."""
        return sum(len(set(self.values(field, group))) > 1 for group in groups) / max(1, len(groups))


def merge_repeats(used: Bools, sheet: DealSheet, draft: Draft) -> None:
    """Keep one row of each deal, with the sum of its line items; ask what cannot be decided."""
    groups = _drop_copies(used, _group_by_id(used, sheet), sheet, draft)
    if not groups:
        return
    kind = draft.mapping.repeats or _decide_kind(groups, used, sheet, draft)
    if kind == "sum":
        _sum_lines(used, groups, sheet, draft)
    elif kind == "newest" and (found := _find_newest(groups, sheet, draft)) is not None:
        at, days = found
        draft.note(f"Where a deal has several rows, the newest by {quote_value(sheet.header[at])} was used.")
        newest = [max(group, key=lambda row: (days[row], row)) for group in groups]
        _keep_rows(used, groups, newest, OLDER, draft)
    elif kind is not None:
        _keep_rows(used, groups, [group[-1] for group in groups], EARLIER, draft)


def ask_for_ids(sheet: DealSheet, draft: Draft) -> None:
    """Ask for a column of IDs if rows are snapshots of several days, so that deals have several rows."""
    if draft.mapping.repeats is not None or draft.mapping.columns.id == "":
        return
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if _is_special(name, "snapshot_date") and len({text.strip() for text in column} - EMPTY_TEXTS) > 1:
            message = (
                f"rows are from several days ({quote_value(name)}), and no column is known to identify deals"
            )
            remedy = 'name the column that identifies a deal with --map, or write "" if each row is a deal'
            draft.ask("columns.id", message, remedy)
            return


def note_equal_rows(columns: Sequence[Sequence[str]], draft: Draft) -> None:
    """Report equal rows of a file without IDs. They are kept: they may be different deals."""
    if equal := len(columns[0]) - len(set(zip(*columns, strict=True))):
        rows = plural(equal, "row is", "rows are")
        draft.note(f"{rows} identical to another row; without IDs, each counts as a deal.")


def _is_special(name: str, purpose: str) -> bool:
    return not set(name_forms(name)).isdisjoint(SPECIAL_COLUMNS[purpose])


def _group_by_id(used: Bools, sheet: DealSheet) -> list[list[int]]:
    """Groups of rows with the same ID."""
    keys = [key.strip() for key in sheet.columns[sheet.where["id"]]]
    groups: dict[str, list[int]] = {}
    for at in np.flatnonzero(used).tolist():
        if keys[at].lower() not in EMPTY_TEXTS:
            groups.setdefault(keys[at], []).append(at)
    return [group for group in groups.values() if len(group) > 1]


def _drop_copies(used: Bools, groups: list[list[int]], sheet: DealSheet, draft: Draft) -> list[list[int]]:
    """The groups that still have several rows without exact copies."""
    copies = np.zeros(len(used), dtype=bool)
    left = []
    for group in groups:
        first: dict[tuple[str, ...], int] = {}
        for at in group:
            if first.setdefault(tuple(column[at] for column in sheet.columns), at) != at:
                copies[at] = True
        if len(first) > 1:
            left.append(list(first.values()))
    draft.set_aside(used, copies, COPY)
    return left


def _decide_kind(groups: list[list[int]], used: Bools, sheet: DealSheet, draft: Draft) -> str | None:
    """What the rows of one deal are, as in a mapping; None where it is asked."""
    by_name = _find_newest(groups, sheet, draft, by_name=True)
    alike = all(sheet.differ(field, groups) <= 1 - NEARLY_ALL for field in SAME_IN_LINE_ITEMS)
    if alike and by_name is None and sheet.differ("product", groups) >= NEARLY_ALL:
        return "sum"
    if by_name is not None or _find_newest(groups, sheet, draft) is not None:
        return "newest"
    many = sum(map(len, groups)) > MAX_REPEATED * used.sum()
    if many and alike and sheet.differ("amount", groups):
        example = quote_value(sheet.values("id", groups[0])[0])
        deals = plural(len(groups), "deal has", "deals have")
        message = f"{deals} several rows with different amounts, such as {example}"
        remedy = "write sum if the rows are line items, or last if the last row counts, with --map"
        draft.ask("repeats", message, remedy)
        return None
    if many:
        name = quote_value(sheet.header[sheet.where["id"]])
        draft.note(
            f"Many values in {name} are repeated; the last row of each was used. If rows are line items of a deal, "
            "write `repeats: sum` with --map."
        )
    return "last"


def _find_newest(
    groups: list[list[int]], sheet: DealSheet, draft: Draft, *, by_name: bool = False
) -> tuple[int, Floats] | None:
    """A date column that shows which row of each deal is the newest, and its days. With `by_name` only columns with a
    known name are considered, otherwise all unused ones.
    """
    free = [at for at, name in enumerate(sheet.header) if name and at not in sheet.where.values()]
    purposes = ("snapshot_date", "change_date")
    known = [at for purpose in purposes for at in free if _is_special(sheet.header[at], purpose)]
    rows = [at for group in groups for at in group]
    for at in known if by_name else [*known, *(at for at in free if at not in known)]:
        column = sheet.columns[at]
        dates = read_date_column("", sheet.header[at], index_cells([column[row] for row in rows]))
        if dates.main is None:
            continue
        days = np.full(len(column), -np.inf)
        days[rows] = np.nan_to_num(dates.days(draft.mapping.dates.created or ""), nan=-np.inf)
        clear = sum(len({days[row] for row in group}) == len(group) for group in groups)
        if np.isfinite(days[rows]).mean() >= NEARLY_ALL and clear >= NEARLY_ALL * len(groups):
            return at, days
    return None


def _keep_rows(used: Bools, groups: list[list[int]], kept: list[int], reason: str, draft: Draft) -> None:
    others = np.zeros(len(used), dtype=bool)
    for group, row in zip(groups, kept, strict=True):
        others[[at for at in group if at != row]] = True
    draft.set_aside(used, others, reason)


def _sum_lines(used: Bools, groups: list[list[int]], sheet: DealSheet, draft: Draft) -> None:
    """Add up line items in the row of the largest. An amount that is the same in all of them is that of the deal."""
    amounts = np.nan_to_num(sheet.amounts)
    equal = draft.mapping.repeats is None and all(np.ptp(amounts[group]) == 0 for group in groups)
    largest = [group[int(np.argmax(amounts[group]))] for group in groups]
    if not equal:
        for group, row in zip(groups, largest, strict=True):
            if np.isfinite(sheet.amounts[group]).any():
                sheet.amounts[row] = amounts[group].sum()
    deals, rows = plural(len(groups), "deal has", "deals have"), plural(sum(map(len, groups)), "row")
    use = "their rows have the same amount, which was used once" if equal else "the amounts were added up"
    draft.note(f"{deals} a row for each product ({rows}); {use}.")
    _keep_rows(used, groups, largest, LINE_ITEM, draft)
