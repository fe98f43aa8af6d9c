"""The sample set as its files are, read by the standard library alone: what tests hold the program's figures against.
Nothing of the set is in the project.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]
EPOCH = datetime.date(1970, 1, 1)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_deals(folder: Path) -> list[Row]:
    """The rows of deals."""
    return read_rows(folder / "sales_pipeline.csv")


def with_stage(deals: Iterable[Row], *stages: str) -> list[Row]:
    """The deals in these stages."""
    return [deal for deal in deals if deal["deal_stage"] in stages]


def count_outcomes(deals: list[Row]) -> tuple[int, int, int]:
    """How many were won, were lost, are open."""
    won, lost = len(with_stage(deals, "Won")), len(with_stage(deals, "Lost"))
    return won, lost, len(deals) - won - lost


def days_since_epoch(day: str) -> int:
    """Days from 1970-01-01 to a date."""
    return (datetime.date.fromisoformat(day) - EPOCH).days


def days_open(deals: Iterable[Row]) -> list[int]:
    """Days from the start to the close of deals that have both."""
    return [
        days_since_epoch(deal["close_date"]) - days_since_epoch(deal["engage_date"])
        for deal in deals
        if deal["engage_date"] and deal["close_date"]
    ]


def sum_of_wins(deals: list[Row]) -> float:
    """Worth of all wins, in the unit of the file."""
    return sum(float(deal["close_value"]) for deal in with_stage(deals, "Won"))


def months(deals: Iterable[Row], column: str) -> list[str]:
    """The months of a column of dates, as 2001-02, where there is a date."""
    return [deal[column][:7] for deal in deals if deal[column]]
