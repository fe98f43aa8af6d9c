"""Outcomes by every column that shows them; unknown stages are asked about, or reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.mapping import Columns, Mapping, Outcomes, mapping_text
from sim.crm.intake.read_export import IntakeError, read_export
from sim.scenario.load import parse_section
from tests.crm.intake.reading import asked, notes, read

KINDS = {"w": WON, "l": LOST, "o": OPEN}


def file(header: str, *rows: str) -> str:
    """A file with an ID and a created date in each row, followed by these columns."""
    return (
        "\n".join([f"id,created,{header}", *(f"{i},2024-01-{i + 1:02d},{row}" for i, row in enumerate(rows))])
        + "\n"
    )


TOLD = {
    "flags alone": ("IsClosed,IsWon", ("true,true", "true,false", "false,false"), "wlo"),
    "flags of wins and losses": ("Won,Lost", ("1,0", "0,1", "0,0"), "wlo"),
    "HubSpot's flags over numbers of stages": (
        "Deal Stage,hs_is_closed_won,hs_is_closed", ("812,true,true", "813,false,true", "814,false,false"), "wlo"),
    "a status beside a pipeline": ("Stage,Status", ("Demo,won", "Proposal,lost", "Demo,open"), "wlo"),
    "a stage that says closed alone": ("Stage,Status", ("Closed,Won", "Closed,Lost", "Demo,Open"), "wlo"),
    "words in a column of an unknown name": ("Wie es ausging", ("Gewonnen", "Verloren", "Offen"), "wlo"),
    "Odoo's archive": ("Stage,Active,Probability", ("Won,TRUE,100", "New,FALSE,0", "New,TRUE,10"), "wlo"),
    "Odoo's archive without a probability": ("Stage,Active", ("Won,TRUE", "New,FALSE", "New,TRUE"), "wlo"),
    "a probability with a flag of closed": (
        "Stage,Closed?,Probability (%)", ("Done,Yes,100", "Done,Yes,0", "Pitch,No,40"), "wlo"),
    "a probability of shares": ("Stage,Is Closed,Probability", ("Done,1,1", "Done,1,0", "Pitch,0,0.4"), "wlo"),
    "a stage that is closed with a probability": ("Stage,Probability", ("Closed,100", "Closed,0", "Demo,40"), "wlo"),
    "crosses": ("Closed,Won", ("X,X", "X,", ","), "wlo"),
    "days that are none": (
        "Won time,Lost time,Stage", ("2024-02-01,0000-00-00,A", "-,2024-02-03,A", "never,n/a,Demo"), "wlo"),
    "days of wins and losses": (
        "Won time,Lost time,Stage", ("2024-02-01,,Demo", ",2024-02-03,Demo", ",,Demo"), "wlo"),
    "words inside longer ones": ("Stage", ("3) Won", "Lost - price", "C4:LOSE", "2. Demo (40 %)"), "wllo"),
    "a status where the stage is empty": ("Stage,Status", ("Won,Customer", "Lost,Customer", ",Qualified"), "wlo"),
    "Russian": ("Этап сделки", ("Успешно реализовано", "Закрыто и не реализовано", "Переговоры"), "wlo"),
    "a stage empty where a flag tells": ("Stage,IsClosed,IsWon", ("Won,1,1", ",1,0", ",0,0"), "wlo"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_outcomes_come_from_every_column_that_shows_them(name: str, tmp_path: Path) -> None:
    header, rows, want = TOLD[name]
    text = file(header, *rows)
    result = read(tmp_path, text)
    assert result.deals.outcome.tolist() == [KINDS[kind] for kind in want]
    again, _ = parse_section(mapping_text(result.mapping), "map", Mapping)
    second = read_export(tmp_path / "deals.csv", again)
    assert second.deals.outcome.tolist() == result.deals.outcome.tolist()
    assert second.mapping == result.mapping


def test_archived_deals_that_count_as_open_are_reported(tmp_path: Path) -> None:
    result = read(tmp_path, file("Status,Archived", "won,no", "lost,no", "open,yes", "open,no"))
    assert result.deals.outcome.tolist() == [WON, LOST, OPEN, OPEN]
    assert "1 row was read as open although archived according to 'Archived'" in notes(result)


def test_dates_of_winning_and_losing_are_closing_dates_if_there_is_no_other(tmp_path: Path) -> None:
    rows = ("won,2024-02-01,,", "lost,,2024-02-03,", "won,,,2024-02-05", "open,,,")
    result = read(tmp_path, file("Status,Won time,Lost time,Close date", *rows))
    assert (result.deals.closed - result.deals.created)[:3].tolist() == [31, 32, 33]
    result = read(
        tmp_path, file("Status,date_won,date_lost,Day X", *rows)
    )  # then no other column is asked about
    assert (result.deals.closed - result.deals.created)[:2].tolist() == [31, 32]
    assert "no closing dates" not in notes(result)


@pytest.mark.parametrize("word", ["Parked", "Sieg", "Tier 2"])
def test_a_frequent_unknown_stage_is_asked_about(word: str, tmp_path: Path) -> None:
    rows = ["Won", "Lost"] * 10
    said = asked(tmp_path, file("Stage", *rows, word))
    assert f"'{word}' (1)" in said["outcomes"]
    for kind, code in (("won", WON), ("lost", LOST), ("open", OPEN)):
        result = read(
            tmp_path, file("Stage", *rows, word), Mapping(outcomes=Outcomes(**{kind: [word.upper()]}))
        )
        assert result.deals.outcome[-1] == code


def test_a_rare_unknown_stage_counts_as_open_unless_its_closing_date_is_past(tmp_path: Path) -> None:
    rows = ["Won,2024-03-01", "Lost,2024-03-02"] * 50
    text = "id,Stage,Close Date\n" + "".join(f"{i},{row}\n" for i, row in enumerate(rows))
    result = read(tmp_path, text + "x,Parked,\n")
    assert result.deals.outcome[-1] == OPEN
    assert "'Parked' (1)" in notes(result)
    result = read(tmp_path, text + "x,Parked,2024-05-01\n")
    assert result.deals.outcome[-1] == OPEN
    said = asked(tmp_path, text + "x,Parked,2024-02-01\n")
    assert "in the past" in said["outcomes"]


@pytest.mark.parametrize(
    ("rows", "what"),
    [(("Won", "Won", "Open"), "lost"), (("Lost", "Open"), "won"), (("Open",), "won or lost")],
)
def test_a_file_in_which_nothing_is_won_or_nothing_is_lost_is_refused(
    rows: tuple[str, ...], what: str, tmp_path: Path
) -> None:
    said = asked(tmp_path, file("Stage", *rows))
    assert f"no deal is {what}" in said["outcomes"]


@pytest.mark.parametrize("words", [("Yes", "No"), ("1", "0")])
def test_a_single_flag_of_won_deals_is_asked_about(words: tuple[str, str], tmp_path: Path) -> None:
    text = file("Won", *words, *words)
    assert set(asked(tmp_path, text)) == {"outcomes"}
    answer = Mapping(columns=Columns(stage="Won"), outcomes=Outcomes(won=[words[0]], lost=[words[1]]))
    assert read(tmp_path, text, answer).deals.outcome.tolist() == [WON, LOST, WON, LOST]


def test_contradicting_columns_are_asked_about_and_few_contradictions_are_reported(
    tmp_path: Path,
) -> None:
    rows = ["Won,won", "Lost,lost"] * 30
    text = file("Stage,Status", *rows[:28], "Won,lost", "Lost,won")
    said = asked(tmp_path, text)
    assert "contradict each other" in said["columns.status"]
    right = read(tmp_path, text, Mapping(columns=Columns(status="")))
    assert right.deals.outcome[-2:].tolist() == [WON, LOST]
    denied = file("Stage,Won", *["Won,yes", "Lost,no"] * 10, "Won,no", "Won,no")
    assert "contradict each other" in asked(tmp_path, denied)["columns.stage"]
    never = read(tmp_path, file("Stage,Won", "Won,no", "Lost,no"))  # a flag that nobody sets says nothing
    assert never.deals.outcome.tolist() == [WON, LOST]
    few = "id,Stage,Status\n" + "".join(f"{i},{row}\n" for i, row in enumerate([*rows, "Won,lost"]))
    result = read(tmp_path, few)
    assert "contradict each other" in notes(result)
    assert result.deals.outcome[-1] == LOST


def test_a_column_with_an_unknown_name_shows_outcomes_only_if_no_stage_does(tmp_path: Path) -> None:
    result = read(tmp_path, file("State,Wie es ausging", "CA,Gewonnen", "NY,Verloren", "CA,Offen"))
    assert result.mapping.columns.stage == "Wie es ausging"
    assert "not 'State'" in notes(result)
    said = asked(tmp_path, file("Stage,Outcome of last year", "Pitch,Won", "Fertig,Lost", "Demo,Won"))
    assert "'Fertig'" in said["outcomes"]


def test_an_answer_in_the_mapping_is_final_whatever_a_flag_says(tmp_path: Path) -> None:
    """An unknown stage of closed deals stays unknown in the draft, and the answer is final."""
    path = tmp_path / "deals.csv"
    rows = ["1,Won,Y", "2,Lost,Y", "3,Parked,Y", "4,Parked,Y"]
    path.write_text("\n".join(["Id,Stage,Closed?", *rows]) + "\n", encoding="utf-8")
    with pytest.raises(IntakeError) as refused:
        read_export(path)
    draft = refused.value.mapping
    assert draft is not None
    assert draft.outcomes.unknown == ["Parked"]
    for kind, code in (("open", OPEN), ("lost", LOST)):
        answer = draft.outcomes.model_copy(
            update={"unknown": [], kind: [*getattr(draft.outcomes, kind), "Parked"]}
        )
        result = read_export(path, draft.model_copy(update={"outcomes": answer}))
        assert result.deals.outcome.tolist() == [WON, LOST, code, code]
