"""Small generated files in the formats of several CRMs: the deals that are read are those that were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Mapping, mapping_text, read_mapping
from sim.crm.intake.read_export import IntakeResult, read_export
from sim.scenario.load import parse_section
from tests.crm.make_files import (
    DEALS,
    FOLDER,
    IDLE,
    LATE_FIRST,
    LAYOUTS,
    MISSPELT,
    OWNERS,
    PRODUCTS,
    known,
    made,
)

KINDS = {"won": WON, "lost": LOST, "open": OPEN}
FORMATS = {
    "salesforce.csv": ("utf-8", ",", "month/day/year", "."),
    "hubspot.csv": ("utf-8", ",", "year-month-day", "."),
    "pipedrive.csv": ("utf-16", "tab", "year-month-day", ","),
    "zoho.csv": ("windows-1252", ";", "day-Mon-year", "."),
    "dynamics.csv": ("utf-8", "|", "year/month/day", "."),
    "german.csv": ("windows-1252", ";", "day.month.year", ","),
    "french.csv": ("utf-8", ";", "day/month/year", ","),
    "defects/pipeline.csv": ("utf-8", ",", "year-month-day", "."),
}


def find_mapping(name: str) -> Mapping | None:
    path = FOLDER / f"{Path(name).stem}.map.yaml"
    return read_mapping(path) if path.exists() else None


def path_of(name: str) -> Path:
    """The file itself, or its folder if it has one of its own."""
    return FOLDER / (str(Path(name).parent) if "/" in name else name)


def read(name: str) -> IntakeResult:
    return read_export(path_of(name), find_mapping(name), keep_names=True)


def days(all_: Sequence[dt.date | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if one is None else (one - dt.date(1970, 1, 1)).days for one in all_])


def assert_known(result: IntakeResult) -> None:
    deals, truth = result.deals, known()
    assert deals.outcome.tolist() == [KINDS[one.kind] for one in truth]
    np.testing.assert_array_equal(deals.created, days([one.created for one in truth]))
    np.testing.assert_array_equal(deals.closed, days([one.closed for one in truth]))
    np.testing.assert_array_equal(deals.value, [one.amount if one.kind == "won" else np.nan for one in truth])
    assert [deals.owners[i] for i in deals.owner] == [one.owner for one in truth]
    assert [deals.products[i] for i in deals.product] == [one.product for one in truth]
    without = sum(one.account is None for one in truth)
    assert without > 0
    assert result.ledger.missing["accounts", "no account"] == without
    assert result.ledger.missing["arrivals", "no created date"] == sum(one.created is None for one in truth)
    assert result.ledger.rows == DEALS + result.ledger.set_aside.total()


def test_the_files_are_those_that_the_script_writes() -> None:
    there = {str(path.relative_to(FOLDER).as_posix()) for path in FOLDER.rglob("*") if path.is_file()}
    files = made()
    assert there == set(files)
    assert {name: (FOLDER / name).read_bytes() for name in files} == files


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_deals_that_were_written_are_read(name: str) -> None:
    result = read(name)
    assert_known(result)
    used = result.mapping
    assert (used.encoding, used.separator, used.dates.created, used.decimal) == FORMATS[name]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_mapping_that_was_used_gives_the_same_deals_again(name: str) -> None:
    result = read(name)
    text = mapping_text(result.mapping)
    again, _ = parse_section(text, "map", Mapping)
    assert again == result.mapping
    second = read_export(path_of(name), again, keep_names=True)
    assert_known(second)
    assert second.mapping == result.mapping


@pytest.mark.parametrize("name", ["german.csv", "french.csv"])
def test_other_languages_are_read_without_a_mapping(name: str) -> None:
    assert_known(read_export(FOLDER / name, keep_names=True))


def test_a_footer_is_set_aside_and_a_preamble_skipped() -> None:
    result = read("salesforce.csv")
    assert result.ledger.set_aside == {"too few fields": 2}
    assert any("before the header" in note for note in result.ledger.notes)
    assert any("expected" in note for note in result.ledger.notes)


def test_windows_1252_is_reported() -> None:
    assert any("Windows-1252" in note for note in read("zoho.csv").ledger.notes)
    assert not any("Windows" in note for note in read("hubspot.csv").ledger.notes)


def test_the_defects_of_a_folder_are_reported() -> None:
    result = read("defects/pipeline.csv")
    assert_known(result)
    said = " ".join(result.ledger.notes)
    assert result.deals.managers == 2
    (how,) = result.ledger.repaired
    assert MISSPELT in how
    assert result.ledger.repaired[how] == sum(one.product == PRODUCTS[0] for one in known())
    assert f"{len(OWNERS) + len(IDLE)} people" in said
    assert "telecomunications" in said
    assert "did you mean 'telecommunications'" in said
    assert "1 account of deals" in said  # the last one is in no file
    first = min(one.created for one in known() if one.created)
    assert (min(one.closed for one in known() if one.closed) - first).days == LATE_FIRST
    assert "closed earlier seem to be missing from the file" in said
    assert f"{sum(one.kind == 'lost' for one in known())} lost deals have an amount of 0" in said
    assert "data_dictionary.csv" in said


def test_sellers_are_masked_and_customers_and_managers_never_shown() -> None:
    result = read_export(FOLDER / "defects")
    assert result.deals.owners == ("Seller 01", "Seller 02", "Seller 03", "Seller 04", "Seller 05")
    everything = f"{result.deals} {result.ledger}"
    for name in (*OWNERS, *IDLE, "Boss", "Acme", "Hooli"):
        assert name not in everything
    assert set(result.deals.products) == set(PRODUCTS)
