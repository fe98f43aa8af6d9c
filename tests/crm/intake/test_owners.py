"""Owners in all spellings: each person is one seller."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.intake.owners import assign_owners
from sim.crm.intake.read_export import read_export

KNOWN = ["Ann Poe", "Bo Lee"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Ann Poe (ann@x.io)", "Ann Poe"), ("Ann Poe <ann@x.io>", "Ann Poe"), ("Ann Poe [ann@x.io]", "Ann Poe"),
        ("Ann Poe - ann@x.io", "Ann Poe"), ("Poe, Ann", "Ann Poe"), ("Poe, Ann (ann@x.io)", "Ann Poe"),
        ("ann.poe@x.io", "Ann Poe"), ("Ann Poe (Deactivated)", "Ann Poe"), ("Ann Poe (EMEA)", "Ann Poe"),
        ("Cid Roy (inactive)", "Cid Roy"), ("Roy, Cid", "Roy, Cid"), ("cid@x.io", "cid@x.io"),
        ("Sales & Marketing", "Sales & Marketing"), ("Team (EMEA)", "Team (EMEA)"),
        ("O'Neil-Smith, Jr.", "O'Neil-Smith, Jr."),
    ],
)  # fmt: skip
def test_one_person_has_one_name(text: str, want: str) -> None:
    result = assign_owners([*KNOWN, text])
    assert result.column == [*KNOWN, want]
    assert result.shared == 0
    assert result.rewritten == (want != text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Poe; Bo Lee", "Ann Poe;Bo Lee;Cid Roy", "Ann Poe | Bo Lee", "Ann Poe\nBo Lee", "Ann Poe, Bo Lee",
        "Ann Poe / Bo Lee", "Ann Poe & Bo Lee", "Ann Poe and Bo Lee", "Poe, Ann; Lee, Bo",
        "Ann Poe (a@x.io); Bo Lee (b@x.io)",
    ],
)  # fmt: skip
def test_a_deal_of_several_counts_for_the_first(text: str) -> None:
    result = assign_owners([*KNOWN, text])
    assert result.column[-1] == "Ann Poe"
    assert result.shared == 1


def test_an_address_alone_is_resolved_by_another_row() -> None:
    result = assign_owners(["Ann Poe (boss@x.io)", "BOSS@x.io", "Bo Lee"])
    assert result.column == ["Ann Poe", "Ann Poe", "Bo Lee"]


def test_the_same_person_twice_is_not_a_shared_deal() -> None:
    result = assign_owners([*KNOWN, "Ann Poe; Poe, Ann"])
    assert (result.column[-1], result.shared) == ("Ann Poe", 0)


def test_shared_deals_and_other_spellings_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        "id,owner,stage\n1,Ann Poe,Won\n2,Ann Poe; Bo Lee,Won\n3,Bo Lee,Lost\n"
        '4,Ann Poe (a@x.io),Lost\n5,"Poe, Ann",Open\n'
    )
    result = read_export(path, keep_names=True)
    assert result.deals.owners == ("Ann Poe", "Bo Lee")
    assert result.deals.owner.tolist() == [0, 0, 1, 0, 0]
    assert sorted(result.ledger.repaired.values()) == [1, 2]
    assert any("several owners" in note for note in result.ledger.notes)
    assert "Poe" not in f"{read_export(path).ledger}"


def test_people_who_never_own_a_deal_alone_are_known_by_their_combinations() -> None:
    result = assign_owners(
        ["Ann Poe & Bo Lee", "Bo Lee & Cid Roy", "Cid Roy, Ann Poe", "Sales & Service", "Sales & IT"]
    )
    assert result.column == ["Ann Poe", "Bo Lee", "Cid Roy", "Sales & Service", "Sales & IT"]
    result = assign_owners(["Poe, Ann", "Lee, Bo", "Ann Poe / Bo Lee"])
    assert result.column == ["Poe, Ann", "Lee, Bo", "Poe, Ann"]
