"""The sample set: its figures, and its natural defects."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.take import take


def test_the_figures_of_the_sample_set(maven: Path) -> None:
    its = take(maven)
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
    its = take(maven)
    assert len(its.deals.products) == 7
    assert [(("GTXPro" in how), rows) for how, rows in its.ledger.repaired.items()] == [(True, 1480)]
    said = " ".join(its.ledger.notes)
    for word in ("35 people", "technolgy", "2,473 lost deals", "2017-03-01", "SOURCE.txt"):
        assert word in said


def test_the_pipeline_alone_is_read_too(maven: Path) -> None:
    its = take(maven / "sales_pipeline.csv")
    assert len(its.deals.outcome) == 8800
    assert its.deals.managers is None
    assert "GTXPro" in its.deals.products
