"""Dates: decided from whole columns, else asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.intake.date_formats import parse_date, to_day
from sim.crm.intake.mapping import Dates, Mapping
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export


def days(*isos: str | None) -> list[float]:
    return [
        np.nan if iso is None else (dt.date.fromisoformat(iso) - dt.date(1970, 1, 1)).days for iso in isos
    ]


def read(tmp_path: Path, *dates: tuple[str, str], mapping: Mapping | None = None) -> IntakeResult:
    """Won and lost deals in turn, with these created and closing dates."""
    stages = ("Won", "Lost")
    rows = "".join(f'{i};{stages[i % 2]};"{made}";"{closed}"\n' for i, (made, closed) in enumerate(dates))
    path = tmp_path / "deals.csv"
    path.write_text("id;stage;created;closed\n" + rows, encoding="utf-8")
    return read_export(path, mapping)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-07", "2024/03/07", "2024.3.7", "20240307", "7.3.2024", "07-Mar-2024", "7 March 2024", "7. März 2024",
        "Mar 7, 2024", "March 7th, 2024", "2024-03-07T23:59:59Z", "2024-03-07T23:59:59.123+02:00", "2024-03-07 09:15",
        "7.3.2024 9:15", "07-Mar-24 09:15 PM", "Thu, 7 Mar 2024 10:00:00 GMT", "7 mars 2024", "Thursday, March 7, 2024",
        "45358", "45358.604166667", "1709769600", "1709800000123", "1709800000123.0", "1709800000123456",
        "2024年3月7日", "2024. 3. 7.", "7. 3. 2024", "7 de março de 2024", "7 марта 2024", "Do., 7. März 2024",
        "7th of March 2024", "1.70977E+12", "1,709769600E+09",
        "Thu Mar 07 2024 10:00:00 GMT+0100 (CET)", "Thu Mar  7 10:00:00 CET 2024", "2024-03-07T10:00:00.000+02",
    ],
)  # fmt: skip
def test_unambiguous_dates(text: str) -> None:
    one = parse_date(text)
    assert one is not None
    assert one.kind[0] != "?"
    assert to_day(one) == days("2024-03-07")[0]


@pytest.mark.parametrize(
    "text", ["", "soon", "2024", "12:30", "2024-13-01", "30.2.2024", "1/2", "12345", "7 Foo 2024"]
)
def test_texts_that_are_not_dates(text: str) -> None:
    one = parse_date(text)
    assert one is None or np.isnan(to_day(one))


@given(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), st.sampled_from("/-"), st.booleans())
def test_each_order_gives_back_the_day(day: dt.date, sign: str, short: bool) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    want = float((day - dt.date(1970, 1, 1)).days)
    for day_first in (True, False):
        first, second = (day.day, day.month) if day_first else (day.month, day.day)
        one = parse_date(sign.join((str(first), str(second), year)))
        assert one is not None
        assert to_day(one, day_first) == want


def test_one_day_above_twelve_decides_a_column(tmp_path: Path) -> None:
    result = read(tmp_path, ("01/02/2024", "03/04/2024"), ("13/02/2024", "14/05/2024"))
    assert result.deals.created.tolist() == days("2024-02-01", "2024-02-13")
    result = read(tmp_path, ("01/02/2024", "03/04/2024"), ("02/13/2024", "05/14/2024"))
    assert result.deals.created.tolist() == days("2024-01-02", "2024-02-13")
    assert result.mapping.dates == Dates(created="month/day/year", closed="month/day/year")


def test_the_other_column_decides_the_order_and_this_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, ("01/02/2024", "13/04/2024"), ("02/02/2024", "14/05/2024"))
    assert result.deals.created.tolist() == days("2024-02-01", "2024-02-02")
    assert any("Ambiguous" in note and "'created'" in note for note in result.ledger.notes)


def test_the_order_in_which_no_deal_closes_before_it_is_created_is_used_and_reported(
    tmp_path: Path,
) -> None:
    result = read(
        tmp_path, ("02/03/2024", "03/02/2024"), ("01/05/2024", "01/06/2024")
    )  # March 2 to February 3: no
    assert result.mapping.dates == Dates(created="month/day/year", closed="month/day/year")
    assert result.deals.created.tolist() == days("2024-02-03", "2024-01-05")
    assert any("closed before they were created" in note for note in result.ledger.notes)


def test_an_undecided_order_is_asked_for_and_one_answer_is_enough(tmp_path: Path) -> None:
    dates = (("01/02/2024", "03/04/2024"), ("02/03/2024", "04/05/2024"))
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, *dates)
    assert [one.path for one in refused.value.problems] == ["dates.created", "dates.closed"]
    draft = refused.value.mapping
    assert draft is not None
    result = read(
        tmp_path, *dates, mapping=draft.model_copy(update={"dates": Dates(created="day/month/year")})
    )
    assert result.deals.closed.tolist() == days("2024-04-03", "2024-05-04")


def test_days_equal_to_months_need_no_order(tmp_path: Path) -> None:
    result = read(tmp_path, ("01/01/2024", "03/03/2024"), ("02/02/2024", "04/04/2024"))
    assert result.deals.created.tolist() == days("2024-01-01", "2024-02-02")


def test_dates_with_equal_day_and_month_do_not_decide_the_other_column(tmp_path: Path) -> None:
    with pytest.raises(IntakeError):
        read(tmp_path, ("01/01/2024", "03/04/2024"), ("02/02/2024", "04/05/2024"))


def test_deals_with_unreadable_dates_are_kept_and_counted(tmp_path: Path) -> None:
    good = [("2024-01-01", "2024-02-01")] * 4
    result = read(tmp_path, *good, ("soon", "2024-02-01"), ("2024-01-01", "?"), ("1900-01-01", "2024-02-01"),
               ("2024-01-01", "9999-12-31"), ("", ""))  # fmt: skip
    assert result.ledger.used == 9
    assert result.ledger.missing == {
        ("arrivals", "unreadable created date"): 2,
        ("arrivals", "no created date"): 1,
        ("days", "unreadable created date"): 2,
        ("days", "no created date"): 1,
        ("days", "no closing date"): 1,
        ("days", "unreadable closing date"): 1,
    }
    assert np.isfinite(result.deals.closed - result.deals.created).sum() == 4


def test_a_mapping_that_does_not_fit_the_dates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, ("2024-01-01", "2024-02-01"), ("2024-01-01", "2024-02-01"),
             mapping=Mapping(dates=Dates(closed="day.month.year")))  # fmt: skip
    assert [one.path for one in refused.value.problems] == ["dates.closed"]


def test_two_digit_years_are_reported(tmp_path: Path) -> None:
    result = read(tmp_path, ("13/02/24", "14/03/24"), ("01/02/24", "01/03/24"))
    assert result.deals.created.tolist() == days("2024-02-13", "2024-02-01")
    assert any("two digits" in note for note in result.ledger.notes)


def test_expected_dates_of_open_deals_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,stage,created,closed\n1,Won,2024-01-01,2024-02-01\n2,Lost,2024-01-01,2024-02-01\n"
                    "3,Proposal,2024-03-01,2024-02-01\n")  # fmt: skip
    result = read_export(path)
    assert result.ledger.used == 3
    assert np.isnan(result.deals.closed[2])
    assert any("1 open deal has a closing date" in note for note in result.ledger.notes)


@pytest.mark.parametrize(
    ("ambiguous", "want"),
    [
        ("07/02/2024", "2024-02-07"),  # 13/01/2024 says that the day is first
        ("2024-02-07", "2024-02-07"),
        ("7 Feb 2024", "2024-02-07"),
        ("45329", "2024-02-07"),
    ],
)
def test_a_column_with_several_formats_is_read_row_by_row(tmp_path: Path, ambiguous: str, want: str) -> None:
    """All dates are read, and several formats are reported."""
    result = read(
        tmp_path, ("2024-01-02", "2024-05-01"), ("13/01/2024", "2024-05-01"), (ambiguous, "2024-05-01")
    )
    assert result.deals.created.tolist() == days("2024-01-02", "2024-01-13", want)
    assert any("2 formats" in note or "3 formats" in note for note in result.ledger.notes)
    again = read_export(tmp_path / "deals.csv", result.mapping)
    assert again.deals.created.tolist() == result.deals.created.tolist()
    assert again.mapping == result.mapping


def test_ambiguous_dates_in_a_mixed_column_are_asked_for_and_one_answer_is_enough(tmp_path: Path) -> None:
    dates = (("2024-01-02", ""), ("2024-01-03", ""), ("03/04/2024", ""))
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, *dates)
    (one,) = refused.value.problems
    assert one.path == "dates.created"
    assert "03/04/2024" in one.message
    result = read(tmp_path, *dates, mapping=Mapping(dates=Dates(created="day/month/year")))
    assert result.deals.created.tolist() == days("2024-01-02", "2024-01-03", "2024-04-03")


def test_ambiguous_dates_are_asked_for_if_other_rows_have_opposite_orders(tmp_path: Path) -> None:
    with pytest.raises(IntakeError):
        read(tmp_path, ("13/01/2024", ""), ("01/25/2024", ""), ("03/04/2024", ""))
    result = read(tmp_path, ("13/01/2024", ""), ("01/25/2024", ""))
    assert result.deals.created.tolist() == days("2024-01-13", "2024-01-25")


def test_serial_numbers_are_of_the_1900_system_unless_the_other_column_decides(tmp_path: Path) -> None:
    result = read(tmp_path, ("45293", "45323"), ("45299", "45309"))
    assert result.deals.created.tolist() == days("2024-01-02", "2024-01-08")
    assert (result.deals.closed - result.deals.created).tolist() == [30, 10]
    assert result.mapping.dates == Dates(created="excel", closed="excel")
    assert any(
        "45293" in note and "2024-01-02" in note and "excel-1904" in note for note in result.ledger.notes
    )
    old = Mapping(dates=Dates(created="excel-1904", closed="excel-1904"))
    assert read(tmp_path, *[("43831", "43861")] * 2, mapping=old).deals.created.tolist() == days(
        *["2024-01-02"] * 2
    )
    result = read(tmp_path, ("43831", "2024-02-01"), ("43837", "2024-01-18"))
    assert result.deals.created.tolist() == days("2024-01-02", "2024-01-08")
    assert result.mapping.dates.created == "excel-1904"


@pytest.mark.parametrize("unit", [1, 1000, 1_000_000])
def test_unix_timestamps(tmp_path: Path, unit: int) -> None:
    day = 1_704_153_600 * unit
    result = read(tmp_path, *[(str(day), str(day + 30 * 86_400 * unit))] * 2)
    assert result.deals.created.tolist() == days("2024-01-02", "2024-01-02")
    assert result.deals.closed.tolist() == days("2024-02-01", "2024-02-01")


def weekly(n: int) -> list[tuple[str, str]]:
    """One deal a week from 2024-01-01, each open for ten days."""
    start = dt.date(2024, 1, 1)
    made = [start + dt.timedelta(days=7 * i) for i in range(n)]
    return [(str(day), str(day + dt.timedelta(days=10))) for day in made]


@pytest.mark.parametrize(
    "late", [["2025-03-01"], ["2025-03-01", "2025-06-01"], ["2031-01-01"], ["9999-12-31"] * 3]
)
def test_a_few_late_dates_do_not_move_the_end_and_are_reported(tmp_path: Path, late: list[str]) -> None:
    result = read(tmp_path, *weekly(20), *(("2024-05-01", one) for one in late))
    assert result.ledger.used == 20 + len(late)
    assert np.nanmax(result.deals.closed) == days("2024-05-23")[0]
    assert np.isnan(result.deals.closed[20:]).all()
    (note,) = (note for note in result.ledger.notes if "far from all others" in note)
    assert all(one in note for one in late)
    assert "2024-05-23" in note


@pytest.mark.parametrize("early", ["1970-01-01", "1900-01-01", "1999-05-05", "2023-01-05"])
def test_a_few_early_dates_do_not_move_the_beginning(tmp_path: Path, early: str) -> None:
    result = read(tmp_path, *weekly(20), (early, "2024-05-01"))
    assert np.nanmin(result.deals.created) == days("2024-01-01")[0]
    assert any("far from all others" in note for note in result.ledger.notes)


def test_dates_after_a_long_gap_and_sparse_last_deals_are_not_outliers(tmp_path: Path) -> None:
    """Half of the file is after a gap of three years; in another one the last deals thin out gradually."""
    later = [(made.replace("2024", "2028"), closed.replace("2024", "2028")) for made, closed in weekly(20)]
    result = read(tmp_path, *weekly(20), *later)
    assert np.isfinite(result.deals.closed).all()
    tail = [("2024-05-13", str(dt.date(2024, 6, 1) + dt.timedelta(days=20 * 2**i // 10))) for i in range(6)]
    result = read(tmp_path, *weekly(20), *tail)
    assert np.isfinite(result.deals.closed).all()


def test_placeholder_dates_are_ignored_even_alone(tmp_path: Path) -> None:
    result = read(tmp_path, ("1970-01-01", ""), ("1970-01-01", ""))
    assert np.isnan([result.deals.created, result.deals.closed]).all()
    assert any("1970-01-01" in note for note in result.ledger.notes)
