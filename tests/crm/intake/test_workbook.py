"""Workbooks: read like CSV files with the same rows; broken, huge or hostile ones are refused in one line."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake import workbook
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export

HEADER = ("Id", "Owner", "Stage", "Created", "Closed", "Amount")
DAY = dt.datetime(2024, 1, 2)
ROWS = (
    (1, "Ann", "Won", DAY, dt.date(2024, 2, 1), 100.5),
    (2, "Bo", "Lost", dt.datetime(2024, 1, 3, 14, 30), "2024-02-02", 200),
    (3, "Bo", "Open", dt.datetime(2024, 1, 4), None, None),
)


Sheets = dict[str, Sequence[Sequence[Any]]]


def write_workbook(path: Path, sheets: Sheets) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(tmp_path: Path, sheets: Sheets, mapping: Mapping | None = None) -> IntakeResult:
    return read_export(write_workbook(tmp_path / "deals.xlsx", sheets), mapping, keep_names=True)


def assert_right(result: IntakeResult) -> None:
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN]
    assert (result.deals.closed - result.deals.created).tolist()[:2] == [30, 30]
    assert result.deals.created[0] == (DAY - dt.datetime(1970, 1, 1)).days
    assert result.deals.value[0] == 100.5
    assert result.deals.owners == ("Ann", "Bo")
    assert result.ledger.rows == 3
    assert not result.ledger.set_aside
    assert not result.ledger.repaired


def test_a_sheet_is_read_as_a_csv_file_would_be(tmp_path: Path) -> None:
    result = read(tmp_path, {"Deals": [HEADER, *ROWS]})
    assert_right(result)
    assert (result.mapping.encoding, result.mapping.separator) == (None, None)
    assert_right(read_export(tmp_path / "deals.xlsx", result.mapping, keep_names=True))
    assert_right(read_export(tmp_path, keep_names=True))


def test_a_preamble_empty_rows_and_cells_do_no_harm(tmp_path: Path) -> None:
    rows = [("All deals",), (), HEADER, ROWS[0], (), ROWS[1], (), (), ROWS[2], (), (None, None, "")]
    result = read(tmp_path, {"Deals": rows})
    assert_right(result)
    assert any("before the header" in note for note in result.ledger.notes)


def test_the_sheet_of_deals_is_found_and_can_be_named(tmp_path: Path) -> None:
    wider = [(*row, "x", "y") for row in [HEADER, *ROWS]]
    sheets: Sheets = {
        "Notes": [("read me",), ("nothing here",)],
        "All": [HEADER, *ROWS],
        "Pivot": [("Owner", "Sum"), ("Ann", 1), ("Bo", 2)],
        "With more": [(*wider[0][:-2], "Rate", "Share"), *wider[1:]],
    }
    result = read(tmp_path, sheets)
    assert_right(result)
    assert any(
        "read only the sheet 'All', not 'Notes', 'Pivot' and 'With more'" in note
        for note in result.ledger.notes
    )
    assert_right(read(tmp_path, sheets, Mapping(sheet="All")))
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, sheets, Mapping(sheet="Al"))
    assert "'All'" in refused.value.problems[0].remedy


def test_sheets_with_the_same_columns_are_combined(tmp_path: Path) -> None:
    more = [(4, "Cid", "Won", DAY, DAY, 7), ROWS[0]]
    result = read(tmp_path, {"2023": [HEADER, *ROWS], "2024": [HEADER, *more]})
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN, WON]
    assert result.ledger.set_aside == {"exact copy of a row in another file or sheet": 1}
    assert any("read as one" in note for note in result.ledger.notes)


def test_dates_are_read_by_the_date_system_of_the_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *ROWS):
        sheet.append(row)
    book.save(tmp_path / "deals.xlsx")
    assert_right(read_export(tmp_path / "deals.xlsx", keep_names=True))


def test_formulas_give_their_stored_results_and_errors_nothing(tmp_path: Path) -> None:
    row = (4, "=1+1", "Won", DAY, DAY, "=SUM(F1:F2)")  # never calculated: there is no value
    result = read(tmp_path, {"Deals": [HEADER, *ROWS, row, (5, "#N/A", "Won", "#REF!", DAY, "#VALUE!")]})
    assert result.ledger.missing["values", "no amount"] == 2
    assert result.ledger.missing["sellers", "no owner"] == 2


def pack(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def replace_part(path: Path, name: str, data: str | bytes) -> bytes:
    """A valid workbook with one part replaced or added."""
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    return pack({**parts, name: data})


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "' + "ha" * 500 + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    + "]>"
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HOSTILE: dict[str, tuple[str, str | bytes]] = {
    "a sheet that is cut": (SHEET, f"<worksheet {NAMESPACE}><sheetData><row><c"),
    "a sheet that is none": (SHEET, b"\x00\x01\x02"),
    "entities that multiply": (SHEET, f"<?xml version='1.0'?>{LAUGHS}<worksheet {NAMESPACE}>&g;</worksheet>"),
    "texts without end": ("xl/sharedStrings.xml", b" " * (workbook.MAX_STRINGS_BYTES + 1)),
    "styles without end": ("xl/styles.xml", b" " * (workbook.MAX_OTHER_BYTES + 1)),
    "no sheet": ("xl/workbook.xml", f"<workbook {NAMESPACE}><sheets/></workbook>"),
    "a workbook that is none": ("xl/workbook.xml", "hello"),
}


TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_shared_strings(path: Path, texts: str) -> bytes:
    """A workbook of a few rows as Excel writes it, with shared strings."""
    names = [*HEADER, "Ann", "Won", "Bo", "Lost", "Open"]
    cells = {name: f'<c t="s"><v>{at}</v></c>' for at, name in enumerate(names)}
    rows = [HEADER, ("1", "Ann", "Won"), ("2", "Bo", "Lost"), ("3", "Bo", "Open")]
    sheet = "".join(f"<row>{''.join(cells.get(c, f'<c><v>{c}</v></c>') for c in row)}</row>" for row in rows)
    path = write_workbook(path, {"Deals": [HEADER]})
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}sharedStrings+xml"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    listed = texts or "".join(f"<si><t>{name}</t></si>" for name in names)
    document = listed if listed.startswith("<?") else f"<sst {NAMESPACE}>{listed}</sst>"
    more: dict[str, str | bytes] = {
        SHEET: f"<worksheet {NAMESPACE}><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": document,
        "[Content_Types].xml": parts["[Content_Types].xml"].replace("</Types>", override),
        "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", relation
        ),
    }
    return pack({**parts, **more})


def test_shared_strings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_bytes(add_shared_strings(path, ""))
    result = read_export(path, keep_names=True)
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN]
    assert result.deals.owners == ("Ann", "Bo")


@pytest.mark.parametrize(
    "texts", [f"<?xml version='1.0'?>{LAUGHS}<sst {NAMESPACE}><si><t>&g;</t></si></sst>", "<si/>"]
)
def test_shared_strings_that_multiply_or_are_missing_are_refused(texts: str, tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_bytes(add_shared_strings(path, texts))
    with pytest.raises(IntakeError):
        read_export(path)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_broken_or_hostile_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "deals.xlsx", {"Deals": [HEADER, *ROWS]})
    path.write_bytes(replace_part(path, *HOSTILE[name]))
    with pytest.raises(IntakeError) as refused:
        read_export(path)
    (one,) = refused.value.problems
    assert "CSV" in one.remedy or "columns" in one.remedy
    assert len(str(one)) < 400


def test_a_truncated_file_or_one_that_is_not_a_workbook_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "deals.xlsx", {"Deals": [HEADER, *ROWS]})
    whole = path.read_bytes()
    for data in (
        whole[: len(whole) // 2],
        pack({"deals.csv": "id,stage\n1,Won\n"}),
        b"\xd0\xcf\x11\xe0" * 99,
    ):
        path.write_bytes(data)
        with pytest.raises(IntakeError):
            read_export(path)


def test_far_columns_of_a_row_are_not_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that claims 16,000 columns costs no more than the limit on cells allows."""
    monkeypatch.setattr(workbook, "MAX_CELLS", 100_000)
    rows = "".join('<row><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>' for _ in range(500))
    path = write_workbook(tmp_path / "deals.xlsx", {"Deals": [HEADER, *ROWS]})
    path.write_bytes(
        replace_part(path, SHEET, f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>")
    )
    with pytest.raises(IntakeError):
        read_export(path)


def test_without_the_extra_the_remedy_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name.split(".")[0] == "openpyxl":
            raise ImportError(name)
        return usual(name, *more, **named)

    path = write_workbook(tmp_path / "deals.xlsx", {"Deals": [HEADER, *ROWS]})
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(IntakeError) as refused:
        read_export(path)
    assert "tactegic[excel]" in refused.value.problems[0].remedy
    assert "CSV" in refused.value.problems[0].remedy
