"""The sample set as deals, read plainly."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals

OUTCOMES = {"Won": WON, "Lost": LOST, "Engaging": OPEN, "Prospecting": OPEN}


def sample(folder: Path) -> Deals:
    with (folder / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
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
    return float((datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days) if text else np.nan
