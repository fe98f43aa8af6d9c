"""Decide how the dates of whole columns are read.

Each row is read by itself if it can be. Where either day or month may come first, the rest of the column decides, or
the other column, or the order of created and closed. If nothing does, the user is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.problems import quote_value
from sim.crm.deals import Floats
from sim.crm.intake.cells import Cells
from sim.crm.intake.date_formats import (
    EXCEL,
    EXCEL_1904,
    MAC_EPOCH_SHIFT,
    PIVOT_YEAR,
    DateParts,
    parse_date,
    to_day,
)
from sim.crm.intake.date_outliers import find_bulk
from sim.crm.intake.draft import Bools, Draft, plural

FIELDS = ("created", "closed")
NEARLY_ALL = 0.95
"""share of the dates that show the order of day and month, that must show the same one."""
MIN_RATIO = 20
"""How many times rarer 'closed before created' must be in one order than in the other, to decide."""
MAX_EXAMPLES = 5
"""Dates that a note lists."""


@dataclass(slots=True)
class DateColumn:
    """A column of n dates with k different texts."""

    field: str
    name: str
    cells: Cells
    parts: list[DateParts | None]
    """(k,) the texts, parsed."""
    kinds: Counter[str]
    """rows by format."""

    @property
    def main(self) -> str | None:
        """The most frequent format; None where nothing can be read."""
        return self.kinds.most_common(1)[0][0] if self.kinds else None

    @property
    def sign(self) -> str | None:
        """The usual sign between day and month where either may come first; None where all dates are clear."""
        return next((kind[1] for kind, _ in self.kinds.most_common() if kind[0] == "?"), None)

    @property
    def examples(self) -> dict[str, str]:
        """One text of each format; the first is the first that can be read."""
        found: dict[str, str] = {}
        for text, parts in zip(self.cells.texts, self.parts, strict=True):
            if parts is not None:
                found.setdefault(parts.kind, text)
        return found

    def days(self, order: str) -> Floats:
        """(n,) days since 1970-01-01, NaN where none can be read. A date that is valid in one order only is read so,
        whatever `order` says.
        """
        day_first, shift = order.startswith("day"), MAC_EPOCH_SHIFT * (order == EXCEL_1904)
        days = [
            float("nan") if parts is None else _to_valid_day(parts, day_first) + shift * (parts.kind == EXCEL)
            for parts in self.parts
        ]
        return np.array(days, dtype=np.float64)[self.cells.at]

    def count_orders(self) -> tuple[int, int, int]:
        """Count rows that are valid only with the day first, only with the month first, and as two different days."""
        day_first, month_first, either = 0, 0, 0
        for parts, count in zip(self.parts, self.cells.counts.tolist(), strict=True):
            if parts is None or parts.kind[0] != "?":
                continue
            day, month = to_day(parts, day_first=True), to_day(parts, day_first=False)
            if np.isnan(day) or np.isnan(month):
                day_first += count * (not np.isnan(day))
                month_first += count * (not np.isnan(month))
            else:
                either += count * (day != month)
        return day_first, month_first, either


def _to_valid_day(parts: DateParts, day_first: bool) -> float:
    """The day in an order, or in the other one if only that is valid."""
    day = to_day(parts, day_first)
    return to_day(parts, not day_first) if np.isnan(day) and parts.kind[0] == "?" else day


def read_date_column(field: str, name: str, cells: Cells) -> DateColumn:
    """Parse the texts of a column."""
    parsed = cells.parse(parse_date)
    kinds: Counter[str] = Counter()
    for parts, count in zip(parsed, cells.counts.tolist(), strict=True):
        if parts is not None:
            kinds[parts.kind] += count
    return DateColumn(field, name, cells, parsed, kinds)


def decide_dates(columns: Sequence[DateColumn], closed: Bools, draft: Draft) -> dict[str, Floats]:
    """Return the days of each column, NaN where none can be read, and ask what cannot be decided. `closed` are the rows
    of deals that are won or lost.
    """
    decision = _DateDecision(columns, closed, draft)
    found: dict[str, Floats] = {}
    for column in columns:
        orders = decision.options[column.field]
        if len(orders) == 2:
            _ask_order(column, draft)
        elif orders:
            draft.decide("dates", **{column.field: orders[0]})
            found[column.field] = column.days(orders[0])
            _note_short_years(column, draft)
            _note_mixed_formats(column, draft)
    return _drop_outliers(found, columns, closed, draft)


class _DateDecision:
    """Narrows down how columns may be read: in one way, in none, or in two."""

    def __init__(self, columns: Sequence[DateColumn], closed: Bools, draft: Draft) -> None:
        self.columns, self.closed, self.draft = columns, closed, draft
        self.options = {column.field: self._find_options(column) for column in columns}
        for column in columns:
            options = self.options[column.field]
            if len(options) == 2:
                narrow = self._choose_date_system if options[0] == EXCEL else self._narrow_orders
                self.options[column.field] = narrow(column)

    def _find_options(self, column: DateColumn) -> list[str]:
        given = getattr(self.draft.mapping.dates, column.field)
        if column.main is None:
            self._note_unreadable(column)
            return []
        if EXCEL in column.kinds and given is not None and given.startswith(EXCEL):
            return [given]
        if column.sign is not None:
            return self._find_orders(column, column.sign, None if given in column.kinds else given)
        if given is not None and not any(kind[0] == given[0] for kind in column.kinds):
            return self._ask_about_format(column, given)
        return [EXCEL, EXCEL_1904] if column.main == EXCEL else [column.main]

    def _find_orders(self, column: DateColumn, sign: str, given: str | None) -> list[str]:
        """The orders of day and month in which a column may be read."""
        both = _both_orders(sign)
        if given is not None:
            fit = [order for order in both if order[:3] == given[:3]]
            return fit or self._ask_about_format(column, given)
        day_first, month_first, either = column.count_orders()
        likelier = both[month_first > day_first]
        if not either:  # every row can be read by itself
            return [likelier if column.main is None or column.main[0] == "?" else column.main]
        most = max(day_first, month_first)
        return [likelier] if most and most >= NEARLY_ALL * (day_first + month_first) else both

    def _note_unreadable(self, column: DateColumn) -> None:
        if column.cells.filled.any():
            name, example = quote_value(column.name), next(text for text in column.cells.texts if text)
            self.draft.note(f"The column {name} has no readable date; an example is {quote_value(example)}.")

    def _ask_about_format(self, column: DateColumn, given: str) -> list[str]:
        example = quote_value(next(iter(column.examples.values())))
        message = f"the dates in {quote_value(column.name)}, such as {example}, are not written as {given}"
        self.draft.ask(f"dates.{column.field}", message, "correct it, or write null to have it detected")
        return []

    def _narrow_orders(self, column: DateColumn) -> list[str]:
        """The orders that are left after a look at the other column."""
        options, name = self.options[column.field], quote_value(column.name)
        others = [other for other in self.columns if other is not column]
        for other in others:
            if (order := self._find_order_of(other, options)) is not None:
                written = f"those in {quote_value(other.name)} are written as {self.options[other.field][0]}"
                self.draft.note(f"Ambiguous dates in {name} were read as {order}, since {written}.")
                return [order]
        for other in others:
            backward = [self._count_backward(column, other, order) for order in options]
            if MIN_RATIO * min(backward) < max(backward):
                order = options[backward.index(min(backward))]
                self.draft.note(
                    f"Ambiguous dates in {name} were read as {order}: in the other order, deals in "
                    f"{plural(max(backward), 'row')} would be closed before they were created."
                )
                return [order]
        return options

    def _find_order_of(self, other: DateColumn, orders: list[str]) -> str | None:
        """The order of another column, if its own dates decide it."""
        options = self.options[other.field]
        if len(options) != 1:
            return None
        if other.main == "day.month.year":
            return orders[0]
        decided = any(other.count_orders())
        return next((order for order in orders if decided and order[:3] == options[0][:3]), None)

    def _choose_date_system(self, column: DateColumn) -> list[str]:
        """The date system of serial numbers. If the other column has another format, it is the one in which deals take
        less time; else it is that of 1900, with a note.
        """
        for other in self.columns:
            options = self.options[other.field]
            if other is not column and other.main not in (None, EXCEL) and len(options) == 1:
                days = other.days(options[0])
                far = [
                    _median(np.abs(column.days(system) - days)[self.closed]) for system in (EXCEL, EXCEL_1904)
                ]
                return [EXCEL_1904 if far[1] < far[0] else EXCEL]
        days = column.days(EXCEL)
        first, example = days[np.isfinite(days)][0], next(iter(column.examples.values()))
        self.draft.note(
            f"The dates in {quote_value(column.name)} are spreadsheet serial numbers: {quote_value(example)} was read "
            f"as {format_day(first)}. If the dates are four years later, write {EXCEL_1904} with --map."
        )
        return [EXCEL]

    def _count_backward(self, column: DateColumn, other: DateColumn, order: str) -> int:
        """Rows of closed deals that would be closed before they were created if `column` were read in this order, and
        `other` too where it may be.
        """
        orders = self.options[other.field]
        if not orders:
            return 0
        others_order = next((option for option in orders if option[:3] == order[:3]), orders[0])
        days = {column.field: column.days(order), other.field: other.days(others_order)}
        return int(np.sum((days["closed"] < days["created"]) & self.closed))


def _both_orders(sign: str) -> list[str]:
    return [sign.join(("day", "month", "year")), sign.join(("month", "day", "year"))]


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else 0.0


def _ask_order(column: DateColumn, draft: Draft) -> None:
    sign = column.sign or "/"
    text = next(
        text
        for text, parts in zip(column.cells.texts, column.parts, strict=True)
        if parts and parts.kind == f"?{sign}" and to_day(parts, True) != to_day(parts, False)
    )
    name, example = quote_value(column.name), quote_value(text)
    message = f"the dates in {name}, such as {example}, may have the day or the month first"
    draft.ask(f"dates.{column.field}", message, f"write {' or '.join(_both_orders(sign))} with --map")


def _note_short_years(column: DateColumn, draft: Draft) -> None:
    if any(parts is not None and parts.short for parts in column.parts):
        name = quote_value(column.name)
        draft.note(f"Years of two digits in {name} were read as {1900 + PIVOT_YEAR} to {1999 + PIVOT_YEAR}.")


def _note_mixed_formats(column: DateColumn, draft: Draft) -> None:
    if len(column.kinds) > 1:
        examples, most_common = column.examples, column.kinds.most_common(MAX_EXAMPLES)
        listed = ", ".join(f"{quote_value(examples[kind])} ({count:,})" for kind, count in most_common)
        name = quote_value(column.name)
        draft.note(
            f"The dates in {name} are in {len(column.kinds)} formats, and each was read in its own: {listed}."
        )


def _drop_outliers(
    found: dict[str, Floats], columns: Sequence[DateColumn], closed: Bools, draft: Draft
) -> dict[str, Floats]:
    """The days without those that are far from all others. Closing dates of open deals are not counted: they are
    expectations, and do not show where the file ends.
    """
    counted = {
        field: days if field == "created" else np.where(closed, days, np.nan) for field, days in found.items()
    }
    known = [days[np.isfinite(days) & (days > 0)] for days in counted.values()]
    first, last = find_bulk(np.concatenate(known)) if known else (-np.inf, np.inf)
    names = {column.field: column.name for column in columns}
    result = {}
    for field, days in found.items():
        outside = np.isfinite(counted[field]) & ((days <= 0) | (days < first) | (days > last))
        result[field] = np.where(outside, np.nan, days)
        if outside.any():
            _note_outliers(names[field], days[outside], (first, last), draft)
    return result


def _note_outliers(name: str, days: Floats, ends: tuple[float, float], draft: Draft) -> None:
    different = sorted(set(days.tolist()))
    listed = ", ".join(map(format_day, different[:MAX_EXAMPLES]))
    listed += ", ..." if len(different) > MAX_EXAMPLES else ""
    span = ""
    if np.isfinite(ends).all():
        span = f"; the file runs from {format_day(ends[0])} to {format_day(ends[1])}"
    rows = plural(len(days), "row has a date", "rows have dates")
    ignored = "which was ignored" if len(days) == 1 else "which were ignored"
    draft.note(f"In {quote_value(name)}, {rows} far from all others ({listed}), {ignored}{span}.")


def format_day(day: float) -> str:
    """'2024-03-07'."""
    return str(np.datetime64(int(day), "D"))
