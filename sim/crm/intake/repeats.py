"""Several rows of one deal: copies, versions of which the newest counts, or lines, whose amounts are summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.problems import quote_value
from sim.crm.deals import Floats
from sim.crm.intake import dates
from sim.crm.intake.cells import index_cells
from sim.crm.intake.draft import Draft, count_rows
from sim.crm.intake.rows import Bools, set_aside
from sim.crm.intake.vocabulary import EMPTY_TEXTS, name_forms

COPY = "an exact copy of another row"
EARLIER = "a later row has the same id, with other content"
OLDER = "a newer row has the same id"
LINE = "a line of a deal, whose amounts are summed"
MAX_REPEATED = 0.1
"""share of the rows with an id that comes again, from which what they are is asked where nothing tells it."""
NEARLY_ALL = 0.9
"""share of the deals with several rows in which these must be alike, or differ."""
SAME = ("stage", "status", "is_won", "is_lost", "is_closed", "created", "closed")
"""Fields that are the same in all lines of a deal."""
SNAPSHOT_DATES = frozenset(
    (
        *(
            "snapshotdate",
            "snapshot",
            "snapshotday",
            "asofdate",
            "asof",
            "exportdate",
            "exportedon",
            "extractdate",
        ),
        *(
            "extractedon",
            "reportdate",
            "rundate",
            "loaddate",
            "batchdate",
            "effectivedate",
            "validfrom",
            "stichtag",
        ),
        *("weekending", "datasnapshot", "historydate", "recordeddate"),
    )
)
"""Names of a column of the days on which rows were taken."""
CHANGE_DATES = frozenset(
    (
        *(
            "lastmodified",
            "lastmodifieddate",
            "modified",
            "modifiedon",
            "modifiedtime",
            "modifieddate",
            "updated",
        ),
        *(
            "updatedat",
            "updatedon",
            "updatetime",
            "lastupdated",
            "lastupdate",
            "systemmodstamp",
            "datemodified",
        ),
        *("hslastmodifieddate", "geandertam", "writedate", "lastupdatedon"),
    )
)
"""Names of a column of the days on which rows were changed."""


@dataclass(frozen=True, slots=True)
class DealSheet:
    """The rows in which deals are looked for, n of them."""

    header: Sequence[str]
    columns: Sequence[Sequence[str]]
    where: Mapping[str, int]
    """places of columns by field."""
    amounts: Floats
    """(n,), changed where lines are summed."""

    def values(self, field: str, group: Sequence[int]) -> list[str]:
        """The texts of a field in some rows; none without such a column."""
        return [self.columns[self.where[field]][at].strip() for at in group] if field in self.where else []

    def differ(self, field: str, groups: Sequence[Sequence[int]]) -> float:
        """Share of the groups whose rows differ in a field."""
        return sum(len(set(self.values(field, group))) > 1 for group in groups) / max(1, len(groups))


def merge_repeats(used: Bools, sheet: DealSheet, draft: Draft) -> None:
    """Keep one row of each id, and put the sum of its lines there; what cannot be decided is asked."""
    groups = _drop_copies(used, _group_by_id(used, sheet), sheet, draft)
    if not groups:
        return
    kind = draft.mapping.repeats or _decide_kind(groups, used, sheet, draft)
    if kind is None:
        return
    if kind == "sum":
        _sum_lines(used, groups, sheet, draft)
    elif kind == "newest" and (found := _find_newest(groups, sheet, draft)) is not None:
        at, days = found
        draft.note(
            f"Of several rows of one deal the one that is the newest by {quote_value(sheet.header[at])} counts."
        )
        _keep_rows(
            used, groups, [max(group, key=lambda row: (days[row], row)) for group in groups], OLDER, draft
        )
    else:
        _keep_rows(used, groups, [group[-1] for group in groups], EARLIER, draft)


def ask_for_ids(sheet: DealSheet, draft: Draft) -> None:
    """Rows that were taken on several days are several for one deal, and nothing tells which."""
    if draft.mapping.repeats is not None or draft.mapping.columns.id == "":
        return
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if (
            set(name_forms(name)) & SNAPSHOT_DATES
            and len({text.strip() for text in column} - EMPTY_TEXTS) > 1
        ):
            message = (
                f"rows were taken on several days ({quote_value(name)}), and no column is known to "
                "number the deals"
            )
            remedy = (
                'name with --map the column that is the same in all rows of a deal; "" if each row is a deal'
            )
            draft.ask("columns.id", message, remedy)
            return


def _group_by_id(used: Bools, sheet: DealSheet) -> list[list[int]]:
    """Rows with the same id, where there are several."""
    keys = [key.strip() for key in sheet.columns[sheet.where["id"]]]
    counts = Counter(key for key, there in zip(keys, used.tolist(), strict=True) if there)
    again = {key for key, count in counts.items() if count > 1 and key.lower() not in EMPTY_TEXTS}
    groups: dict[str, list[int]] = {}
    if again:
        for at in np.flatnonzero(used).tolist():
            if keys[at] in again:
                groups.setdefault(keys[at], []).append(at)
    return list(groups.values())


def _drop_copies(used: Bools, groups: list[list[int]], sheet: DealSheet, draft: Draft) -> list[list[int]]:
    """The groups without rows that are equal in everything to another of theirs."""
    copies = np.zeros(len(used), dtype=bool)
    left = []
    for group in groups:
        first: dict[tuple[str, ...], int] = {}
        for at in group:
            if first.setdefault(tuple(column[at] for column in sheet.columns), at) != at:
                copies[at] = True
        if len(first) > 1:
            left.append(list(first.values()))
    set_aside(used, copies, COPY, draft)
    return left


def _decide_kind(groups: list[list[int]], used: Bools, sheet: DealSheet, draft: Draft) -> str | None:
    """What the rows of one deal are; None where it must be asked, or said."""
    named = _find_newest(groups, sheet, draft, by_name=True)
    lines = all(sheet.differ(field, groups) <= 1 - NEARLY_ALL for field in SAME)
    if lines and named is None and sheet.differ("product", groups) >= NEARLY_ALL:
        return "sum"
    if named is not None or _find_newest(groups, sheet, draft) is not None:
        return "newest"
    many = sum(map(len, groups)) > MAX_REPEATED * used.sum()
    if many and lines and sheet.differ("amount", groups):
        example = sheet.values("id", groups[0])[0]
        message = (
            f"{len(groups):,} deals have several rows with different amounts, such as {quote_value(example)}"
        )
        draft.ask(
            "repeats",
            message,
            "write sum with --map if they are lines of a deal, last if the last row counts",
        )
        return None
    if many:
        draft.note(f"Many values in {quote_value(sheet.header[sheet.where['id']])} come more than once, and "
                   "the last row of "
                   "each counts; if rows are lines of a deal, write `repeats: sum` with --map.")  # fmt: skip
    return "last"


def _find_newest(
    groups: list[list[int]], sheet: DealSheet, draft: Draft, *, by_name: bool = False
) -> tuple[int, Floats] | None:
    """A column of days that tells the newest row of each deal, and its days; by its name, or any that does."""
    free = [at for at, name in enumerate(sheet.header) if name and at not in sheet.where.values()]
    named = [
        at
        for words in (SNAPSHOT_DATES, CHANGE_DATES)
        for at in free
        if set(name_forms(sheet.header[at])) & words
    ]
    every = [at for group in groups for at in group]
    for at in named if by_name else [*named, *(at for at in free if at not in named)]:
        column = sheet.columns[at]
        its = dates.read_date_column("", sheet.header[at], index_cells([column[row] for row in every]))
        if its.main is None:
            continue
        days = np.full(len(column), -np.inf)
        days[every] = np.nan_to_num(its.days(draft.mapping.dates.created or ""), nan=-np.inf)
        clear = sum(len({days[row] for row in group}) == len(group) for group in groups)
        if np.isfinite(days[every]).mean() >= NEARLY_ALL and clear >= NEARLY_ALL * len(groups):
            return at, days
    return None


def _keep_rows(used: Bools, groups: list[list[int]], kept: list[int], reason: str, draft: Draft) -> None:
    others = np.zeros(len(used), dtype=bool)
    for group, one in zip(groups, kept, strict=True):
        others[[at for at in group if at != one]] = True
    set_aside(used, others, reason, draft)


def _sum_lines(used: Bools, groups: list[list[int]], sheet: DealSheet, draft: Draft) -> None:
    """Sum the amounts of lines in that of the largest; an amount that is the same in all lines is the deal's."""
    amounts = np.nan_to_num(sheet.amounts)
    equal = draft.mapping.repeats is None and all(np.ptp(amounts[group]) == 0 for group in groups)
    kept = [group[int(np.argmax(amounts[group]))] for group in groups]
    how = "they hold the same amount, which is taken once" if equal else "their amounts are summed"
    if not equal:
        for group, one in zip(groups, kept, strict=True):
            if np.isfinite(sheet.amounts[group]).any():
                sheet.amounts[one] = amounts[group].sum()
    draft.note(
        f"{len(groups):,} deals have several rows that differ in the product "
        f"({count_rows(sum(map(len, groups)))}): {how}."
    )
    _keep_rows(used, groups, kept, LINE, draft)
