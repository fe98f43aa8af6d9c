"""Dates, decided from whole columns: where day and month may each stand first, the other column decides, or
the order of created and closed, or the user.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.crm.deals import Floats
from sim.crm.intake.cells import Cells
from sim.crm.intake.draft import Draft, rows
from sim.crm.intake.written import PIVOT, Parts, day_of, parts
from sim.scenario.problems import shown

FIELDS = ("created", "closed")
NEARLY_ALL = 0.95
"""share of the dates that an order must read where none reads all."""
GAP = 730
"""days; a date this much after all before it is no date that anybody meant."""


@dataclass(slots=True)
class Column:
    """A column of dates."""

    field: str
    name: str
    cells: Cells
    parts: list[Parts | None]
    main: str | None
    """how most are written; None where nothing can be read."""

    def days(self, order: str) -> Floats:
        """(n,) days since 1970-01-01 in an order, NaN where none can be read; what is clear is read in any."""
        day_first = order.startswith("day")
        read = [
            float("nan")
            if one is None or (one.kind[0] == "?" and one.kind != self.main)
            else day_of(one, day_first)
            for one in self.parts
        ]
        return np.array(read, dtype=np.float64)[self.cells.at]


def column(field: str, name: str, its: Cells) -> Column:
    """A column with its texts read."""
    read = its.each(parts)
    kinds: Counter[str] = Counter()
    for one, count in zip(read, its.counts.tolist(), strict=True):
        if one is not None:
            kinds[one.kind] += count
    return Column(field, name, its, read, kinds.most_common(1)[0][0] if kinds else None)


def decide(columns: list[Column], closed: NDArray[np.bool_], draft: Draft) -> dict[str, Floats]:
    """Days of each column, NaN where none can be read; what cannot be decided is asked. `closed` are rows of deals that
    are won or lost.
    """
    options = {one.field: _options(one, draft) for one in columns}
    by = {one.field: one for one in columns}
    for one in columns:
        if len(options[one.field]) == 2:
            options[one.field] = _narrowed(one, options, by, closed, draft)
    found: dict[str, Floats] = {}
    for one in columns:
        orders = options[one.field]
        if len(orders) == 2:
            _ask(one, draft)
        elif orders:
            draft.decide("dates", **{one.field: orders[0]})
            found[one.field] = one.days(orders[0])
            _say_short(one, draft)
    return _plausible(found, draft)


def _options(one: Column, draft: Draft) -> list[str]:
    given = getattr(draft.mapping.dates, one.field)
    if one.main is None:
        return _nothing(one, draft)
    if one.main[0] != "?":
        return [one.main] if given is None or given[0] == one.main[0] else _other(one, given, draft)
    sign = one.main[1]
    both = [sign.join(("day", "month", "year")), sign.join(("month", "day", "year"))]
    if given is not None:
        fits = [order for order in both if order[:3] == given[:3]]
        return fits or _other(one, given, draft)
    readable = np.array([part is not None and part.kind == one.main for part in one.parts])[one.cells.at]
    read = [np.isfinite(one.days(order)) & readable for order in both]
    if readable.sum() == read[0].sum() == read[1].sum():
        days = [one.days(order)[readable] for order in both]
        return both[:1] if np.array_equal(*days) else both
    better = int(read[1].sum() > read[0].sum())
    sure = read[better].sum() >= NEARLY_ALL * readable.sum() and read[0].sum() != read[1].sum()
    return [both[better]] if sure else both


def _nothing(one: Column, draft: Draft) -> list[str]:
    if one.cells.there.any():
        example = next(text for text in one.cells.texts if text)
        draft.note(f"No date can be read in the column {shown(one.name)}, such as {shown(example)}.")
    return []


def _other(one: Column, given: str, draft: Draft) -> list[str]:
    example = next(text for text, part in zip(one.cells.texts, one.parts, strict=True) if part is not None)
    message = f"the dates in {shown(one.name)}, such as {shown(example)}, are not written {given}"
    draft.ask(f"dates.{one.field}", message, "correct it, or write null to have it decided")
    return []


def _narrowed(
    one: Column, options: dict[str, list[str]], by: dict[str, Column], closed: NDArray[np.bool_], draft: Draft
) -> list[str]:
    """The orders that are left when the other column has been looked at."""
    others = [other for other in by.values() if other is not one]
    for other in others:
        clear = options[other.field]
        if len(clear) == 1 and _tells_order(other):
            (order,) = (order for order in options[one.field] if order[:3] == clear[0][:3])
            draft.note(f"The dates in {shown(one.name)} can be read in two orders; they were read as {order}, since "
                       f"those in {shown(other.name)} are {clear[0]}.")  # fmt: skip
            return [order]
    for other in others:
        wrong = [_backwards(one, other, order, options, closed) for order in options[one.field]]
        if min(wrong) == 0 < max(wrong):
            order = options[one.field][wrong.index(0)]
            draft.note(f"The dates in {shown(one.name)} can be read in two orders; they were read as {order}, since in "
                       f"the other {rows(max(wrong))} would be closed before created.")  # fmt: skip
            return [order]
    return options[one.field]


def _tells_order(one: Column) -> bool:
    """Whether a column whose order is decided says anything about day and month."""
    if one.main is None or one.main[0] != "?":
        return one.main == "day.month.year"
    return not np.array_equal(one.days("day/month/year"), one.days("month/day/year"), equal_nan=True)


def _backwards(
    one: Column, other: Column, order: str, options: dict[str, list[str]], closed: NDArray[np.bool_]
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


def _ask(one: Column, draft: Draft) -> None:
    texts = [
        text for text, part in zip(one.cells.texts, one.parts, strict=True) if part and part.kind == one.main
    ]
    sign = (one.main or "?/")[1]
    message = f"the dates in {shown(one.name)}, such as {shown(texts[0])}, can be read with the day or the month first"
    both = " or ".join(sign.join(order) for order in (("day", "month", "year"), ("month", "day", "year")))
    draft.ask(f"dates.{one.field}", message, f"write {both} with --map")


def _say_short(one: Column, draft: Draft) -> None:
    if any(part is not None and part.short for part in one.parts):
        draft.note(
            f"Years of two digits in {shown(one.name)} were read as 1970 to 2069 (below {PIVOT} as 20..)."
        )


def _plausible(found: dict[str, Floats], draft: Draft) -> dict[str, Floats]:
    """Days without those before 1970, or more than two years after the last before them."""
    every = [days[np.isfinite(days) & (days >= 0)] for days in found.values()]
    days = np.unique(np.concatenate(every)) if every else np.zeros(0)
    last = np.inf
    if days.size:
        all_days = np.concatenate(every)
        later = days[days >= np.median(all_days)]
        wide = np.flatnonzero(np.diff(later) > GAP)
        last = later[wide[0]] if wide.size else later[-1]
    result = {}
    for field, its in found.items():
        odd = np.isfinite(its) & ((its < 0) | (its > last))
        result[field] = np.where(odd, np.nan, its)
        if odd.any():
            draft.note(f"{rows(int(odd.sum())).capitalize()} with a date before 1970 or years after all others in "
                       f"'{field}': not taken for dates.")  # fmt: skip
    return result
