"""Dates: decided from whole columns, and asked for where they cannot be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.intake.mapping import Dates, Mapping
from sim.crm.intake.take import IntakeError, Taken, take
from sim.crm.intake.written import day_of, parts


def days(*isos: str | None) -> list[float]:
    return [
        np.nan if iso is None else (dt.date.fromisoformat(iso) - dt.date(1970, 1, 1)).days for iso in isos
    ]


def read(tmp_path: Path, *dates: tuple[str, str], mapping: Mapping | None = None) -> Taken:
    """Won and lost deals in turn, with these dates of creation and closing."""
    stages = ("Won", "Lost")
    rows = "".join(f'{i};{stages[i % 2]};"{made}";"{closed}"\n' for i, (made, closed) in enumerate(dates))
    path = tmp_path / "deals.csv"
    path.write_text("id;stage;created;closed\n" + rows, encoding="utf-8")
    return take(path, mapping)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-07", "2024/03/07", "2024.3.7", "20240307", "7.3.2024", "07-Mar-2024", "7 March 2024", "7. März 2024",
        "Mar 7, 2024", "March 7th, 2024", "2024-03-07T23:59:59Z", "2024-03-07T23:59:59.123+02:00", "2024-03-07 09:15",
        "7.3.2024 9:15", "07-Mar-24 09:15 PM", "Thu, 7 Mar 2024 10:00:00 GMT", "7 mars 2024", "Thursday, March 7, 2024",
    ],
)  # fmt: skip
def test_what_is_clear_by_itself(text: str) -> None:
    one = parts(text)
    assert one is not None
    assert one.kind[0] != "?"
    assert day_of(one) == days("2024-03-07")[0]


@pytest.mark.parametrize(
    "text", ["", "soon", "2024", "12:30", "2024-13-01", "30.2.2024", "1/2", "45123", "7 Foo 2024"]
)
def test_what_is_no_date(text: str) -> None:
    one = parts(text)
    assert one is None or np.isnan(day_of(one))


@given(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), st.sampled_from("/-"), st.booleans())
def test_both_orders_give_the_day_that_was_written(day: dt.date, sign: str, short: bool) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    want = float((day - dt.date(1970, 1, 1)).days)
    for day_first in (True, False):
        first, second = (day.day, day.month) if day_first else (day.month, day.day)
        one = parts(sign.join((str(first), str(second), year)))
        assert one is not None
        assert day_of(one, day_first) == want


def test_one_day_above_twelve_decides_a_column(tmp_path: Path) -> None:
    its = read(tmp_path, ("01/02/2024", "03/04/2024"), ("13/02/2024", "14/05/2024"))
    assert its.deals.created.tolist() == days("2024-02-01", "2024-02-13")
    its = read(tmp_path, ("01/02/2024", "03/04/2024"), ("02/13/2024", "05/14/2024"))
    assert its.deals.created.tolist() == days("2024-01-02", "2024-02-13")
    assert its.mapping.dates == Dates(created="month/day/year", closed="month/day/year")


def test_the_other_column_decides_and_that_is_said(tmp_path: Path) -> None:
    its = read(tmp_path, ("01/02/2024", "13/04/2024"), ("02/02/2024", "14/05/2024"))
    assert its.deals.created.tolist() == days("2024-02-01", "2024-02-02")
    assert any("two orders" in note and "'created'" in note for note in its.ledger.notes)


def test_the_order_that_leaves_no_deal_closed_before_it_was_created_decides_and_that_is_said(
    tmp_path: Path,
) -> None:
    its = read(
        tmp_path, ("02/03/2024", "03/02/2024"), ("01/05/2024", "01/06/2024")
    )  # March 2 to February 3: no
    assert its.mapping.dates == Dates(created="month/day/year", closed="month/day/year")
    assert its.deals.created.tolist() == days("2024-02-03", "2024-01-05")
    assert any("closed before created" in note for note in its.ledger.notes)


def test_what_nothing_decides_is_asked_and_the_answer_is_enough(tmp_path: Path) -> None:
    dates = (("01/02/2024", "03/04/2024"), ("02/03/2024", "04/05/2024"))
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, *dates)
    assert [one.path for one in refused.value.problems] == ["dates.created", "dates.closed"]
    draft = refused.value.mapping
    assert draft is not None
    its = read(tmp_path, *dates, mapping=draft.model_copy(update={"dates": Dates(created="day/month/year")}))
    assert its.deals.closed.tolist() == days("2024-04-03", "2024-05-04")


def test_days_equal_to_months_need_no_order(tmp_path: Path) -> None:
    its = read(tmp_path, ("01/01/2024", "03/03/2024"), ("02/02/2024", "04/04/2024"))
    assert its.deals.created.tolist() == days("2024-01-01", "2024-02-02")


def test_a_day_that_means_nothing_does_not_decide_for_the_other_column(tmp_path: Path) -> None:
    with pytest.raises(IntakeError):
        read(tmp_path, ("01/01/2024", "03/04/2024"), ("02/02/2024", "04/05/2024"))


def test_unreadable_and_impossible_dates_are_counted_and_the_deals_stay(tmp_path: Path) -> None:
    good = [("2024-01-01", "2024-02-01")] * 4
    its = read(tmp_path, *good, ("soon", "2024-02-01"), ("2024-01-01", "?"), ("1900-01-01", "2024-02-01"),
               ("2024-01-01", "9999-12-31"), ("", ""))  # fmt: skip
    assert its.ledger.used == 9
    assert its.ledger.missing == {
        ("arrivals", "a created date that cannot be read"): 2,
        ("arrivals", "no created date"): 1,
        ("days", "a created date that cannot be read"): 2,
        ("days", "no created date"): 1,
        ("days", "no closing date"): 1,
        ("days", "a closing date that cannot be read"): 1,
    }
    assert np.isfinite(its.deals.closed - its.deals.created).sum() == 4


def test_a_mapping_that_does_not_fit_the_dates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, ("2024-01-01", "2024-02-01"), ("2024-01-01", "2024-02-01"),
             mapping=Mapping(dates=Dates(closed="day.month.year")))  # fmt: skip
    assert [one.path for one in refused.value.problems] == ["dates.closed"]


def test_two_digit_years_are_said(tmp_path: Path) -> None:
    its = read(tmp_path, ("13/02/24", "14/03/24"), ("01/02/24", "01/03/24"))
    assert its.deals.created.tolist() == days("2024-02-13", "2024-02-01")
    assert any("two digits" in note for note in its.ledger.notes)


def test_expected_dates_of_open_deals_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,stage,created,closed\n1,Won,2024-01-01,2024-02-01\n2,Lost,2024-01-01,2024-02-01\n"
                    "3,Proposal,2024-03-01,2024-02-01\n")  # fmt: skip
    its = take(path)
    assert its.ledger.used == 3
    assert np.isnan(its.deals.closed[2])
    assert any("1 open deals have a closing date" in note for note in its.ledger.notes)
