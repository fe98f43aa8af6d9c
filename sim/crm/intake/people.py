"""Names of sellers, customers and products: one name for what differs in case and spaces alone, masked where it names a
person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.crm.deals import NOBODY, Ints
from sim.crm.intake.mapping import fold_word

MAX_NAME_LENGTH = 120
"""characters."""


@dataclass(frozen=True, slots=True)
class NameColumn:
    """Names in a column of n rows."""

    names: list[str]
    """different ones, in order of first appearance, as they are mostly written."""
    at: Ints
    """(n,) index into `names`, or NOBODY."""
    respelled: int
    """rows in which the name is written otherwise."""


def collect_names(column: Sequence[str], nothing: frozenset[str]) -> NameColumn:
    """The names in a column; `nothing` are texts, in small letters, that stand for no name."""
    raw: dict[str, int] = {}
    codes = np.fromiter((raw.setdefault(text, len(raw)) for text in column), np.int64, len(column))
    texts = list(raw)
    counts = np.bincount(codes, minlength=len(texts))
    index: dict[str, int] = {}
    to = [_find_place(text, index, nothing) for text in texts]
    names, most = [""] * len(index), [0] * len(index)
    for text, place, count in zip(texts, to, counts.tolist(), strict=True):
        if place >= 0 and count > most[place]:
            names[place], most[place] = text, count
    respelled = sum(
        int(count)
        for text, place, count in zip(texts, to, counts, strict=True)
        if place >= 0 and text != names[place]
    )
    at = np.array(to, dtype=np.int64)[codes] if to else codes
    return NameColumn([" ".join(name.split())[:MAX_NAME_LENGTH] for name in names], at, respelled)


def _find_place(text: str, index: dict[str, int], nothing: frozenset[str]) -> int:
    key = fold_word(text)
    return NOBODY if key in nothing else index.setdefault(key, len(index))


def mask_sellers(count: int) -> tuple[str, ...]:
    """'Seller 01', 'Seller 02', ..."""
    wide = max(2, len(str(count)))
    return tuple(f"Seller {number:0{wide}d}" for number in range(1, count + 1))
