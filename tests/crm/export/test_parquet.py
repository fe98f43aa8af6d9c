"""The Parquet says what the CSV says, with types."""

from __future__ import annotations

import io
from dataclasses import replace

import pyarrow as pa
from pyarrow.parquet import read_table

from sim.crm.export.parquet import format_parquet
from sim.crm.export.rows import ExportRows, line_rows
from tests.crm.export.lines import HOSTILE, played, read

TYPES = {"created": pa.date32(), "closed": pa.date32(), "amount": pa.float64()}


def _table(of: ExportRows) -> pa.Table:
    return read_table(io.BytesIO(format_parquet(of)))


def test_parquet_and_csv_have_the_same_values() -> None:
    found = line_rows(played())
    table, lines = _table(found), read(found)
    assert table.column_names == list(lines[0])
    got = [
        {k: "" if v is None else f"{v:.2f}" if k == "amount" else str(v) for k, v in line.items()}
        for line in table.to_pylist()
    ]
    assert got == lines


def test_types_are_dates_numbers_and_text() -> None:
    schema = _table(line_rows(played())).schema
    assert {field.name: field.type for field in schema} == dict.fromkeys(schema.names, pa.string()) | TYPES


def test_names_are_not_escaped() -> None:
    found = line_rows(played())
    owner = tuple(HOSTILE[i % len(HOSTILE)] for i in range(len(found.owner)))
    assert tuple(_table(replace(found, owner=owner))["owner"].to_pylist()) == owner
