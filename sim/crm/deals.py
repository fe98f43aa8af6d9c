"""Deals as a CRM export tells them, as arrays: what stands between reading files and estimating from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OPEN, WON, LOST = 0, 1, 2
"""Outcomes."""

NOBODY = -1
"""Index of an owner or a product that a row does not name."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deals:
    """All rows that are used, in the order of the file; n deals."""

    outcome: Ints
    """(n,): OPEN, WON or LOST."""
    created: Floats
    """(n,) days since 1970-01-01, whole; NaN where the row has none."""
    closed: Floats
    """(n,) days since 1970-01-01, whole; NaN for open deals and where the row has none."""
    value: Floats
    """(n,) in the file's currency, above 0; only of won deals, NaN where the row has none."""
    owner: Ints
    """(n,) index into `owners`, or NOBODY."""
    product: Ints
    """(n,) index into `products`, or NOBODY."""
    owners: tuple[str, ...]
    """names of those who own a deal; masked unless kept by choice."""
    products: tuple[str, ...]
    """names of products or product lines, or what stands for them."""
    managers: int | None = None
    """different managers of these owners, where the export tells."""
    fiscal_start: int = 1
    """month (1 to 12) in which the firm's year, and so its quarters, begin."""

    @property
    def known(self) -> KnownFacts:
        """Which kinds of facts there are at all."""
        return KnownFacts(
            owners=bool(self.owners),
            dates=bool(np.isfinite(self.created).any() or np.isfinite(self.closed).any()),
            values=bool(np.isfinite(self.value).any()),
        )


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Which kinds of facts an export has."""

    owners: bool
    dates: bool
    values: bool
