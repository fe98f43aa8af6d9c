"""Several rows of one deal: the newest version counts, line items are added up, and the rest is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.read_export import IntakeError, IntakeResult
from tests.crm.intake import reading


def read(tmp_path: Path, *rows: str, mapping: Mapping | None = None) -> IntakeResult:
    return reading.read(tmp_path, "\n".join(rows) + "\n", mapping)


VERSIONS = (
    "D1,Won,2024-01-02,2024-02-01,120,{}",
    "D1,Open,2024-01-02,,100,{}",
    "D2,Open,2024-01-05,,50,{}",
    "D2,Lost,2024-01-05,2024-02-09,60,{}",
    "D3,Open,2024-01-08,,70,{}",
)
DAYS = ("2024-03-31", "2024-01-31", "2024-01-31", "2024-03-31", "2024-03-31")


@pytest.mark.parametrize("name", ["Snapshot Date", "As of", "Last Modified", "updated_at", "Month"])
@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_version_of_a_deal_counts_in_any_order(name: str, turned: bool, tmp_path: Path) -> None:
    rows = [row.format(day) for row, day in zip(VERSIONS, DAYS, strict=True)]
    result = read(tmp_path, f"id,stage,created,closed,amount,{name}", *(rows[::-1] if turned else rows))
    assert sorted(result.deals.outcome.tolist()) == [OPEN, WON, LOST]
    assert np.nansum(result.deals.value) == 120
    assert result.ledger.set_aside == {"replaced by a newer row with the same ID": 2}
    assert any(name in note and "newest" in note for note in result.ledger.notes)


def test_without_a_date_the_last_row_counts_and_this_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, "id,stage,created,closed,amount", *(row.format("")[:-1] for row in VERSIONS))
    assert result.deals.outcome.tolist() == [OPEN, LOST, OPEN]
    assert result.ledger.set_aside == {"replaced by a later row with the same ID": 2}
    assert any("repeats" in note for note in result.ledger.notes)


LINES = (
    "1,Won,2024-01-02,2024-02-01,1000,Alpha",
    "1,Won,2024-01-02,2024-02-01,300,Beta",
    "2,Lost,2024-01-03,2024-02-02,1000,Alpha",
    "2,Lost,2024-01-03,2024-02-02,300,Beta",
    "3,Won,2024-01-03,2024-02-02,500,Beta",
)
HEADER = "id,stage,created,closed,amount,product"


def test_line_items_are_added_up_and_the_largest_gives_the_product(tmp_path: Path) -> None:
    result = read(tmp_path, HEADER, *LINES)
    assert result.deals.outcome.tolist() == [WON, LOST, WON]
    np.testing.assert_array_equal(result.deals.value, [1300, np.nan, 500])
    assert [result.deals.products[i] for i in result.deals.product] == ["Alpha", "Alpha", "Beta"]
    assert result.ledger.set_aside == {"line item, counted with its deal": 2}


def test_an_amount_that_is_the_same_in_all_line_items_is_that_of_the_deal(tmp_path: Path) -> None:
    rows = [row.replace("300", "1000") for row in LINES]
    np.testing.assert_array_equal(read(tmp_path, HEADER, *rows).deals.value, [1000, np.nan, 500])
    summed = read(tmp_path, HEADER, *rows, mapping=Mapping(repeats="sum"))
    np.testing.assert_array_equal(summed.deals.value, [2000, np.nan, 500])


def test_rows_that_differ_in_the_amount_alone_are_asked_about(tmp_path: Path) -> None:
    header, rows = HEADER.replace("product", "note"), LINES
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, header, *rows)
    assert [one.path for one in refused.value.problems] == ["repeats"]
    for kind, value in (("sum", 1300), ("last", 300)):
        result = read(tmp_path, header, *rows, mapping=Mapping.model_validate({"repeats": kind}))
        assert result.deals.value[0] == value


def test_versions_without_ids_are_asked_about(tmp_path: Path) -> None:
    header = "name,stage,created,closed,amount,Snapshot Date"
    rows = [row.format(day) for row, day in zip(VERSIONS, DAYS, strict=True)]
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, header, *rows)
    assert [one.path for one in refused.value.problems] == ["columns.id"]
    right = Mapping.model_validate({"columns": {"id": "name"}})
    assert read(tmp_path, header, *rows, mapping=right).ledger.used == 3


def test_exact_copies_count_once(tmp_path: Path) -> None:
    result = read(tmp_path, HEADER, *LINES, LINES[0], LINES[0])
    assert result.ledger.set_aside["exact copy of another row"] == 2
    np.testing.assert_array_equal(result.deals.value, [1300, np.nan, 500])
