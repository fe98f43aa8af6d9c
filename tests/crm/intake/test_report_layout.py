"""Reports: rows that are not deals are set aside, and headings apply to the rows below them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.crm.deals import LOST, WON
from sim.crm.intake.read_export import read_export
from tests.crm.intake.reading import read

FOUR = [WON, WON, LOST, LOST]


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
def test_the_heading_of_a_group_applies_to_the_rows_below(name: str, tmp_path: Path) -> None:
    result = read(tmp_path, GROUPED[name])
    order = np.argsort(result.deals.created)
    assert result.deals.outcome[order].tolist() == FOUR
    assert [result.deals.owners[i] for i in result.deals.owner[order]] == ["Ann", "Bo", "Ann", "Bo"]
    assert (result.deals.closed - result.deals.created).tolist() == [30] * 4
    assert result.ledger.rows == 4 + result.ledger.set_aside.total()
    assert any("first row of a group" in how for how in result.ledger.repaired)
    again = read_export(tmp_path / "deals.csv", result.mapping)
    assert again.deals.outcome.tolist() == result.deals.outcome.tolist()


def test_two_levels_of_groups(tmp_path: Path) -> None:
    result = read(tmp_path, "Owner,Stage,Id\nAnn,Won,1\n,,2\n,Lost,3\n,,4\nBo,Won,5\n,,6\n,Lost,7\n,,8\n")
    assert result.deals.outcome.tolist() == [*FOUR, *FOUR]
    assert [result.deals.owners[i] for i in result.deals.owner] == ["Ann"] * 4 + ["Bo"] * 4


def test_fields_that_are_often_empty_are_not_filled(tmp_path: Path) -> None:
    """A gap is empty in a column that is not on the left, or among equal texts."""
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
    result = read(tmp_path, text)
    assert result.ledger.missing["sellers", "no owner"] == 2
    assert result.ledger.missing["days", "no closing date"] == 2
    result = read(tmp_path, "Stage,Id\nWon,1\nLost,2\n,3\nWon,4\nWon,5\n,6\n,7\n,8\n,9\n")
    assert result.ledger.set_aside == {"no stage": 5}


@pytest.mark.parametrize(
    "word", ["Total", "SUBTOTAL:", "Grand Totals (4 records)", "Summe", "Итого", "Sous-total", "Count"]
)
def test_totals_are_set_aside_in_any_column(word: str, tmp_path: Path) -> None:
    rows = "Won,1,Ann,5\nLost,2,Bo,6\nWon,3,Ann,7\n"
    for total in (f"{word},,,18\n", f",{word},,18\n", f",,{word},18\n"):
        result = read(tmp_path, "Stage,Id,Owner,Amount\n" + rows + total)
        assert result.ledger.set_aside == {"total, not a deal": 1}
        assert result.ledger.used == 3
    assert read(tmp_path, "Stage,Id,Owner,Amount\n" + rows + f"Lost,4,{word},8\n").ledger.used == 4


def test_the_header_is_the_first_line_whatever_the_next_one_holds(tmp_path: Path) -> None:
    """The second line has known names of columns, the first has not."""
    result = read(
        tmp_path, "Nummer;Verk;Stage;Summ;Art\nD1;Owner;Won;100;Service\nD2;Account;Lost;200;Product\n"
    )
    assert result.mapping.columns.stage == "Stage"
    assert result.ledger.rows == 2
    result = read(tmp_path, "My report,2024-01-05\n\nid,stage\n1,Won\n2,Lost\n")
    assert result.ledger.rows == 2
    assert any("before the header" in note for note in result.ledger.notes)


def test_short_rows_are_padded_and_counted(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "id,stage,owner,closed\n1,Won,Ann,2024-02-01\n2,Lost\n3,Lost,Bo,2024-02-01\n4\nend of report\n",
    )
    assert result.deals.outcome.tolist() == [WON, LOST, LOST]
    assert result.ledger.repaired == {"fields missing at the end of the row were read as empty": 1}
    assert result.ledger.set_aside == {"too few fields": 2}
    result = read(tmp_path, "id,stage,owner,note\n1,Won,Ann\n2,Lost,Bo\n")  # nobody ever wrote a note
    assert result.deals.outcome.tolist() == [WON, LOST]


def test_deals_closed_before_they_were_created_lose_only_their_duration(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "id,stage,created,closed\n1,Won,2024-03-01,2024-02-01\n2,Lost,2024-03-01,2024-02-29\n"
        "3,Won,2024-03-01,2024-03-05\n4,Open,2024-03-01,2024-02-01\n",
    )
    assert result.ledger.used == 4
    assert (result.deals.closed - result.deals.created).tolist()[1:3] == [0, 4]
    assert result.ledger.missing["days", "closed before it was created"] == 1
    assert sum(count for how, count in result.ledger.repaired.items() if "day before" in how) == 1
