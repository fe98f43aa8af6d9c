"""Combine tables with the same columns: files of several years, sheets of several months."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from sim.base.problems import quote_value
from sim.crm.intake.mapping import fold_word
from sim.crm.intake.table import Table

MIN_SHARED = 0.8
"""share of the columns of two tables that both must have to be combined."""
COPY = "exact copy of a row in another file or sheet"


def have_same_columns(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headers have most of their names in common."""
    names = [{fold_word(name) for name in header if name} for header in (one, other)]
    return bool(names[0]) and len(names[0] & names[1]) >= MIN_SHARED * len(names[0] | names[1])


def join_tables(tables: Sequence[Table]) -> Table:
    """Append the rows of all tables to the first, which gets the columns that only others have. Exact copies of rows in
    an earlier table are set aside.
    """
    first, *others = tables
    for other in others:
        _append_table(first, other)
    return first


def _append_table(target: Table, more: Table) -> None:
    places = {fold_word(name): at for at, name in enumerate(more.header)}
    names = {fold_word(name) for name in target.header}
    rows, more_rows = (len(table.columns[0]) if table.columns else 0 for table in (target, more))
    for name in more.header:
        if fold_word(name) not in names:
            target.header.append(name)
            target.columns.append([""] * rows)
    blank = [""] * more_rows
    columns = [
        more.columns[places[key]] if (key := fold_word(name)) in places else blank for name in target.header
    ]
    known = set(zip(*target.columns, strict=True))
    new = [row not in known for row in zip(*columns, strict=True)]
    for column, added in zip(target.columns, columns, strict=True):
        column.extend(compress(added, new))
    target.short.extend(compress(more.short, new))
    target.rows += more.rows
    target.set_aside += more.set_aside
    target.set_aside[COPY] += more_rows - sum(new)
    target.set_aside = +target.set_aside
    target.repaired += more.repaired
    same_file = more.label == target.label
    target.notes += (
        more.notes if same_file else [f"in {quote_value(more.label)}, {note}" for note in more.notes]
    )
