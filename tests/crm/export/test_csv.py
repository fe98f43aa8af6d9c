"""The CSV: what any reader gets out of it, hostile names included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.export.csv_text import COLUMNS, escape_formula, format_csv
from sim.crm.export.rows import ExportRows, line_rows, rows_to_deals
from sim.crm.intake.read_export import read_export
from tests.crm.export.lines import HOSTILE, date, played, read
from tests.making import game, scenario

FORMULA = tuple("=+-@\t\r")


def _hostile() -> ExportRows:
    segments = {
        f"s{i}": {"weight": 1.0, "value": 30.0, "drift": 0.0, "title": title}
        for i, title in enumerate(HOSTILE[:6])
    }
    organisation = {"sellers": list(HOSTILE), "managers": 1, "leaders": 1}
    return line_rows(game(scenario(quarters=4, organisation=organisation, market={"segments": segments})))


def test_a_csv_reader_gets_the_rows() -> None:
    found = line_rows(played())
    lines = read(found)
    assert [tuple(line) for line in lines[:1]] == [COLUMNS]
    assert len(lines) == len(found.stage)
    for at, line in enumerate(lines):
        assert line["owner"] == found.owner[at]
        assert line["created"] == date(found.created[at]).isoformat()
        closed, amount = found.closed[at], found.amount[at]
        assert line["closed"] == ("" if np.isnan(closed) else date(closed).isoformat())
        assert line["amount"] == "" if np.isnan(amount) else float(line["amount"]) == amount


def test_hostile_names_are_escaped_and_readable() -> None:
    lines = read(_hostile())
    assert not [cell for line in lines for cell in line.values() if cell.strip(" ").startswith(FORMULA)]
    assert {line["owner"].removeprefix("'") for line in lines} == set(HOSTILE)
    assert {line["product"].removeprefix("'") for line in lines} == set(HOSTILE[:6])
    assert "Zoë Ünal 李" in {line["owner"] for line in lines}


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    safe = escape_formula(text)
    assert not safe.startswith(FORMULA)
    assert safe.removeprefix("'") == text or safe == text


def test_reading_the_export_gives_its_deals(tmp_path: Path) -> None:
    found = line_rows(played())
    path = tmp_path / "deals.csv"
    path.write_bytes(format_csv(found).encode())
    taken = read_export(path, keep_names=True)
    assert taken.ledger.rows == taken.ledger.used == len(found.stage)
    assert not taken.ledger.repaired
    assert not taken.ledger.missing
    direct = rows_to_deals(found)
    for name in ("outcome", "created", "closed", "value", "owner", "product"):
        np.testing.assert_array_equal(getattr(taken.deals, name), getattr(direct, name))
    for name in ("owners", "products", "managers", "fiscal_start"):
        assert getattr(taken.deals, name) == getattr(direct, name)


def test_hostile_names_are_read_as_the_same_number_of_people(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(format_csv(_hostile()).encode())
    # a game at its start has no outcome to tell; what matters is who owns what
    text = (
        path.read_text(encoding="utf-8").replace("Qualified", "Closed Won").replace("Proposal", "Closed Lost")
    )
    path.write_text(text, encoding="utf-8", newline="")
    taken = read_export(path, keep_names=True)
    assert taken.ledger.used == taken.ledger.rows
    np.testing.assert_array_equal(taken.deals.owner, rows_to_deals(_hostile()).owner)
    assert len(taken.deals.products) == 6
