"""Sheets that are reports rather than tables: what is no deal is set aside, what a heading says is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.crm.deals import LOST, WON
from sim.crm.intake.read_export import IntakeResult, read_export

FOUR = [WON, WON, LOST, LOST]


def read(tmp_path: Path, text: str) -> IntakeResult:
    path = tmp_path / "deals.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(path, keep_names=True)


GROUPED = {
    "in the first row": """\
Stage,Id,Owner,Created Date,Close Date
Closed Won,1,Ann,2024-01-02,2024-02-01
,2,Bo,2024-01-03,2024-02-02
Closed Lost,3,Ann,2024-01-04,2024-02-03
,4,Bo,2024-01-05,2024-02-04
""",
    "with totals": """\
Stage,Id,Owner,Created Date,Close Date
Closed Won,1,Ann,2024-01-02,2024-02-01
,2,Bo,2024-01-03,2024-02-02
Subtotal (2 records),,,,
Closed Lost,3,Ann,2024-01-04,2024-02-03
,4,Bo,2024-01-05,2024-02-04
Subtotal (2 records),,,,
Grand Total (4 records),,,,
""",
    "in a row of its own": """\
Stage,Id,Owner,Created Date,Close Date
Closed Won (2 records),,,,
,1,Ann,2024-01-02,2024-02-01
,2,Bo,2024-01-03,2024-02-02
Closed Lost (2 records),,,,
,3,Ann,2024-01-04,2024-02-03
,4,Bo,2024-01-05,2024-02-04
""",
    "in a line of its own": """\
Opportunity ID,Owner,Created Date,Close Date
Stage: Closed Won (2 records),,,
1,Ann,2024-01-02,2024-02-01
2,Bo,2024-01-03,2024-02-02
Stage: Closed Lost (2 records),,,
3,Ann,2024-01-04,2024-02-03
4,Bo,2024-01-05,2024-02-04
""",
    "on two levels": """\
Owner,Stage,Id,Created Date,Close Date
Ann (2 records),,,,
,Closed Won (1 record),,,
,,1,2024-01-02,2024-02-01
,Closed Lost (1 record),,,
,,3,2024-01-04,2024-02-03
Bo (2 records),,,,
,Closed Won (1 record),,,
,,2,2024-01-03,2024-02-02
,Closed Lost (1 record),,,
,,4,2024-01-05,2024-02-04
Grand Totals (4 records),,,,77
""",
    "of two kinds": """\
Stage,Owner,Id,Created Date,Close Date
Closed Won,Ann,1,2024-01-02,2024-02-01
,Bo,2,2024-01-03,2024-02-02
,,,,
Closed Lost,Ann,3,2024-01-04,2024-02-03
,Bo,4,2024-01-05,2024-02-04
""",
}


@pytest.mark.parametrize("name", GROUPED)
def test_the_stage_of_a_group_holds_for_the_rows_below(name: str, tmp_path: Path) -> None:
    its = read(tmp_path, GROUPED[name])
    order = np.argsort(its.deals.created)
    assert its.deals.outcome[order].tolist() == FOUR
    assert [its.deals.owners[i] for i in its.deals.owner[order]] == ["Ann", "Bo", "Ann", "Bo"]
    assert (its.deals.closed - its.deals.created).tolist() == [30] * 4
    assert its.ledger.rows == 4 + its.ledger.set_aside.total()
    assert any("first row of a group" in how for how in its.ledger.repaired)
    again = read_export(tmp_path / "deals.csv", its.mapping)
    assert again.deals.outcome.tolist() == its.deals.outcome.tolist()


def test_two_levels_of_groups(tmp_path: Path) -> None:
    its = read(tmp_path, "Owner,Stage,Id\nAnn,Won,1\n,,2\n,Lost,3\n,,4\nBo,Won,5\n,,6\n,Lost,7\n,,8\n")
    assert its.deals.outcome.tolist() == [*FOUR, *FOUR]
    assert [its.deals.owners[i] for i in its.deals.owner] == ["Ann"] * 4 + ["Bo"] * 4


def test_fields_that_are_often_empty_are_not_filled(tmp_path: Path) -> None:
    """A gap in a column that does not stand on the left says that there is nothing; so does one among equal texts."""
    text = "Id,Stage,Owner,Closed,Reason\n" + "".join(
        f"{i},{stage},{owner},{closed},{reason}\n"
        for i, (stage, owner, closed, reason) in enumerate(
            [
                ("Won", "Ann", "2024-02-01", "x"),
                ("Lost", "", "", ""),
                ("Open", "", "", ""),
                ("Won", "Bo", "", "y"),
            ]
        )
    )
    its = read(tmp_path, text)
    assert its.ledger.missing["sellers", "no owner"] == 2
    assert its.ledger.missing["days", "no closing date"] == 2
    its = read(tmp_path, "Stage,Id\nWon,1\nLost,2\n,3\nWon,4\nWon,5\n,6\n,7\n,8\n,9\n")
    assert its.ledger.set_aside == {"no stage": 5}


@pytest.mark.parametrize(
    "word", ["Total", "SUBTOTAL:", "Grand Totals (4 records)", "Summe", "Итого", "Sous-total", "Count"]
)
def test_totals_are_no_deals_in_whatever_column_they_stand(word: str, tmp_path: Path) -> None:
    rows = "Won,1,Ann,5\nLost,2,Bo,6\nWon,3,Ann,7\n"
    for total in (f"{word},,,18\n", f",{word},,18\n", f",,{word},18\n"):
        its = read(tmp_path, "Stage,Id,Owner,Amount\n" + rows + total)
        assert its.ledger.set_aside == {"total, not a deal": 1}
        assert its.ledger.used == 3
    assert read(tmp_path, "Stage,Id,Owner,Amount\n" + rows + f"Lost,4,{word},8\n").ledger.used == 4


def test_the_header_is_the_first_line_whatever_the_next_holds(tmp_path: Path) -> None:
    """The words of the second line are names of columns that are known, those of the first are not."""
    its = read(
        tmp_path, "Nummer;Verk;Stage;Summ;Art\nD1;Owner;Won;100;Service\nD2;Account;Lost;200;Product\n"
    )
    assert its.mapping.columns.stage == "Stage"
    assert its.ledger.rows == 2
    its = read(tmp_path, "My report,2024-01-05\n\nid,stage\n1,Won\n2,Lost\n")
    assert its.ledger.rows == 2
    assert any("before the header" in note for note in its.ledger.notes)


def test_short_rows_are_filled_up_and_counted(tmp_path: Path) -> None:
    its = read(
        tmp_path,
        "id,stage,owner,closed\n1,Won,Ann,2024-02-01\n2,Lost\n3,Lost,Bo,2024-02-01\n4\nend of report\n",
    )
    assert its.deals.outcome.tolist() == [WON, LOST, LOST]
    assert its.ledger.repaired == {"fields missing at the end of the row were read as empty": 1}
    assert its.ledger.set_aside == {"too few fields": 2}
    its = read(tmp_path, "id,stage,owner,note\n1,Won,Ann\n2,Lost,Bo\n")  # nobody ever wrote a note
    assert its.deals.outcome.tolist() == [WON, LOST]


def test_closed_before_created_loses_the_time_it_took_alone(tmp_path: Path) -> None:
    its = read(
        tmp_path,
        "id,stage,created,closed\n1,Won,2024-03-01,2024-02-01\n2,Lost,2024-03-01,2024-02-29\n"
        "3,Won,2024-03-01,2024-03-05\n4,Open,2024-03-01,2024-02-01\n",
    )
    assert its.ledger.used == 4
    assert (its.deals.closed - its.deals.created).tolist()[1:3] == [0, 4]
    assert its.ledger.missing["days", "closed before it was created"] == 1
    assert sum(count for how, count in its.ledger.repaired.items() if "day before" in how) == 1
