"""Wins by product or group of products."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import NOBODY, OPEN, WON, Deals, Floats
from sim.crm.estimate.figures import ProductLine

MAX_PRODUCT_LINES = 20
"""Products listed; all others are one line together."""
OTHER_LINES = "others"


def list_product_lines(deals: Deals) -> tuple[ProductLine, ...]:
    """Products with wins that have a value, by wins; empty without products or values."""
    if not deals.products or not np.isfinite(deals.value).any():
        return ()
    size = len(deals.products)
    named = deals.product != NOBODY
    won = named & (deals.outcome == WON)
    valued = won & np.isfinite(deals.value)
    columns: Floats = np.stack(
        [
            np.bincount(deals.product[won], minlength=size).astype(np.float64),
            np.bincount(deals.product[named & (deals.outcome != OPEN)], minlength=size),
            np.bincount(deals.product[valued], minlength=size),
            np.bincount(deals.product[valued], deals.value[valued], minlength=size),
        ]
    )
    order = [int(i) for i in np.argsort(-columns[0], kind="stable") if columns[2, i]]
    kept = order if len(order) <= MAX_PRODUCT_LINES else order[: MAX_PRODUCT_LINES - 1]
    listed = [_line(deals.products[i], columns[:, i]) for i in kept]
    rest = order[len(kept) :]
    return (*listed, *([_line(OTHER_LINES, columns[:, rest].sum(axis=1))] if rest else []))


def _line(name: str, column: Floats) -> ProductLine:
    won, closed, valued, total = column.tolist()
    return ProductLine(name=name, won=int(won), closed=int(closed), value=total / valued)
