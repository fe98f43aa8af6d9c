"""A column as its different texts, each of which is then read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sim.crm.deals import Ints
from sim.crm.intake.vocabulary import EMPTY_TEXTS

T = TypeVar("T")
LONGEST_NOTHING = max(map(len, EMPTY_TEXTS))
"""characters."""


@dataclass(frozen=True)
class Cells:
    """A column of n rows with k different texts."""

    texts: list[str]
    """(k,) without spaces around; '' for what says nothing, such as '-' or 'n/a'."""
    at: Ints
    """(n,) index into `texts`."""

    @cached_property
    def counts(self) -> Ints:
        """(k,) rows with each text."""
        return np.bincount(self.at, minlength=len(self.texts)).astype(np.int64)

    @cached_property
    def there(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """(n,) whether a row says anything."""
        return np.array([bool(text) for text in self.texts], dtype=bool)[self.at]

    def each(self, read: Callable[[str], T]) -> list[T]:
        """(k,) what each text is read as."""
        return [read(text) for text in self.texts]

    def only(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Cells:
        """These rows alone, with the texts that are in them."""
        at, inverse = np.unique(self.at[rows], return_inverse=True)
        return Cells([self.texts[i] for i in at], inverse.astype(np.int64))


def index_cells(column: Sequence[str]) -> Cells:
    """The cells of a column."""
    raw: dict[str, int] = {}
    first = np.fromiter((raw.setdefault(text, len(raw)) for text in column), np.int64, len(column))
    index: dict[str, int] = {}
    to = [index.setdefault(strip_cell(text), len(index)) for text in raw]
    return Cells(list(index), np.array(to, dtype=np.int64)[first] if to else first)


def strip_cell(text: str) -> str:
    """A text without spaces around it; '' for one that says nothing."""
    bare = text.strip()
    return "" if len(bare) <= LONGEST_NOTHING and bare.casefold() in EMPTY_TEXTS else bare
