"""Amounts: decided from the whole column, never guessed from one, never converted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.intake.mapping import Mapping
from sim.crm.intake.money import read_amount
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export


def read(tmp_path: Path, *amounts: str, mapping: Mapping | None = None) -> IntakeResult:
    """Won deals with these amounts, and a lost one."""
    rows = "".join(f'{i};Won;"{text}"\n' for i, text in enumerate(amounts))
    path = tmp_path / "deals.csv"
    path.write_text(f"id;stage;amount\n{rows}lost;Lost;\n", encoding="utf-8")
    return read_export(path, mapping)


def values(result: IntakeResult) -> list[float]:
    return [float(one) for one in result.deals.value[:-1]]


@pytest.mark.parametrize(
    ("texts", "want"),
    [
        (("1234.56", "12.00", "7"), (1234.56, 12, 7)),
        (("1,234.56", "12.00", "1,234"), (1234.56, 12, 1234)),
        (("1.234,56", "12,00", "1.234"), (1234.56, 12, 1234)),
        (("1 234,56", "1\u00a0234,56", "1\u202f234\u2009567,5"), (1234.56, 1234.56, 1234567.5)),
        (("1'234.50", "1’234’567.00"), (1234.5, 1234567)),
        (("$1,234.50", "US$ 2", "USD 3"), (1234.5, 2, None)),
        (("1.234,50 €", "EUR 3,00", "4,25EUR"), (1234.5, 3, 4.25)),
        (("12,34,567.00", "1,000.50"), (1234567, 1000.5)),
        (
            ("500", "1.2k", "$3M", "4 mio", "1e3", "$250K", "1.5E+06"),
            (500, 1200, 3e6, 4e6, 1000, 250_000, 1.5e6),
        ),
        (("1,5 Mio. €", "2 Tsd. EUR", "250 k€", "900,00 €", "0,5 Mrd"), (1.5e6, 2000, 250_000, 900, 5e8)),
        (("₹1.5 Cr", "₹ 12 lakh", "₹5,00,000"), (1.5e7, 1.2e6, 500_000)),
        (("1.2 млн руб", "250 тыс", "1 000.00"), (None, 250_000, 1000)),
        (("1'200.-", "CHF 7.—", "100,-"), (1200, 7, 100)),
        (("$5.00 (USD)", "$6.50", "MXN 5"), (5, 6.5, None)),
        (("0.125", "1.234"), (0.125, 1.234)),
    ],
)
def test_formats(tmp_path: Path, texts: tuple[str, ...], want: tuple[float | None, ...]) -> None:
    np.testing.assert_allclose(values(read(tmp_path, *texts)), [np.nan if v is None else v for v in want])


@given(
    st.integers(0, 10**12), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u00a0", "."), ("'", ".")])
)
def test_an_amount_is_one_of_its_two_readings(cents: int, signs: tuple[str, str]) -> None:
    group, point = signs
    text = f"{cents / 100:,.2f}".replace(",", "\0").replace(".", point).replace("\0", group)
    one = read_amount(text)
    assert (one.point if point == "." else one.comma) == pytest.approx(cents / 100, abs=0.005)


@pytest.mark.parametrize(
    "text", ["(1,234.50)", "-1,234.50", "1,234.50-", "−1,234.50", "$-1,234.50", "-$1,234.50", "($1,234.50)"]
)
def test_negative_amounts(text: str) -> None:
    assert read_amount(text).point == -1234.5


@pytest.mark.parametrize(
    "text",
    [
        "1-2",
        "2024-01-05",
        "12%",
        "5 kg",
        "1..2",
        "1,,2",
        "1.2.3",
        "12 34",
        "EUR",
        "$",
        "12 mill",
        "3 kW",
        "2 mil",
        "1e999",
    ],
)
def test_texts_that_are_not_amounts(text: str) -> None:
    one = read_amount(text)
    assert np.isnan(one.point)
    assert np.isnan(one.comma)


def test_ambiguous_amounts_are_read_as_thousands_and_this_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, "1.234", "12.345", "500")
    assert values(result) == [1234, 12345, 500]
    assert any("thousands" in note for note in result.ledger.notes)
    result = read(tmp_path, "1.234", "12.345", "500", mapping=Mapping(decimal="."))
    assert values(result) == [1.234, 12.345, 500]
    assert values(read(tmp_path, "1,234", "12,345")) == [1234, 12345]


def test_mixed_decimal_separators_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, "1.234,50", "1,234.50")
    assert [one.path for one in refused.value.problems] == ["decimal"]


def test_rarer_currencies_are_left_out_and_counted(tmp_path: Path) -> None:
    result = read(tmp_path, "€5", "€6", "7 EUR", "$8", "£9", "10")
    assert [v for v in values(result) if v == v] == [5, 6, 7, 10]
    assert result.ledger.missing["values", "other currency"] == 2
    assert any("3 currencies" in note for note in result.ledger.notes)


def test_a_column_of_currencies_counts(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,stage,amount,currency\n1,Won,5,EUR\n2,Won,6,EUR\n3,Won,7,USD\n4,Lost,,USD\n")
    result = read_export(path)
    np.testing.assert_array_equal(result.deals.value, [5, 6, np.nan, np.nan])


def test_other_words_in_a_column_of_currencies_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    rows = ["no invoice", "no invoice", "no invoice", "US Dollar", "us dollar", "Euro", "xbt"]
    text = "".join(f"{i},Won,{i + 1},{currency}\n" for i, currency in enumerate(rows))
    path.write_text(f"id,stage,amount,currency\n{text}9,Lost,,\n")
    np.testing.assert_array_equal(read_export(path).deals.value, [1, 2, 3, 4, 5, np.nan, np.nan, np.nan])


def test_won_deals_without_a_value_are_counted_by_reason(tmp_path: Path) -> None:
    result = read(tmp_path, "5", "0", "-3", "12%", "")
    assert result.ledger.missing == {
        ("values", "amount of 0 or below"): 2,
        ("values", "unreadable amount"): 1,
        ("values", "no amount"): 1,
    }
    assert np.isfinite(result.deals.value).sum() == 1


def test_amounts_of_lost_and_open_deals_are_never_values(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("id,stage,amount\n1,Won,5\n2,Lost,600\n3,Lost,0\n4,Open,700\n")
    result = read_export(path)
    np.testing.assert_array_equal(result.deals.value, [5, np.nan, np.nan, np.nan])
    assert any("1 lost deal has an amount of 0" in note for note in result.ledger.notes)
