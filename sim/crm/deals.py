"""Deals of a CRM export as arrays: the result of the intake and the input of the estimates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OPEN, WON, LOST = 0, 1, 2
"""Outcomes."""

NOBODY = -1
"""Index of an unknown owner or product."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deals:
    """The n deals that are used, in the order of the file."""

    outcome: Ints
    """(n,): OPEN, WON or LOST."""
    created: Floats
    """(n,) whole days since 1970-01-01; NaN if unknown."""
    closed: Floats
    """(n,) whole days since 1970-01-01; NaN for open deals or if unknown."""
    value: Floats
    """(n,) positive amounts in the file's currency, for won deals only; NaN if unknown."""
    owner: Ints
    """(n,) index into `owners`, or NOBODY."""
    product: Ints
    """(n,) index into `products`, or NOBODY."""
    owners: tuple[str, ...]
    """Names of the owners of deals, masked unless the user keeps names."""
    products: tuple[str, ...]
    """Names of products, product lines or whatever takes their place."""
    managers: int | None = None
    """Number of managers of these owners, if the export shows it."""
    fiscal_start: int = 1
    """Month (1 to 12) in which the fiscal year begins."""
