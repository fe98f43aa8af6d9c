"""From the path of a CRM export to its deals and the account of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from sim.base.problems import InputError, quote_value
from sim.base.progress import ProgressCallback
from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.intake import dates
from sim.crm.intake.cells import Cells, index_cells, strip_cell
from sim.crm.intake.column_names import list_columns
from sim.crm.intake.columns import ColumnFinder
from sim.crm.intake.content import file_error
from sim.crm.intake.draft import Draft, IntakeError, count_rows
from sim.crm.intake.folder import find_files, read_deals
from sim.crm.intake.lookups import FIELDS
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.money import decide_amounts
from sim.crm.intake.oddities import MIN_DEALS, note_expected_dates, note_oddities
from sim.crm.intake.outcomes import OUTCOME_FIELDS, Evidence, collect_evidence, decide_outcomes
from sim.crm.intake.owners import assign_owners
from sim.crm.intake.people import NameColumn, collect_names, mask_sellers
from sim.crm.intake.related_files import check_accounts, count_managers, count_named_managers, match_products
from sim.crm.intake.repeats import DealSheet, ask_for_ids, merge_repeats
from sim.crm.intake.report_layout import DELETED
from sim.crm.intake.rows import (
    BACKWARDS,
    NO_STAGE,
    SAME_DAY,
    Bools,
    note_equal_rows,
    set_aside,
)
from sim.crm.intake.table import PADDED, Table
from sim.crm.intake.table_reader import drop_format, read_table
from sim.crm.intake.unused_columns import report_columns
from sim.crm.intake.vocabulary import EMPTY_TEXTS, known_outcome, normalize
from sim.crm.ledger import RowLedger

__all__ = ["IntakeError", "IntakeResult", "read_export"]

_NAMES = frozenset(("id", "owner", "account", "product", "source", "manager"))
"""Fields that are names; all others are read as something else."""
_Key = TypeVar("_Key")
EXCHANGED = 0.9
"""Share of the deals that are closed before they were created, from which the two columns seem to be exchanged."""
TOO_FEW = "too few fields"
DELETED_STAGES = frozenset(
    ("deleted", "geloscht", "geloescht", "supprime", "eliminado", "удалено", "удалена")
)
"""As `normal` leaves them."""
NO_OWNER = EMPTY_TEXTS | {"unassigned", "not assigned", "no owner", "nobody"}


@dataclass(frozen=True)
class IntakeResult:
    """What an export gives."""

    deals: Deals
    ledger: RowLedger
    mapping: Mapping
    """complete, as used."""


@dataclass(slots=True)
class _DealsFile:
    """The deals' file, with what its columns were read as; n data rows of the right length."""

    table: Table
    where: dict[str, int]
    outcome: Ints
    days: dict[str, Floats]
    amounts: Floats
    own_currency: Bools
    cells: dict[str, Cells]
    used: Bools
    aside: list[tuple[Bools, str]]
    """(n,) rows that are no deals, by reason."""
    backwards: Bools
    """rows that were closed before they were created; their closing date is not used."""

    def column(self, field: str) -> list[str]:
        """The texts of a field in the rows that are used; empty without such a column."""
        if field not in self.where:
            return []
        column = self.table.columns[self.where[field]]
        return [column[at] for at in np.flatnonzero(self.used).tolist()]


def read_export(
    path: Path,
    mapping: Mapping | None = None,
    keep_names: bool = False,
    progress: ProgressCallback | None = None,
) -> IntakeResult:
    """Read a folder or a CSV file. `progress` is told of rows. Raises IntakeError, StoppedError."""
    draft = Draft(mapping or Mapping(), label=str(path))
    try:
        return _read_files(path, draft, keep_names, progress)
    except InputError as error:
        asks = any(one.path for one in error.problems)
        used = draft.mapping if asks or mapping is not None else None
        raise IntakeError(error, used, draft.ledger) from None


def _read_files(
    path: Path, draft: Draft, keep_names: bool, progress: ProgressCallback | None
) -> IntakeResult:
    found = find_files(path, draft)
    draft.label = str(found.deals)
    its = read_deals(found, draft, progress)
    _start_ledger(its, draft)
    others = {
        role: read_table(one, str(one), drop_format(draft.mapping))
        for role, one in found.others.items()
        if role not in FIELDS
    }
    read = _read_columns(its, draft)
    draft.settle()
    _set_rows_aside(read, draft)
    draft.settle()
    deals = _build_deals(read, others, keep_names, draft)
    return IntakeResult(deals, draft.ledger, draft.mapping)


def _start_ledger(its: Table, draft: Draft) -> None:
    """Put what was read of the file into the draft."""
    draft.line = its.line
    draft.mapping = draft.mapping.model_copy(
        update={
            "encoding": its.encoding or draft.mapping.encoding,
            "separator": its.separator or draft.mapping.separator,
            "fiscal_start": draft.mapping.fiscal_start or 1,
        }
    )
    ledger = draft.ledger
    ledger.rows = its.rows
    ledger.set_aside.update(its.set_aside)
    ledger.repaired.update(its.repaired)
    for sentence in its.said:
        draft.note(f"{quote_value(Path(its.label).name)}: {sentence}.")
    if not its.columns or not its.columns[0]:
        why = ", ".join(f"{reason} ({count:,})" for reason, count in its.set_aside.most_common(3))
        raise file_error(
            its.label, "has no row of a deal" + (f"; {why}" if why else ""), "export the deals again"
        )


def _read_columns(its: Table, draft: Draft) -> _DealsFile:
    """Decide what each column says, and read it; what cannot be decided is asked, all at once."""
    n = len(its.columns[0])
    finder = ColumnFinder(its.header, its.columns, draft)
    where = finder.find()
    report_columns(finder)
    read_as = {field: index_cells(its.columns[at]) for field, at in where.items() if field not in _NAMES}
    _merge_closing_dates(read_as, where, its)
    told = collect_evidence(read_as, {field: its.header[where[field]] for field in where}, n, draft)
    columns = [
        dates.read_date_column(f, its.header[where[f]], read_as[f]) for f in dates.FIELDS if f in where
    ]
    days = dates.decide_dates(columns, np.isin(told.outcome, (WON, LOST)), draft)
    nothing = np.full(n, np.nan)
    days = {field: days.get(field, nothing) for field in dates.FIELDS}
    aside = _find_non_deals(told, its)
    told.there &= ~np.logical_or.reduce([bad for bad, _ in aside])
    outcome = _decide_outcome(told, days["closed"], its.header, draft)
    values, own = nothing.copy(), np.ones(n, dtype=bool)
    if "amount" in where:
        values, own = decide_amounts(
            read_as["amount"], its.header[where["amount"]], draft, read_as.get("currency")
        )
    used, backwards = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    return _DealsFile(its, where, outcome, days, values, own, read_as, used, aside, backwards)


def _find_non_deals(told: Evidence, its: Table) -> list[tuple[Bools, str]]:
    """(n,) rows that say nothing of an outcome, or not what a deal says, each time with the reason."""
    short = np.array(its.short, dtype=bool)
    aside = [(short & ~_has_plausible_stage(told, short), TOO_FEW), (~told.there, NO_STAGE)]
    if (stage := told.cells.get("stage")) is not None:
        gone = np.array([normalize(text) in DELETED_STAGES for text in stage.texts], dtype=bool)
        aside.append((gone[stage.at], DELETED))
    return aside


def _decide_outcome(told: Evidence, closed: Floats, header: Sequence[str], draft: Draft) -> Ints:
    """(n,) WON, LOST or OPEN, as far as any column tells it."""
    asked = any(one.path.startswith(("columns.stage", "columns.status")) for one in draft.problems)
    if any(field in told.cells for field in OUTCOME_FIELDS):
        return decide_outcomes(told, closed, draft)
    if not asked:
        message = "no column is known to tell which deals are won, lost or open"
        draft.ask("columns.stage", message, f"name it with --map; the columns are {list_columns(header)}")
    return np.full(len(closed), OPEN, dtype=np.int64)


def _merge_closing_dates(read_as: dict[str, Cells], where: dict[str, int], its: Table) -> None:
    """Days of wins and losses are closing days where a row has no other."""
    fields = [field for field in ("closed", "won_at", "lost_at") if field in where]
    if len(fields) > (fields == ["closed"]):
        columns = [its.columns[where[field]] for field in fields]
        read_as["closed"] = index_cells(
            [next(filter(strip_cell, texts), "") for texts in zip(*columns, strict=True)]
        )
        where.setdefault("closed", where[fields[0]])


def _set_rows_aside(read: _DealsFile, draft: Draft) -> None:
    """Set rows aside."""
    for bad, reason in read.aside:
        set_aside(read.used, bad, reason, draft)
    _count(draft.ledger.repaired, PADDED, int((read.used & np.array(read.table.short, dtype=bool)).sum()))
    columns = read.table.columns
    sheet = DealSheet(read.table.header, columns, read.where, read.amounts)
    if "id" in read.where:
        merge_repeats(read.used, sheet, draft)
    else:
        ask_for_ids(sheet, draft)
        note_equal_rows(columns, draft)
    _drop_backward_dates(read, draft)
    if not read.used.any():
        why = ", ".join(f"{reason} ({count:,})" for reason, count in draft.ledger.set_aside.most_common(3))
        raise file_error(read.table.label, f"has no row that can be used; {why}", "export the deals again")


def _drop_backward_dates(read: _DealsFile, draft: Draft) -> None:
    """Deals that were closed before they were created lose the closing date, and so how long they took; one day may be
    the difference of two time zones.
    """
    created, closed = read.days["created"], read.days["closed"]
    before = read.used & (read.outcome != OPEN) & (closed < created)
    near = before & (created - closed == 1)
    _count(draft.ledger.repaired, SAME_DAY, int(near.sum()))
    read.backwards = before & ~near
    ended = int((read.used & (read.outcome != OPEN) & np.isfinite(closed - created)).sum())
    if ended >= MIN_DEALS and read.backwards.sum() > EXCHANGED * ended:
        message = f"{int(read.backwards.sum()):,} of {ended:,} deals would be closed before they were created"
        draft.ask(
            "columns.created", message, 'exchange it with `columns.closed`, or write "" for one of them'
        )
    read.days["closed"] = np.where(near, created, np.where(read.backwards, np.nan, closed))


def _has_plausible_stage(told: Evidence, short: Bools) -> Bools:
    """(n,) whether a row says a stage that is known, or that of some row that is whole: where not, it is no deal's."""
    its = told.cells.get("stage")
    if its is None:
        return np.ones(len(short), dtype=bool)
    whole = np.bincount(its.at[~short], minlength=len(its.texts)) > 0
    known = np.array([known_outcome(text) is not None for text in its.texts], dtype=bool)
    there = np.array([bool(text) for text in its.texts], dtype=bool)
    return np.asarray((there & (whole | known))[its.at], dtype=bool)


def _build_deals(read: _DealsFile, others: dict[str, Table], keep_names: bool, draft: Draft) -> Deals:
    used = read.used
    outcome, created, closed = read.outcome[used], read.days["created"][used], read.days["closed"][used]
    note_expected_dates(closed, outcome, draft)
    owners = _read_names("owner", "sellers", "no owner", read, draft, NO_OWNER)
    products = _read_names("product", "products", "no product", read, draft)
    accounts = _read_names("account", "accounts", "no account", read, draft)
    if "products" in others and products.names:
        products = match_products(products, others["products"], draft)
    if "accounts" in others and accounts.names:
        check_accounts(accounts, others["accounts"], draft)
    managers = count_managers(owners, others["teams"], draft) if "teams" in others else None
    deals = Deals(
        outcome=outcome,
        created=created,
        closed=np.where(outcome == OPEN, np.nan, closed),
        value=_read_values(read, draft),
        owner=owners.at,
        product=products.at,
        owners=tuple(owners.names) if keep_names else mask_sellers(len(owners.names)),
        products=tuple(products.names),
        managers=managers or count_named_managers(read.column("manager")),
        fiscal_start=draft.mapping.fiscal_start or 1,
    )
    _count_missing_dates(read, draft)
    note_oddities(deals, read.amounts[used], draft)
    return deals


def _read_names(
    field: str, about: str, why: str, read: _DealsFile, draft: Draft, nothing: frozenset[str] = EMPTY_TEXTS
) -> NameColumn:
    """Names of a column, with what is missing or was respelled counted."""
    column: Sequence[str] = read.column(field)
    if not column:
        return NameColumn([], np.full(int(read.used.sum()), -1, dtype=np.int64), 0)
    if field == "owner":
        column = _read_owners(column, draft)
    its = collect_names(column, nothing)
    _count(draft.ledger.missing, (about, why), int((its.at < 0).sum()))
    if its.respelled:
        draft.ledger.repaired[f"names of the {field} that differ in case or spaces are one"] += its.respelled
    return its


def _read_owners(column: Sequence[str], draft: Draft) -> Sequence[str]:
    its = assign_owners(column)
    _count(
        draft.ledger.repaired,
        "owners written with an address, or the last name first, are one person",
        its.rewritten,
    )
    _count(draft.ledger.repaired, "a deal of several owners counts for the first", its.shared)
    if its.shared:
        draft.note(f"Deals with several owners count for the first one: {count_rows(its.shared)}.")
    return its.column


def _read_values(read: _DealsFile, draft: Draft) -> Floats:
    """(n,) values of won deals; what keeps others out is counted."""
    used, missing = read.used, draft.ledger.missing
    won = read.outcome[used] == WON
    values = read.amounts[used]
    good = won & np.isfinite(values) & (values > 0) & read.own_currency[used]
    if "amount" in read.where:
        there = read.cells["amount"].there[used]
        _count(missing, ("values", "no amount"), int((won & ~there).sum()))
        unread = won & there & ~np.isfinite(values)
        _count(missing, ("values", "an amount that cannot be read"), int(unread.sum()))
        other = won & np.isfinite(values) & ~read.own_currency[used]
        _count(missing, ("values", "another currency"), int(other.sum()))
        small = won & (values <= 0) & read.own_currency[used]
        _count(missing, ("values", "an amount of 0 or below"), int(small.sum()))
    return np.where(good, values, np.nan)


def _count_missing_dates(read: _DealsFile, draft: Draft) -> None:
    """Count rows without dates: for arrivals those without a created one, for days closed deals that lack either."""
    used, missing = read.used, draft.ledger.missing
    ended = read.outcome[used] != OPEN
    counted = np.zeros(len(ended), dtype=bool)
    for field, what in (("created", "created date"), ("closed", "closing date")):
        if field not in read.where:
            continue
        there, readable = read.cells[field].there[used], np.isfinite(read.days[field][used])
        turned = read.backwards[used] if field == "closed" else np.zeros(len(ended), dtype=bool)
        for lacks, why in (
            (turned, BACKWARDS),
            (~there, f"no {what}"),
            (there & ~readable & ~turned, f"a {what} that cannot be read"),
        ):
            if field == "created":
                _count(missing, ("arrivals", why), int(lacks.sum()))
            _count(missing, ("days", why), int((lacks & ended & ~counted).sum()))
            counted |= lacks


def _count(counter: dict[_Key, int], key: _Key, count: int) -> None:
    if count:
        counter[key] = counter.get(key, 0) + count
