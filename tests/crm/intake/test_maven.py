"""The sample set: its figures, and its natural defects."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.read_export import read_export


def _rows(path: Path) -> list[dict[str, str]]:
    """A file of the set as the standard library reads it; none of its rows is in the project."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_figures_of_the_sample_set(maven: Path) -> None:
    its = read_export(maven)
    outcome = its.deals.outcome
    assert [int(np.sum(outcome == kind)) for kind in (WON, LOST, OPEN)] == [4238, 2473, 2089]
    assert its.ledger.rows == its.ledger.used == 8800
    assert len(its.deals.owners) == 30
    assert its.deals.managers == 6
    assert its.ledger.missing["accounts", "no account"] == 1425
    assert its.ledger.missing["arrivals", "no created date"] == 500
    assert ("days", "no created date") not in its.ledger.missing
    assert np.nansum(its.deals.value) == 10_005_534
    assert np.isfinite(its.deals.value).sum() == 4238
    won = (its.deals.closed - its.deals.created)[outcome == WON]
    lost = (its.deals.closed - its.deals.created)[outcome == LOST]
    assert (np.median(won), np.median(lost)) == (57, 14)


def test_its_defects_are_told(maven: Path) -> None:
    its = read_export(maven)
    assert len(its.deals.products) == 7
    deals, prices = (_rows(maven / f"{name}.csv") for name in ("sales_pipeline", "products"))
    unlisted = Counter(
        row["product"] for row in deals if row["product"] not in {p["product"] for p in prices}
    )
    ((product, count),) = unlisted.items()
    assert [(product in how, rows) for how, rows in its.ledger.repaired.items()] == [(True, count)]
    people = len(_rows(maven / "sales_teams.csv"))
    first = min(row["close_date"] for row in deals if row["close_date"])
    said = " ".join(its.ledger.notes)
    for word in (f"{people} people", "did you mean", "2,473 lost deals", first, "SOURCE.txt"):
        assert word in said


def test_the_pipeline_alone_is_read_too(maven: Path) -> None:
    its = read_export(maven / "sales_pipeline.csv")
    assert len(its.deals.outcome) == 8800
    assert its.deals.managers is None
    assert set(its.deals.products) == {row["product"] for row in _rows(maven / "sales_pipeline.csv")}
