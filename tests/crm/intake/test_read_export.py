"""Columns, outcomes, rows and names of an export; what is decided, and what is asked."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from sim.base.progress import StoppedError
from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Columns, Mapping, Outcomes
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export
from sim.crm.intake.vocabulary import known_outcome

PLAIN = "id,owner,stage,created,closed,amount\n1,Ann,Won,2024-01-01,2024-02-01,5\n2,Bob,Lost,2024-01-01,2024-02-02,6\n"


def read(tmp_path: Path, text: str, mapping: Mapping | None = None, keep_names: bool = True) -> IntakeResult:
    path = tmp_path / "deals.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(path, mapping, keep_names)


def test_pipeline_stages_give_way_to_a_status_that_tells_and_that_is_said(tmp_path: Path) -> None:
    its = read(tmp_path, "id,stage,status\n1,Proposal,Won\n2,Qualified,Lost\n3,Proposal,Open\n")
    assert its.deals.outcome.tolist() == [WON, LOST, OPEN]
    assert its.mapping.columns.stage == "status"
    assert any("'status'" in note and "'stage'" in note for note in its.ledger.notes)


def test_the_exact_word_is_preferred_and_two_equals_are_asked(tmp_path: Path) -> None:
    its = read(tmp_path, "id,stage,amount,est. revenue\n1,Won,5,9\n2,Lost,5,9\n")
    assert its.mapping.columns.amount == "amount"
    assert its.deals.value[0] == 5
    with pytest.raises(IntakeError) as refused:
        read(
            tmp_path,
            "id,stage,created date,create date\n1,Won,2024-01-01,2024-01-02\n2,Lost,2024-01-01,2024-01-01\n",
        )
    assert [one.path for one in refused.value.problems] == ["columns.created"]
    assert refused.value.mapping is not None
    assert refused.value.mapping.columns.stage == "stage"


def test_a_column_can_be_named_and_can_be_left_out(tmp_path: Path) -> None:
    text = PLAIN.replace("owner", "who")
    assert read(tmp_path, text).deals.owners == ()
    assert read(tmp_path, text, Mapping(columns=Columns(owner="who"))).deals.owners == ("Ann", "Bob")
    its = read(tmp_path, PLAIN, Mapping(columns=Columns(amount="")))
    assert not its.deals.known.values
    assert any("without amounts" in note for note in its.ledger.notes)


def test_everything_that_cannot_be_decided_is_asked_at_once(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, 'id,stage,created,amount\n1,Ja,01/02/2024,"1.234,5"\n2,Nein,03/04/2024,"1,234.5"\n')
    assert {one.path for one in refused.value.problems} == {"outcomes", "dates.created", "decimal"}
    (words,) = (one.remedy for one in refused.value.problems if one.path == "outcomes")
    assert "'Ja' (1)" in words


@pytest.mark.parametrize(("won", "lost"), [("Ja", "Nein"), ("1", "0"), ("Nyert", "Vesztett")])
def test_a_draft_with_one_answer_more_is_read(tmp_path: Path, won: str, lost: str) -> None:
    text = PLAIN.replace("Won", won).replace("Lost", lost)
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, text)
    draft = refused.value.mapping
    assert draft is not None
    assert draft.outcomes.unknown == [won, lost]
    right = draft.model_copy(update={"outcomes": Outcomes(won=[won.upper()], lost=[f"{lost.lower()} "])})
    assert read(tmp_path, text, right).deals.outcome.tolist() == [WON, LOST]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Won", "won"), ("CLOSED - WON", "won"), ("closedwon", "won"), ("Closed Won (EU pipeline)", "won"),
        ("Lost", "lost"), ("Closed/Lost", "lost"), ("No decision", "lost"), ("Disqualified", "lost"),
        ("Closed Lost - price", "lost"), ("Rejected", "lost"), ("Proposal/Price Quote", "open"),
        ("In progress", "open"), ("Wonderful", None), ("Closed", None), ("Not won", None), ("", None),
        ("7) Won", "won"), ("Won: partner", "won"), ("#3 closed lost", "lost"), ("C14:LOSE", "lost"), ("C2:WON", "won"),
        ("Lost, no budget", "lost"), ("Win/Loss", None), ("Won back, then lost", None), ("Closed - No sale", "lost"),
        ("Closed Qualified", None), ("Verbally won", None), ("2 - Demo (30 %)", "open"), ("Gewonnen", "won"),
        ("Affaire perdue", "lost"), ("Cerrada ganada", "won"), ("Fechado e perdido", "lost"), ("Chiuso vinto", "won"),
        ("Gesloten gewonnen", "won"), ("Закрыто и не реализовано", "lost"), ("Успешно реализовано", "won"),
        ("не выиграна", None), ("FINAL_INVOICE", "open"),
    ],
)  # fmt: skip
def test_words_for_outcomes(word: str, kind: str | None) -> None:
    assert known_outcome(word) == kind


def test_the_last_of_equal_ids_counts_and_the_first_of_exact_copies(tmp_path: Path) -> None:
    copies = PLAIN + "1,Ann,Won,2024-01-01,2024-02-01,5\n2,Cid,Lost,2024-01-01,2024-02-02,6\n"
    its = read(tmp_path, copies)
    assert [its.deals.owners[i] for i in its.deals.owner] == ["Ann", "Cid"]
    assert sorted(its.ledger.set_aside.values()) == [1, 1]


def test_names_that_differ_in_case_and_spaces_are_one(tmp_path: Path) -> None:
    its = read(tmp_path, PLAIN + "3,ANN,Won,,,\n4,  Ann ,Won,,,\n5,Unassigned,Won,,,\n6,,Won,,,\n")
    assert its.deals.owners == ("Ann", "Bob")
    assert its.deals.owner.tolist() == [0, 1, 0, 0, -1, -1]
    assert list(its.ledger.repaired.values()) == [2]
    assert its.ledger.missing["sellers", "no owner"] == 2


def test_names_are_masked_in_order_of_appearance(tmp_path: Path) -> None:
    its = read(tmp_path, PLAIN, keep_names=False)
    assert its.deals.owners == ("Seller 01", "Seller 02")


def test_managers_may_stand_beside_the_deals(tmp_path: Path) -> None:
    its = read(
        tmp_path, "id,owner,manager,stage\n1,Ann,Zed,Won\n2,Bob,zed ,Lost\n3,Cid,Yva,Won\n4,Dan,,Won\n"
    )
    assert its.deals.managers == 2


@pytest.mark.parametrize("gone", ["owner", "created", "closed", "amount", "id"])
def test_a_file_without_a_column_gives_what_it_can(tmp_path: Path, gone: str) -> None:
    head, *rows = (line.split(",") for line in PLAIN.splitlines())
    at = head.index(gone)
    text = "\n".join(",".join(cell for i, cell in enumerate(row) if i != at) for row in [head, *rows])
    its = read(tmp_path, text)
    assert its.deals.outcome.tolist() == [WON, LOST]
    assert its.deals.known.owners == (gone != "owner")
    assert its.deals.known.values == (gone != "amount")
    assert not its.ledger.missing
    assert any(note.startswith("The file has no") for note in its.ledger.notes)


def test_the_firms_year_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, PLAIN, Mapping(fiscal_start=4, sellers=7)).deals.fiscal_start == 4
    assert read(tmp_path, PLAIN).mapping.fiscal_start == 1


def test_it_can_be_stopped_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def listen(done: int, of: int) -> bool:
        told.append((done, of))
        return len(told) < 2

    path = tmp_path / "deals.csv"
    path.write_text(PLAIN)
    with pytest.raises(StoppedError):
        read_export(path, progress=listen)
    assert all(0 <= done <= of for done, of in told)


@pytest.mark.validate
def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    created = np.datetime64("2020-01-01") + rng.integers(0, 1500, 100_000)
    closed = created + rng.integers(0, 200, 100_000)
    stages = rng.choice(["Closed Won", "Closed Lost", "Proposal"], 100_000).tolist()
    amounts = rng.lognormal(8, 1, 100_000).tolist()
    rows = zip(created.astype(str).tolist(), closed.astype(str).tolist(), stages, amounts, strict=True)
    text = "id,owner,account,product,source,stage,created,closed,amount\n" + "".join(
        f'OP{i},Person {i % 211},Account {i % 5003},P{i % 17},web,{stage},{made},{end},"${amount:,.2f}"\n'
        for i, (made, end, stage, amount) in enumerate(rows)
    )
    path = tmp_path / "deals.csv"
    path.write_text(text)
    begun = time.process_time()
    its = read_export(path)
    assert time.process_time() - begun < 4
    assert its.ledger.used == 100_000
