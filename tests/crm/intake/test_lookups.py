"""Owners and stages whose names are in other files; the deals have only their IDs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.read_export import IntakeResult, read_export

DEALS = (
    "Id,OwnerId,StageId,Amount,Created At,Closed At\n"
    "D1,11,301,100,2024-01-02,2024-02-01\nD2,12,302,100,2024-01-03,2024-02-02\nD3,13,303,100,2024-01-04,\n"
    "D4,11,302,90,2024-01-05,2024-02-03\n"
)
STAGES = "id,label\n301,Closed Won\n302,Closed Lost\n303,Demo\n304,Proposal\n"
USERS = "id,first_name,last_name,email\n11,Ann,Poe,ann@x.io\n12,Bo,Lee,bo@x.io\n13,Bo,Lee,bo2@x.io\n14,Cid,Roy,c@x.io\n"


def read(folder: Path, **files: str) -> IntakeResult:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_export(folder, keep_names=True)


def test_names_of_owners_and_stages_come_from_other_files(tmp_path: Path) -> None:
    result = read(tmp_path, deals=DEALS, stages=STAGES, users=USERS)
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN, LOST]
    assert result.deals.owners == ("Ann Poe", "Bo Lee (12)", "Bo Lee (13)")
    assert (result.mapping.files.owners, result.mapping.files.stages) == ("users.csv", "stages.csv")
    assert any(
        "'OwnerId' holds IDs; 'users.csv' has names for 3 of 3" in note for note in result.ledger.notes
    )
    again = read_export(tmp_path, result.mapping, keep_names=True)
    assert again.deals.outcome.tolist() == result.deals.outcome.tolist()


@pytest.mark.parametrize(
    "stages",
    [
        "stage_id,name,is_won,is_closed\n301,Gold,true,true\n302,Rust,false,true\n303,Demo,false,false\n",
        "stage_id,stage_name,is_final,is_success\n301,Gold,true,true\n302,Rust,true,false\n303,Silber,false,false\n",
        "Stage ID,Label,IsClosed,Probability\n301,Gold,true,1.0\n302,Rust,true,0.0\n303,Demo,false,0.4\n",
    ],
)
def test_flags_of_stages_decide_outcomes_that_labels_do_not_show(stages: str, tmp_path: Path) -> None:
    result = read(tmp_path, deals=DEALS, pipeline_stages=stages)
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN, LOST]


@pytest.mark.parametrize(
    "users",
    [
        "user_id;name\n11;Ann Poe\n12;Bo Lee\n13;Cid Roy\n",
        "Full Name;E-Mail;Owner ID\nAnn Poe;a@x.io;11\nBo Lee;b@x.io;12\n",
    ],
)
def test_files_of_people_in_other_shapes(users: str, tmp_path: Path) -> None:
    result = read(tmp_path, deals=DEALS, stages=STAGES, sales_users=users)
    assert result.deals.owners[:2] == ("Ann Poe", "Bo Lee")


def test_a_file_with_other_ids_is_not_used_and_this_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, deals=DEALS, stages=STAGES, users=USERS.replace("\n1", "\n9"))
    assert result.deals.owners == ("11", "12", "13")
    assert any("'users.csv' was not used" in note for note in result.ledger.notes)


def test_names_from_other_files_are_masked_too(tmp_path: Path) -> None:
    read(tmp_path, deals=DEALS, stages=STAGES, users=USERS)
    result = read_export(tmp_path)
    assert result.deals.owners == ("Seller 01", "Seller 02", "Seller 03")
    assert not any(name in f"{result.ledger}" for name in ("Poe", "Lee", "ann@"))


def test_a_list_of_owners_with_totals_is_not_a_second_file_of_deals(tmp_path: Path) -> None:
    owners = "owner_name,status,total_deals,won_value_usd\nAnn,ACTIVE,3,500\nBo,ACTIVE,2,200\n"
    deals = DEALS.replace("301", "Won").replace("302", "Lost").replace("303", "Open")
    result = read(tmp_path, owners=owners, pipeline=deals)
    assert result.mapping.files.deals == "pipeline.csv"
    assert any("more of their columns than 'owners.csv'" in note for note in result.ledger.notes)
