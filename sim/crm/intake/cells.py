"""A column as its different texts, so that each is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sim.crm.deals import Ints
from sim.crm.intake.draft import Bools
from sim.crm.intake.vocabulary import EMPTY_TEXTS

T = TypeVar("T")
LONGEST_EMPTY = max(map(len, EMPTY_TEXTS))
"""characters; of the longest text that means an empty field."""


@dataclass(frozen=True)
class Cells:
    """A column of n rows with k different texts."""

    texts: list[str]
    """(k,) stripped texts; '' for what means an empty field, such as '-' or 'n/a'."""
    at: Ints
    """(n,) index into `texts`."""

    @cached_property
    def counts(self) -> Ints:
        """(k,) rows with each text."""
        return np.bincount(self.at, minlength=len(self.texts)).astype(np.int64)

    @cached_property
    def filled(self) -> Bools:
        """(n,) whether a row has a text."""
        return np.array([bool(text) for text in self.texts], dtype=bool)[self.at]

    def parse(self, parse: Callable[[str], T]) -> list[T]:
        """(k,) the texts, each parsed."""
        return [parse(text) for text in self.texts]


def index_cells(column: Sequence[str]) -> Cells:
    """Index a column by its different texts."""
    index: dict[str, int] = {}
    raw, first = index_texts(column)
    to = [index.setdefault(strip_cell(text), len(index)) for text in raw]
    return Cells(list(index), np.array(to, dtype=np.int64)[first])


def index_texts(column: Sequence[str]) -> tuple[list[str], Ints]:
    """(k,) the different texts of a column, and (n,) the index of each row into them."""
    index: dict[str, int] = {}
    at = np.fromiter((index.setdefault(text, len(index)) for text in column), np.int64, len(column))
    return list(index), at


def strip_cell(text: str) -> str:
    """Strip a text; '' for one that means an empty field."""
    bare = text.strip()
    return "" if len(bare) <= LONGEST_EMPTY and bare.casefold() in EMPTY_TEXTS else bare
