"""The sample data set: what is read of it, and its defects."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.read_export import read_export
from tests.crm.sample import (
    count_outcomes,
    days_open,
    days_since_epoch,
    read_deals,
    read_rows,
    sum_of_wins,
    with_stage,
)


def test_the_sample_set_is_read_as_it_is(maven: Path) -> None:
    result, deals = read_export(maven), read_deals(maven)
    outcome = result.deals.outcome
    assert tuple(int(np.sum(outcome == kind)) for kind in (WON, LOST, OPEN)) == count_outcomes(deals)
    assert result.ledger.rows == result.ledger.used == len(deals)
    assert len(result.deals.owners) == len({deal["sales_agent"] for deal in deals})
    sellers = {deal["sales_agent"] for deal in deals}
    teams = {row["manager"] for row in read_rows(maven / "sales_teams.csv") if row["sales_agent"] in sellers}
    assert result.deals.managers == len(teams)
    assert result.ledger.missing["accounts", "no account"] == sum(not deal["account"] for deal in deals)
    no_date = sum(not deal["engage_date"] for deal in deals)
    assert result.ledger.missing["arrivals", "no created date"] == no_date > 0
    assert ("days", "no created date") not in result.ledger.missing
    assert np.nansum(result.deals.value) == pytest.approx(sum_of_wins(deals))
    assert np.isfinite(result.deals.value).sum() == count_outcomes(deals)[0]
    for kind, stage in ((WON, "Won"), (LOST, "Lost")):
        days = (result.deals.closed - result.deals.created)[outcome == kind]
        assert np.median(days) == statistics.median(days_open(with_stage(deals, stage)))


def test_its_defects_are_reported(maven: Path) -> None:
    result, deals = read_export(maven), read_deals(maven)
    prices = {row["product"] for row in read_rows(maven / "products.csv")}
    assert len(result.deals.products) == len(prices)
    unlisted = Counter(deal["product"] for deal in deals if deal["product"] not in prices)
    ((product, count),) = unlisted.items()
    assert [(product in how, rows) for how, rows in result.ledger.repaired.items()] == [(True, count)]
    people = len(read_rows(maven / "sales_teams.csv"))
    first = min((deal["close_date"] for deal in deals if deal["close_date"]), key=days_since_epoch)
    lost = count_outcomes(deals)[1]
    said = " ".join(result.ledger.notes)
    for word in (f"{people} people", "did you mean", f"{lost:,} lost deals", first, "SOURCE.txt"):
        assert word in said


def test_the_pipeline_alone_is_read_too(maven: Path) -> None:
    result, deals = read_export(maven / "sales_pipeline.csv"), read_deals(maven)
    assert len(result.deals.outcome) == len(deals)
    assert result.deals.managers is None
    assert set(result.deals.products) == {deal["product"] for deal in deals}
