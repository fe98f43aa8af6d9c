"""Tables of one kind as one: files of several years, sheets of several months."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from sim.base.problems import quote_value
from sim.crm.intake.mapping import fold_word
from sim.crm.intake.table import Table

MIN_SHARED = 0.8
"""Share of the columns of two tables that they must have both, to be of one kind."""
COPY = "an exact copy of a row in another file or sheet"


def have_same_columns(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two tables are of one kind, by the names of their columns."""
    names = [{fold_word(name) for name in its if name} for its in (one, other)]
    return bool(names[0]) and len(names[0] & names[1]) >= MIN_SHARED * len(names[0] | names[1])


def join_tables(tables: Sequence[Table]) -> Table:
    """The rows of all, in the columns of the first and those that only others have; exact copies of rows of another
    table are set aside.
    """
    first, *others = tables
    for other in others:
        _append_table(first, other)
    return first


def _append_table(to: Table, more: Table) -> None:
    places = {fold_word(name): at for at, name in enumerate(more.header)}
    n, m = (len(its.columns[0]) if its.columns else 0 for its in (to, more))
    names = {fold_word(name) for name in to.header}
    for name in more.header:
        if fold_word(name) not in names:
            to.header.append(name)
            to.columns.append([""] * n)
    blank = [""] * m
    columns = [
        more.columns[places[key]] if (key := fold_word(name)) in places else blank for name in to.header
    ]
    there = set(zip(*to.columns, strict=True))
    new = [row not in there for row in zip(*columns, strict=True)]
    for column, its in zip(to.columns, columns, strict=True):
        column.extend(compress(its, new))
    to.short.extend(compress(more.short, new))
    to.rows += more.rows
    to.set_aside += more.set_aside
    to.set_aside[COPY] += m - sum(new)
    to.set_aside = +to.set_aside
    to.repaired += more.repaired
    to.said += (
        [f"in {quote_value(more.label)}, {said}" for said in more.said]
        if more.label != to.label
        else more.said
    )
