"""The sample data set: its figures and its defects."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.read_export import read_export


def _rows(path: Path) -> list[dict[str, str]]:
    """A file of the set as the standard library reads it; its rows are not part of the project."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_figures_of_the_sample_set(maven: Path) -> None:
    result = read_export(maven)
    outcome = result.deals.outcome
    assert [int(np.sum(outcome == kind)) for kind in (WON, LOST, OPEN)] == [4238, 2473, 2089]
    assert result.ledger.rows == result.ledger.used == 8800
    assert len(result.deals.owners) == 30
    assert result.deals.managers == 6
    assert result.ledger.missing["accounts", "no account"] == 1425
    assert result.ledger.missing["arrivals", "no created date"] == 500
    assert ("days", "no created date") not in result.ledger.missing
    assert np.nansum(result.deals.value) == 10_005_534
    assert np.isfinite(result.deals.value).sum() == 4238
    won = (result.deals.closed - result.deals.created)[outcome == WON]
    lost = (result.deals.closed - result.deals.created)[outcome == LOST]
    assert (np.median(won), np.median(lost)) == (57, 14)


def test_its_defects_are_reported(maven: Path) -> None:
    result = read_export(maven)
    assert len(result.deals.products) == 7
    deals, prices = (_rows(maven / f"{name}.csv") for name in ("sales_pipeline", "products"))
    unlisted = Counter(
        row["product"] for row in deals if row["product"] not in {p["product"] for p in prices}
    )
    ((product, count),) = unlisted.items()
    assert [(product in how, rows) for how, rows in result.ledger.repaired.items()] == [(True, count)]
    people = len(_rows(maven / "sales_teams.csv"))
    first = min(row["close_date"] for row in deals if row["close_date"])
    said = " ".join(result.ledger.notes)
    for word in (f"{people} people", "did you mean", "2,473 lost deals", first, "SOURCE.txt"):
        assert word in said


def test_the_pipeline_alone_is_read_too(maven: Path) -> None:
    result = read_export(maven / "sales_pipeline.csv")
    assert len(result.deals.outcome) == 8800
    assert result.deals.managers is None
    assert set(result.deals.products) == {row["product"] for row in _rows(maven / "sales_pipeline.csv")}
