"""Dates, decided from whole columns: each row is read by itself as far as it can be; where day and month may each stand
first, the rest of the column decides, or the other column, or the order of created and closed, or the user.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
from sim.crm.intake.draft import Draft, count_rows

FIELDS = ("created", "closed")
NEARLY_ALL = 0.95
"""share of the dates that tell the order of day and month, that must tell the same one."""
MIN_RATIO = 20
"""Times; so much rarer must deals be closed before they were created in one order than in the other, to decide."""
MAX_EXAMPLES = 5
"""dates; that are named as stragglers."""


@dataclass(slots=True)
class DateColumn:
    """A column of dates."""

    field: str
    name: str
    cells: Cells
    parts: list[DateParts | None]
    kinds: Counter[str]
    """rows by the way in which they are written."""

    @property
    def main(self) -> str | None:
        """How most are written; None where nothing can be read."""
        return self.kinds.most_common(1)[0][0] if self.kinds else None

    @property
    def sign(self) -> str | None:
        """What stands in most dates between day and month where either may be first; None where all are clear."""
        return next((kind[1] for kind, _ in self.kinds.most_common() if kind[0] == "?"), None)

    def days(self, order: str) -> Floats:
        """(n,) days since 1970-01-01, NaN where none can be read. What can be read in one way only is read so, whatever
        the order.
        """
        day_first, shift = order.startswith("day"), MAC_EPOCH_SHIFT * (order == EXCEL_1904)
        read = [
            float("nan")
            if one is None
            else _to_day_either_way(one, day_first) + (shift if one.kind == EXCEL else 0)
            for one in self.parts
        ]
        return np.array(read, dtype=np.float64)[self.cells.at]

    def leaning(self) -> tuple[int, int, int]:
        """Rows that can only be read with the day first, only with the month first, and in both ways as two days."""
        day, month, both = 0, 0, 0
        for one, count in zip(self.parts, self.cells.counts.tolist(), strict=True):
            if one is None or one.kind[0] != "?":
                continue
            reads = to_day(one, day_first=True), to_day(one, day_first=False)
            day += count * (reads[0] == reads[0] and reads[1] != reads[1])
            month += count * (reads[1] == reads[1] and reads[0] != reads[0])
            both += count * (reads[0] == reads[0] and reads[1] == reads[1] and reads[0] != reads[1])
        return day, month, both


def _to_day_either_way(one: DateParts, day_first: bool) -> float:
    """A date in an order, or in the only one that it can be read in."""
    day = to_day(one, day_first)
    return day if day == day or one.kind[0] != "?" else to_day(one, not day_first)


def read_date_column(field: str, name: str, its: Cells) -> DateColumn:
    """A column with its texts read."""
    read = its.each(parse_date)
    kinds: Counter[str] = Counter()
    for one, count in zip(read, its.counts.tolist(), strict=True):
        if one is not None:
            kinds[one.kind] += count
    return DateColumn(field, name, its, read, kinds)


def decide_dates(columns: list[DateColumn], closed: NDArray[np.bool_], draft: Draft) -> dict[str, Floats]:
    """Days of each column, NaN where none can be read; what cannot be decided is asked. `closed` are rows of deals that
    are won or lost.
    """
    options = {one.field: _find_options(one, draft) for one in columns}
    by = {one.field: one for one in columns}
    for one in columns:
        if len(options[one.field]) == 2:
            narrow = _choose_date_system if options[one.field][0] == EXCEL else _narrow_orders
            options[one.field] = narrow(one, options, by, closed, draft)
    found: dict[str, Floats] = {}
    for one in columns:
        orders = options[one.field]
        if len(orders) == 2:
            _ask_order(one, draft)
        elif orders:
            draft.decide("dates", **{one.field: orders[0]})
            found[one.field] = one.days(orders[0])
            _note_short_years(one, draft)
            _note_mixed_formats(one, draft)
    return _drop_outliers(found, by, closed, draft)


def _find_options(one: DateColumn, draft: Draft) -> list[str]:
    """The ways in which a column may be read: one, none, or two of which somebody must choose."""
    given = getattr(draft.mapping.dates, one.field)
    if one.main is None:
        return _note_unreadable(one, draft)
    if EXCEL in one.kinds and given is not None and given.startswith(EXCEL):
        return [given]
    if one.sign is not None:
        return _possible_orders(one, one.sign, None if given in one.kinds else given, draft)
    if given is not None and not any(kind[0] == given[0] for kind in one.kinds):
        return _ask_about_format(one, given, draft)
    return [EXCEL, EXCEL_1904] if one.main == EXCEL else [one.main]


def _possible_orders(one: DateColumn, sign: str, given: str | None, draft: Draft) -> list[str]:
    """The orders of day and month in which a column may be read."""
    both = [sign.join(("day", "month", "year")), sign.join(("month", "day", "year"))]
    if given is not None:
        fits = [order for order in both if order[:3] == given[:3]]
        return fits or _ask_about_format(one, given, draft)
    day, month, either = one.leaning()
    if not either:  # every row can be read by itself
        clear = one.main if one.main is not None and one.main[0] != "?" else None
        return [clear or both[month > day]]
    if max(day, month) and max(day, month) >= NEARLY_ALL * (day + month):
        return [both[month > day]]
    return both


def _note_unreadable(one: DateColumn, draft: Draft) -> list[str]:
    if one.cells.there.any():
        example = next(text for text in one.cells.texts if text)
        draft.note(
            f"No date can be read in the column {quote_value(one.name)}, such as {quote_value(example)}."
        )
    return []


def _ask_about_format(one: DateColumn, given: str, draft: Draft) -> list[str]:
    example = next(text for text, part in zip(one.cells.texts, one.parts, strict=True) if part is not None)
    message = f"the dates in {quote_value(one.name)}, such as {quote_value(example)}, are not written {given}"
    draft.ask(f"dates.{one.field}", message, "correct it, or write null to have it decided")
    return []


def _narrow_orders(
    one: DateColumn,
    options: dict[str, list[str]],
    by: dict[str, DateColumn],
    closed: NDArray[np.bool_],
    draft: Draft,
) -> list[str]:
    """The orders that are left when the other column has been looked at."""
    others = [other for other in by.values() if other is not one]
    for other in others:
        order = _find_order_of(other, options[other.field], options[one.field])
        if order is not None:
            draft.note(f"The dates in {quote_value(one.name)} can be read in two orders; they were read as "
                       f"{order}, since "
                       f"those in {quote_value(other.name)} are {options[other.field][0]}.")  # fmt: skip
            return [order]
    for other in others:
        wrong = [_count_backwards(one, other, order, options, closed) for order in options[one.field]]
        if MIN_RATIO * min(wrong) < max(wrong):
            order = options[one.field][wrong.index(min(wrong))]
            draft.note(f"The dates in {quote_value(one.name)} can be read in two orders; they were read as "
                       f"{order}, since in "
                       f"the other {count_rows(max(wrong))} would be closed before created.")  # fmt: skip
            return [order]
    return options[one.field]


def _find_order_of(other: DateColumn, its: list[str], orders: list[str]) -> str | None:
    """The order that another column tells, whose own is decided by its dates."""
    if len(its) != 1:
        return None
    if other.main == "day.month.year":
        return orders[0]
    told = any(other.leaning())
    return next((order for order in orders if told and order[:3] == its[0][:3]), None)


def _choose_date_system(
    one: DateColumn,
    options: dict[str, list[str]],
    by: dict[str, DateColumn],
    closed: NDArray[np.bool_],
    draft: Draft,
) -> list[str]:
    """The system of serial numbers: that in which deals take less time, where the other column is written otherwise;
    else that of 1900, which is said.
    """
    for other in by.values():
        if other is not one and other.main not in (None, EXCEL) and len(options[other.field]) == 1:
            its = other.days(options[other.field][0])
            far = [_median(np.abs(one.days(order) - its)[closed]) for order in (EXCEL, EXCEL_1904)]
            return [EXCEL_1904 if far[1] < far[0] else EXCEL]
    first = next(day for day in one.days(EXCEL).tolist() if day == day)
    example = next(text for text, its in zip(one.cells.texts, one.parts, strict=True) if its is not None)
    draft.note(f"The dates in {quote_value(one.name)} are serial numbers of a spreadsheet: "
               f"{quote_value(example)} was read as "
               f"{format_day(first)}. If they are four years later, write {EXCEL_1904} with --map.")  # fmt: skip
    return [EXCEL]


def _median(values: Floats) -> float:
    there = values[np.isfinite(values)]
    return float(np.median(there)) if there.size else 0.0


def _count_backwards(
    one: DateColumn, other: DateColumn, order: str, options: dict[str, list[str]], closed: NDArray[np.bool_]
) -> int:
    """Closed deals that would be closed before they were created if `one` were read in this order, and `other` too
    where it may be.
    """
    orders = options[other.field]
    if not orders:
        return 0
    its = next((o for o in orders if o[:3] == order[:3]), orders[0])
    days = {one.field: one.days(order), other.field: other.days(its)}
    return int(np.sum((days["closed"] < days["created"]) & closed))


def _ask_order(one: DateColumn, draft: Draft) -> None:
    sign = one.sign or "/"
    text = next(
        text
        for text, part in zip(one.cells.texts, one.parts, strict=True)
        if part and part.kind == f"?{sign}" and to_day(part, True) != to_day(part, False)
    )
    message = (
        f"the dates in {quote_value(one.name)}, such as {quote_value(text)}, can be read with the day "
        "or the month first"
    )
    both = " or ".join(sign.join(order) for order in (("day", "month", "year"), ("month", "day", "year")))
    draft.ask(f"dates.{one.field}", message, f"write {both} with --map")


def _note_short_years(one: DateColumn, draft: Draft) -> None:
    if any(part is not None and part.short for part in one.parts):
        draft.note(
            f"Years of two digits in {quote_value(one.name)} were read as 1970 to 2069 (below {PIVOT_YEAR} as 20..)."
        )


def _note_mixed_formats(one: DateColumn, draft: Draft) -> None:
    if len(one.kinds) < 2:
        return
    examples: dict[str, str] = {}
    for text, part in zip(one.cells.texts, one.parts, strict=True):
        if part is not None:
            examples.setdefault(part.kind, text)
    some = ", ".join(
        f"{quote_value(examples[kind])} ({count:,})" for kind, count in one.kinds.most_common(MAX_EXAMPLES)
    )
    draft.note(
        f"The dates in {quote_value(one.name)} are written in {len(one.kinds)} ways, each read as it stands: {some}."
    )


def _drop_outliers(
    found: dict[str, Floats], by: dict[str, DateColumn], closed: NDArray[np.bool_], draft: Draft
) -> dict[str, Floats]:
    """Days without those that lie far from all others; closing dates of open deals are expected ones and tell nothing
    of where the file ends.
    """
    counting = {
        field: days if field == "created" else np.where(closed, days, np.nan) for field, days in found.items()
    }
    every = [days[np.isfinite(days) & (days > 0)] for days in counting.values()]
    first, last = find_bulk(np.concatenate(every)) if every else (-np.inf, np.inf)
    result = {}
    for field, its in found.items():
        odd = np.isfinite(counting[field]) & ((its <= 0) | (its < first) | (its > last))
        result[field] = np.where(odd, np.nan, its)
        if odd.any():
            _note_outliers(by[field], its[odd], (first, last), draft)
    return result


def _note_outliers(one: DateColumn, days: Floats, ends: tuple[float, float], draft: Draft) -> None:
    different = sorted(set(days.tolist()))
    some = ", ".join(format_day(day) for day in different[:MAX_EXAMPLES]) + (
        ", ..." if len(different) > MAX_EXAMPLES else ""
    )
    has = "has a date" if len(days) == 1 else "have dates"
    goes = (
        f": the file goes from {format_day(ends[0])} to {format_day(ends[1])}"
        if np.isfinite(ends).all()
        else ""
    )
    draft.note(
        f"In {quote_value(one.name)} {count_rows(len(days))} {has} far from all others ({some}), not taken "
        f"for dates{goes}."
    )


def format_day(day: float) -> str:
    """'2024-03-07'."""
    return str(np.datetime64(int(day), "D"))
