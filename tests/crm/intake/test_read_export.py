"""Columns, outcomes, rows and names of an export: what is decided, and what is asked."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from sim.base.progress import StoppedError
from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Columns, Mapping, Outcomes
from sim.crm.intake.read_export import IntakeError, read_export
from sim.crm.intake.vocabulary import known_outcome
from tests.crm.intake.reading import read

PLAIN = "id,owner,stage,created,closed,amount\n1,Ann,Won,2024-01-01,2024-02-01,5\n2,Bob,Lost,2024-01-01,2024-02-02,6\n"


def test_a_status_with_outcomes_is_preferred_to_stages_and_this_is_reported(tmp_path: Path) -> None:
    result = read(tmp_path, "id,stage,status\n1,Proposal,Won\n2,Qualified,Lost\n3,Proposal,Open\n")
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN]
    assert result.mapping.columns.stage == "status"
    assert any("'status'" in note and "'stage'" in note for note in result.ledger.notes)


def test_the_exact_name_is_preferred_and_two_equal_ones_are_asked_about(tmp_path: Path) -> None:
    result = read(tmp_path, "id,stage,amount,est. revenue\n1,Won,5,9\n2,Lost,5,9\n")
    assert result.mapping.columns.amount == "amount"
    assert result.deals.value[0] == 5
    with pytest.raises(IntakeError) as refused:
        read(
            tmp_path,
            "id,stage,created date,create date\n1,Won,2024-01-01,2024-01-02\n2,Lost,2024-01-01,2024-01-01\n",
        )
    assert [one.path for one in refused.value.problems] == ["columns.created"]
    assert refused.value.mapping is not None
    assert refused.value.mapping.columns.stage == "stage"


def test_a_column_can_be_named_or_excluded(tmp_path: Path) -> None:
    text = PLAIN.replace("owner", "who")
    assert read(tmp_path, text).deals.owners == ()
    assert read(tmp_path, text, Mapping(columns=Columns(owner="who"))).deals.owners == ("Ann", "Bob")
    result = read(tmp_path, PLAIN, Mapping(columns=Columns(amount="")))
    assert np.isnan(result.deals.value).all()
    assert any("without amounts" in note for note in result.ledger.notes)


def test_everything_that_cannot_be_decided_is_asked_at_once(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        read(tmp_path, 'id,stage,created,amount\n1,Ja,01/02/2024,"1.234,5"\n2,Nein,03/04/2024,"1,234.5"\n')
    assert {one.path for one in refused.value.problems} == {"outcomes", "dates.created", "decimal"}
    (words,) = (one.remedy for one in refused.value.problems if one.path == "outcomes")
    assert "'Ja' (1)" in words


@pytest.mark.parametrize(("won", "lost"), [("Ja", "Nein"), ("1", "0"), ("Nyert", "Vesztett")])
def test_a_draft_with_one_more_answer_is_read(tmp_path: Path, won: str, lost: str) -> None:
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


def test_the_last_row_of_an_id_counts_and_the_first_of_exact_copies(tmp_path: Path) -> None:
    copies = PLAIN + "1,Ann,Won,2024-01-01,2024-02-01,5\n2,Cid,Lost,2024-01-01,2024-02-02,6\n"
    result = read(tmp_path, copies)
    assert [result.deals.owners[i] for i in result.deals.owner] == ["Ann", "Cid"]
    assert sorted(result.ledger.set_aside.values()) == [1, 1]


def test_names_that_differ_in_case_and_spaces_are_one(tmp_path: Path) -> None:
    result = read(tmp_path, PLAIN + "3,ANN,Won,,,\n4,  Ann ,Won,,,\n5,Unassigned,Won,,,\n6,,Won,,,\n")
    assert result.deals.owners == ("Ann", "Bob")
    assert result.deals.owner.tolist() == [0, 1, 0, 0, -1, -1]
    assert list(result.ledger.repaired.values()) == [2]
    assert result.ledger.missing["sellers", "no owner"] == 2


def test_names_are_masked_in_order_of_appearance(tmp_path: Path) -> None:
    result = read(tmp_path, PLAIN, keep_names=False)
    assert result.deals.owners == ("Seller 01", "Seller 02")


def test_managers_may_be_a_column_of_the_deals(tmp_path: Path) -> None:
    result = read(
        tmp_path, "id,owner,manager,stage\n1,Ann,Zed,Won\n2,Bob,zed ,Lost\n3,Cid,Yva,Won\n4,Dan,,Won\n"
    )
    assert result.deals.managers == 2


@pytest.mark.parametrize("gone", ["owner", "created", "closed", "amount", "id"])
def test_a_file_without_a_column_is_read_for_the_rest(tmp_path: Path, gone: str) -> None:
    head, *rows = (line.split(",") for line in PLAIN.splitlines())
    at = head.index(gone)
    text = "\n".join(",".join(cell for i, cell in enumerate(row) if i != at) for row in [head, *rows])
    result = read(tmp_path, text)
    assert result.deals.outcome.tolist() == [WON, LOST]
    assert bool(result.deals.owners) == (gone != "owner")
    assert bool(np.isfinite(result.deals.value).any()) == (gone != "amount")
    assert not result.ledger.missing
    assert any(note.startswith("The file has no") for note in result.ledger.notes)


def test_the_fiscal_year_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, PLAIN, Mapping(fiscal_start=4, sellers=7)).deals.fiscal_start == 4
    assert read(tmp_path, PLAIN).mapping.fiscal_start == 1


def test_reading_reports_progress_and_can_be_stopped(tmp_path: Path) -> None:
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
    result = read_export(path)
    assert time.process_time() - begun < 4
    assert result.ledger.used == 100_000
