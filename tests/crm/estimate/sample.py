"""The sample set as deals, read plainly."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals
from tests.crm.sample import days_since_epoch, read_deals

OUTCOMES = {"Won": WON, "Lost": LOST, "Engaging": OPEN, "Prospecting": OPEN}


def sample(folder: Path) -> Deals:
    rows = read_deals(folder)
    owners, products = (tuple(sorted({row[key] for row in rows})) for key in ("sales_agent", "product"))
    return Deals(
        outcome=np.array([OUTCOMES[row["deal_stage"]] for row in rows]),
        created=np.array([day(row["engage_date"]) for row in rows]),
        closed=np.array([day(row["close_date"]) for row in rows]),
        value=np.array([float(row["close_value"]) if row["deal_stage"] == "Won" else np.nan for row in rows]),
        owner=np.array([owners.index(row["sales_agent"]) for row in rows]),
        product=np.array([products.index(row["product"]) for row in rows]),
        owners=owners,
        products=products,
    )


def day(text: str) -> float:
    """Days since 1970-01-01; NaN for none."""
    return float(days_since_epoch(text)) if text else np.nan
