"""Files with the same columns are one export."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Files, Mapping
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export

HEADER = "id,owner,stage,created,closed,amount\n"
FIRST = "1,Ann,Won,2022-01-02,2022-02-01,5\n2,Bo,Open,2022-12-03,,6\n"
SECOND = "3,Ann,Won,2023-01-02,2023-02-01,7\n2,Bo,Lost,2022-12-03,2023-02-02,6\n"


def read(folder: Path, mapping: Mapping | None = None, **files: str) -> IntakeResult:
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode("cp1252" if name.startswith("y2023") else "utf-8"))
    return read_export(folder, mapping, keep_names=True)


def test_files_of_several_years_are_combined_and_a_deal_in_two_counts_once(tmp_path: Path) -> None:
    result = read(tmp_path, y2022=HEADER + FIRST, y2023=HEADER + SECOND)
    assert result.deals.outcome.tolist() == [WON, WON, LOST]
    assert result.ledger.rows == 4
    assert result.mapping.files.deals == "y2022.csv"
    assert result.mapping.files.more == ["y2023.csv"]
    assert any("read as one" in note for note in result.ledger.notes)
    assert read_export(tmp_path, result.mapping, keep_names=True).deals.outcome.tolist() == [WON, WON, LOST]


def test_combined_files_may_differ_in_column_order_and_encoding(tmp_path: Path) -> None:
    second = (
        "Stage;ID;Owner;Created;Closed;Amount\nWon;3;Zoë;2023-01-02;2023-02-01;7\nLost;4;Jörg;2023-01-02;;7\n"
    )
    result = read(tmp_path, y2022=HEADER + FIRST, y2023=second)
    assert result.deals.owners == ("Ann", "Bo", "Zoë", "Jörg")
    assert result.deals.outcome.tolist() == [WON, OPEN, WON, LOST]


def test_copies_in_two_files_count_once_without_ids_too(tmp_path: Path) -> None:
    header, first, second = (
        "\n".join(line.partition(",")[2] for line in text.splitlines()) + "\n"
        for text in (HEADER, FIRST, SECOND)
    )
    result = read(tmp_path, a=header + first + first, b=header + first + second)
    assert result.ledger.set_aside == {"exact copy of a row in another file or sheet": 2}
    assert result.ledger.used == 6


def test_one_file_can_be_chosen_and_others_added(tmp_path: Path) -> None:
    files = {"y2022": HEADER + FIRST, "y2023": HEADER + SECOND, "y2024": HEADER + SECOND.replace("3,", "9,")}
    assert read(tmp_path, Mapping(files=Files(deals="y2023.csv")), **files).ledger.rows == 2
    two = Mapping(files=Files(deals="y2023.csv", more=["y2024.csv"]))
    assert read_export(tmp_path, two).ledger.rows == 4
    with pytest.raises(IntakeError) as refused:
        read_export(tmp_path, Mapping(files=Files(deals="y2023.csv", more=["y2025.csv"])))
    assert [one.path for one in refused.value.problems] == ["files.more"]


def test_files_of_different_columns_are_asked_about(tmp_path: Path) -> None:
    rows = "1,Ann,Won,2024-01-01,,x,y,z\n2,Bo,Lost,2024-01-01,,x,y,z\n"
    other = "id,owner,status,created,closed,pipeline,region,kind\n" + rows
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, a=HEADER + FIRST, b=other)
    assert [one.path for one in refused.value.problems] == ["files.deals"]
