"""Read a CRM export: from its path to its deals and the ledger of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from sim.base.problems import InputError, quote_value
from sim.base.progress import ProgressCallback
from sim.base.text_files import file_error
from sim.crm.deals import LOST, NOBODY, OPEN, WON, Deals, Floats, Ints
from sim.crm.intake.cells import Cells, index_cells, strip_cell
from sim.crm.intake.columns import ColumnFinder
from sim.crm.intake.dates import FIELDS as DATE_FIELDS
from sim.crm.intake.dates import decide_dates, read_date_column
from sim.crm.intake.draft import Bools, Draft, IntakeError, list_texts, plural
from sim.crm.intake.folder import find_files, read_deals
from sim.crm.intake.lookups import FIELDS as LISTED_FIELDS
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.money import decide_amounts
from sim.crm.intake.oddities import MIN_DEALS, note_expected_dates, note_oddities
from sim.crm.intake.outcomes import OUTCOME_FIELDS, Evidence, collect_evidence, decide_outcomes
from sim.crm.intake.owners import assign_owners
from sim.crm.intake.people import NameColumn, collect_names, mask_sellers
from sim.crm.intake.related_files import check_accounts, count_managers, count_named_managers, match_products
from sim.crm.intake.repeats import DealSheet, ask_for_ids, merge_repeats, note_equal_rows
from sim.crm.intake.report_layout import DELETED
from sim.crm.intake.table import PADDED, Table
from sim.crm.intake.table_reader import drop_format, read_table
from sim.crm.intake.unused_columns import report_columns
from sim.crm.intake.vocabulary import DELETED_STAGES, EMPTY_TEXTS, known_outcome, normalize
from sim.crm.ledger import RowLedger

__all__ = ["IntakeError", "IntakeResult", "read_export"]

TOO_SHORT = "too few fields"
NO_STAGE = "no stage"
BACKWARD = "closed before it was created"
SAME_DAY = "closed the day before it was created, read as the same day"
_NAME_FIELDS = frozenset(("id", "owner", "account", "product", "source", "manager"))
"""Fields that hold names; others are parsed."""
MIN_SWAPPED = 0.9
"""share of the deals closed before they were created, above which the two columns seem to be swapped."""
NO_OWNER = EMPTY_TEXTS | {"unassigned", "not assigned", "no owner", "nobody"}
MAX_COLUMNS_LISTED = 30
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class IntakeResult:
    """The contents of an export."""

    deals: Deals
    ledger: RowLedger
    mapping: Mapping
    """complete mapping, as used."""


@dataclass(slots=True)
class _DealsFile:
    """The table of deals with its parsed columns, n rows."""

    table: Table
    where: dict[str, int]
    """places of the columns of fields."""
    outcome: Ints
    days: dict[str, Floats]
    """(n,) days since 1970-01-01 by field, NaN where there is none."""
    amounts: Floats
    main_currency: Bools
    """(n,) whether the amount is in the main currency."""
    cells: dict[str, Cells]
    """columns that are not names, by field."""
    used: Bools
    non_deals: list[tuple[Bools, str]]
    """(n,) rows that are not deals, by reason."""
    backward: Bools
    """(n,) deals closed before they were created; their closing date is not used."""

    def column(self, field: str) -> list[str]:
        """The texts of a field in the used rows; empty without such a column."""
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
    """Read a folder, a CSV file or a workbook. `progress` counts rows. Raises IntakeError, StoppedError."""
    draft = Draft(mapping or Mapping(), label=str(path))
    try:
        return _read_files(path, draft, keep_names, progress)
    except InputError as error:
        correctable = any(problem.path for problem in error.problems) or mapping is not None
        raise IntakeError(error, draft.mapping if correctable else None, draft.ledger) from None


def _read_files(
    path: Path, draft: Draft, keep_names: bool, progress: ProgressCallback | None
) -> IntakeResult:
    files = find_files(path, draft)
    draft.label = str(files.deals)
    table = read_deals(files, draft, progress)
    _start_ledger(table, draft)
    others = {
        role: read_table(other, str(other), drop_format(draft.mapping))
        for role, other in files.others.items()
        if role not in LISTED_FIELDS
    }
    file = _read_columns(table, draft)
    draft.raise_problems()
    _set_rows_aside(file, draft)
    draft.raise_problems()
    deals = _build_deals(file, others, keep_names, draft)
    return IntakeResult(deals, draft.ledger, draft.mapping)


def _start_ledger(table: Table, draft: Draft) -> None:
    draft.line = table.line
    draft.mapping = draft.mapping.model_copy(
        update={
            "encoding": table.encoding or draft.mapping.encoding,
            "separator": table.separator or draft.mapping.separator,
            "fiscal_start": draft.mapping.fiscal_start or 1,
        }
    )
    draft.ledger.rows = table.rows
    draft.ledger.set_aside.update(table.set_aside)
    draft.ledger.repaired.update(table.repaired)
    for note in table.notes:
        draft.note(f"{quote_value(Path(table.label).name)}: {note}.")
    if not table.columns or not table.columns[0]:
        raise _no_deals_error("has no rows of deals", table.label, draft)


def _no_deals_error(message: str, label: str, draft: Draft) -> InputError:
    reasons = ", ".join(f"{reason} ({count:,})" for reason, count in draft.ledger.set_aside.most_common(3))
    return file_error(label, f"{message}; {reasons}" if reasons else message, "export the deals again")


def _read_columns(table: Table, draft: Draft) -> _DealsFile:
    """Find and parse the columns; ask at once about everything that cannot be decided."""
    n = len(table.columns[0])
    finder = ColumnFinder(table.header, table.columns, draft)
    where = finder.find()
    report_columns(finder)
    cells = {
        field: index_cells(table.columns[at]) for field, at in where.items() if field not in _NAME_FIELDS
    }
    _merge_closing_dates(cells, where, table)
    titles = {field: table.header[at] for field, at in where.items()}
    evidence = collect_evidence(cells, titles, n, draft)
    columns = [
        read_date_column(field, titles[field], cells[field]) for field in DATE_FIELDS if field in where
    ]
    found = decide_dates(columns, np.isin(evidence.outcome, (WON, LOST)), draft)
    days = {field: found.get(field, np.full(n, np.nan)) for field in DATE_FIELDS}
    non_deals = _find_non_deals(evidence, table)
    evidence.mentioned &= ~np.logical_or.reduce([rows for rows, _ in non_deals])
    outcome = _decide_outcome(evidence, days["closed"], table.header, draft)
    amounts, main_currency = np.full(n, np.nan), np.ones(n, dtype=bool)
    if "amount" in where:
        amounts, main_currency = decide_amounts(
            cells["amount"], titles["amount"], draft, cells.get("currency")
        )
    used, backward = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    return _DealsFile(table, where, outcome, days, amounts, main_currency, cells, used, non_deals, backward)


def _find_non_deals(evidence: Evidence, table: Table) -> list[tuple[Bools, str]]:
    """(n,) rows without an outcome, or without a plausible one, by reason."""
    short = np.array(table.short, dtype=bool)
    non_deals = [(short & ~_has_plausible_stage(evidence, short), TOO_SHORT), (~evidence.mentioned, NO_STAGE)]
    if (stage := evidence.cells.get("stage")) is not None:
        deleted = np.array([normalize(text) in DELETED_STAGES for text in stage.texts], dtype=bool)
        non_deals.append((deleted[stage.at], DELETED))
    return non_deals


def _has_plausible_stage(evidence: Evidence, short: Bools) -> Bools:
    """(n,) whether the stage is known, or also that of a row with all fields. Short rows with another are not deals."""
    stage = evidence.cells.get("stage")
    if stage is None:
        return np.ones(len(short), dtype=bool)
    elsewhere = np.bincount(stage.at[~short], minlength=len(stage.texts)) > 0
    known = np.array([known_outcome(text) is not None for text in stage.texts], dtype=bool)
    return np.asarray(stage.filled & (elsewhere | known)[stage.at], dtype=bool)


def _decide_outcome(evidence: Evidence, closed: Floats, header: Sequence[str], draft: Draft) -> Ints:
    """(n,) WON, LOST or OPEN, if any column shows it; else the user is asked for one."""
    if any(field in evidence.cells for field in OUTCOME_FIELDS):
        return decide_outcomes(evidence, closed, draft)
    if not any(problem.path.startswith(("columns.stage", "columns.status")) for problem in draft.problems):
        columns = list_texts([name for name in header if name], MAX_COLUMNS_LISTED)
        message = "no column is known to show which deals are won, lost or open"
        draft.ask("columns.stage", message, f"name it with --map; the columns are {columns}")
    return np.full(len(closed), OPEN, dtype=np.int64)


def _merge_closing_dates(cells: dict[str, Cells], where: dict[str, int], table: Table) -> None:
    """Use the dates of winning and losing as closing dates where a row has no other."""
    fields = [field for field in ("closed", "won_at", "lost_at") if field in where]
    if fields and fields != ["closed"]:
        columns = [table.columns[where[field]] for field in fields]
        merged = [next(filter(strip_cell, texts), "") for texts in zip(*columns, strict=True)]
        cells["closed"] = index_cells(merged)
        where.setdefault("closed", where[fields[0]])


def _set_rows_aside(file: _DealsFile, draft: Draft) -> None:
    for rows, reason in file.non_deals:
        draft.set_aside(file.used, rows, reason)
    padded = int((file.used & np.array(file.table.short, dtype=bool)).sum())
    _count(draft.ledger.repaired, PADDED, padded)
    sheet = DealSheet(file.table.header, file.table.columns, file.where, file.amounts)
    if "id" in file.where:
        merge_repeats(file.used, sheet, draft)
    else:
        ask_for_ids(sheet, draft)
        note_equal_rows(file.table.columns, draft)
    _drop_backward_dates(file, draft)
    if not file.used.any():
        raise _no_deals_error("has no usable row", file.table.label, draft)


def _drop_backward_dates(file: _DealsFile, draft: Draft) -> None:
    """Remove the closing date, and so the duration, of deals closed before they were created. A difference of one day
    may be one of time zones.
    """
    created, closed = file.days["created"], file.days["closed"]
    final = file.used & (file.outcome != OPEN)
    before = final & (closed < created)
    near = before & (created - closed == 1)
    _count(draft.ledger.repaired, SAME_DAY, int(near.sum()))
    file.backward = before & ~near
    total, count = int((final & np.isfinite(closed - created)).sum()), int(file.backward.sum())
    if total >= MIN_DEALS and count > MIN_SWAPPED * total:
        message = f"{count:,} of {total:,} deals would be closed before they were created"
        remedy = 'swap it with `columns.closed`, or write "" for one of them'
        draft.ask("columns.created", message, remedy)
    file.days["closed"] = np.where(near, created, np.where(file.backward, np.nan, closed))


def _build_deals(file: _DealsFile, others: dict[str, Table], keep_names: bool, draft: Draft) -> Deals:
    used, days = file.used, file.days
    outcome, created, closed = file.outcome[used], days["created"][used], days["closed"][used]
    note_expected_dates(closed, outcome, draft)
    owners = _read_names("owner", "sellers", file, draft, NO_OWNER)
    products = _read_names("product", "products", file, draft)
    accounts = _read_names("account", "accounts", file, draft)
    if "products" in others and products.names:
        products = match_products(products, others["products"], draft)
    if "accounts" in others and accounts.names:
        check_accounts(accounts, others["accounts"], draft)
    managers = count_managers(owners, others["teams"], draft) if "teams" in others else None
    deals = Deals(
        outcome=outcome,
        created=created,
        closed=np.where(outcome == OPEN, np.nan, closed),
        value=_read_values(file, draft),
        owner=owners.at,
        product=products.at,
        owners=tuple(owners.names) if keep_names else mask_sellers(len(owners.names)),
        products=tuple(products.names),
        managers=managers or count_named_managers(file.column("manager")),
        fiscal_start=draft.mapping.fiscal_start or 1,
    )
    _count_missing_dates(file, draft)
    note_oddities(deals, file.amounts[used], draft)
    return deals


def _read_names(
    field: str, about: str, file: _DealsFile, draft: Draft, nothing: frozenset[str] = EMPTY_TEXTS
) -> NameColumn:
    """The names in a column; rows without one, and other spellings, are counted."""
    column: Sequence[str] = file.column(field)
    if not column:
        return NameColumn([], np.full(int(file.used.sum()), NOBODY, dtype=np.int64), 0)
    repaired = draft.ledger.repaired
    if field == "owner":
        owners = assign_owners(column)
        _count(
            repaired, "owner written with an address or last name first, read as one person", owners.rewritten
        )
        _count(repaired, "deal with several owners, counted for the first", owners.shared)
        if owners.shared:
            deals = plural(owners.shared, "deal has", "deals have")
            draft.note(f"{deals} several owners; the first one was used.")
        column = owners.column
    names = collect_names(column, nothing)
    _count(draft.ledger.missing, (about, f"no {field}"), int((names.at == NOBODY).sum()))
    _count(repaired, f"another spelling of the {field}, in case or spaces", names.respelled)
    return names


def _read_values(file: _DealsFile, draft: Draft) -> Floats:
    """(n,) values of won deals; those without one are counted by reason."""
    used, missing = file.used, draft.ledger.missing
    won, values, main = file.outcome[used] == WON, file.amounts[used], file.main_currency[used]
    if "amount" in file.where:
        filled, readable = file.cells["amount"].filled[used], np.isfinite(values)
        for reason, rows in (
            ("no amount", ~filled),
            ("unreadable amount", filled & ~readable),
            ("other currency", readable & ~main),
            ("amount of 0 or below", (values <= 0) & main),
        ):
            _count(missing, ("values", reason), int((won & rows).sum()))
    return np.where(won & (values > 0) & main, values, np.nan)


def _count_missing_dates(file: _DealsFile, draft: Draft) -> None:
    """Count deals without a created date, which do not count as arrivals, and closed deals without either date, whose
    duration is unknown.
    """
    used, missing = file.used, draft.ledger.missing
    final = file.outcome[used] != OPEN
    counted = np.zeros(len(final), dtype=bool)
    for field, title in (("created", "created date"), ("closed", "closing date")):
        if field not in file.where:
            continue
        filled, readable = file.cells[field].filled[used], np.isfinite(file.days[field][used])
        backward = file.backward[used] if field == "closed" else np.zeros(len(final), dtype=bool)
        for rows, reason in (
            (backward, BACKWARD),
            (~filled, f"no {title}"),
            (filled & ~readable & ~backward, f"unreadable {title}"),
        ):
            if field == "created":
                _count(missing, ("arrivals", reason), int(rows.sum()))
            _count(missing, ("days", reason), int((rows & final & ~counted).sum()))
            counted |= rows


def _count(counter: dict[_Key, int], key: _Key, count: int) -> None:
    if count:
        counter[key] = counter.get(key, 0) + count
