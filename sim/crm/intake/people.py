"""Names of sellers, customers and products: spellings that differ only in case and spaces become one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.crm.deals import NOBODY, Ints
from sim.crm.intake.cells import index_texts
from sim.crm.intake.mapping import fold_word

MAX_NAME_LENGTH = 120
"""characters; longer names are cut."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """Names in a column of n rows."""

    names: list[str]
    """different names in order of first appearance, each in its most frequent spelling."""
    at: Ints
    """(n,) index into `names`, or NOBODY."""
    respelled: int
    """rows with another spelling."""


def collect_names(column: Sequence[str], nothing: frozenset[str]) -> NameColumn:
    """Collect the names in a column; `nothing` are case-folded texts that stand for no name."""
    texts, rows = index_texts(column)
    counts = np.bincount(rows, minlength=len(texts)).tolist()
    index: dict[str, int] = {}
    keys = [fold_word(text) for text in texts]
    places = [NOBODY if key in nothing else index.setdefault(key, len(index)) for key in keys]
    names, most = [""] * len(index), [0] * len(index)
    for text, place, count in zip(texts, places, counts, strict=True):
        if place != NOBODY and count > most[place]:
            names[place], most[place] = text, count
    respelled = sum(
        count
        for text, place, count in zip(texts, places, counts, strict=True)
        if place != NOBODY and text != names[place]
    )
    at = np.array(places, dtype=np.int64)[rows]
    return NameColumn([" ".join(name.split())[:MAX_NAME_LENGTH] for name in names], at, respelled)


def mask_sellers(count: int) -> tuple[str, ...]:
    """'Seller 01', 'Seller 02', ..."""
    width = max(2, len(str(count)))
    return tuple(f"Seller {number:0{width}d}" for number in range(1, count + 1))
