"""`tactegic calibrate` from files to files: what a leader gets, what is kept, what is said."""

from __future__ import annotations

import csv
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli.calibration import how_read
from sim.cli.main import main
from sim.crm.intake.read_export import read_export
from sim.scenario.load import load_scenario
from tests.crm.intake.test_hostile import REFUSED, TAKEN
from tests.crm.memory import peak_memory
from tests.crm.sample import (
    count_outcomes,
    days_open,
    months,
    read_deals,
    read_rows,
    sum_of_wins,
    with_stage,
)
from tests.crm.truth import as_csv, made

FILES = Path(__file__).parent / "files"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; returns exit status, standard output and standard error."""

    def carried_out(*arguments: object) -> tuple[int, str, str]:
        status = main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return carried_out


def calibrated(run: Run, *arguments: object) -> dict[str, Any]:
    """The JSON document of a calibration."""
    status, out, err = run("calibrate", *arguments, "--json")
    assert status == 0, out + err
    document: dict[str, Any] = json.loads(out)
    return document


def firm(seed: int = 1, **truth: Any) -> str:
    """The export of a simulated firm."""
    return as_csv(made(np.random.default_rng(seed), **truth)[0])


def without(text: str, *columns: str) -> str:
    """An export without some of its columns."""
    rows = list(csv.DictReader(text.splitlines()))
    kept = [c for c in rows[0] if c not in columns]
    return "\n".join(",".join(row) for row in [kept, *([r[c] for c in kept] for r in rows)]) + "\n"


def test_the_scenario_of_the_sample_reproduces_it(run: Run, maven: Path, tmp_path: Path) -> None:
    """Figures of the page on real exports; the scenario checks, plays, and gives it all back. No name of a person
    or customer gets out.
    """
    scenario = tmp_path / "maven.yaml"
    found, deals = (
        calibrated(run, maven, "-o", scenario, "--report", tmp_path / "maven.md"),
        read_deals(maven),
    )
    won, lost, open_ = count_outcomes(deals)
    assert (found["rows"], found["won"], found["lost"], found["open"]) == (len(deals), won, lost, open_)
    assert found["win_rate"] == pytest.approx(won / (won + lost), abs=5e-5)
    for key, stage in (("days_won", "Won"), ("days_lost", "Lost")):
        days = days_open(with_stage(deals, stage))
        assert (found[key]["median"], found[key]["n"]) == (statistics.median(days), len(days))
    assert found["rep_effect"]["distinguishable"] is False
    assert found["quarter_end"]["present"] is True
    assert found["set_aside"] == []
    assert len(found["gives_back"]) == 7
    assert all(line["inside"] for line in found["gives_back"]), found["gives_back"]
    loaded = load_scenario(str(scenario))
    assert loaded.scenario.quarters == 12
    assert loaded.warnings == ()
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
    assert len(texts) == 4
    names = _names(maven)
    assert len(names) > 50
    assert not [name for name in names if any(name in text for text in texts)]
    status, out, _ = run("simulate", scenario, "--policy", "inherited", "--seeds", "1:1", "--json")
    assert status == 0
    booked = sum(q["bookings"]["mean"] for q in json.loads(out)["quarters"][:1])
    file_books = sum_of_wins(deals) / 1000 / len(set(months(deals, "close_date"))) * 3  # k a quarter
    assert booked == pytest.approx(file_books, rel=0.2)


def _names(maven: Path) -> set[str]:
    """Names of people and customers in the sample set, none of which may get out."""
    rows, teams = read_deals(maven), read_rows(maven / "sales_teams.csv")
    return (
        {r["sales_agent"] for r in rows} | {t["manager"] for t in teams} | {r["account"] for r in rows} - {""}
    )


def test_names_are_kept_by_choice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(firm(sellers=4, months=12))
    calibrated(run, tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml", "--names", "keep")
    names = load_scenario(str(tmp_path / "firm.yaml")).scenario.organisation.sellers
    assert isinstance(names, list)
    assert sorted(names) == ["seller 1", "seller 2", "seller 3", "seller 4"]


COMPLETE: dict[str, Any] = {}
"""What a file with everything in it tells; calibrated once."""


@pytest.mark.parametrize(
    ("gone", "unknown", "known"),
    [
        (("owner",), ("rep_effect", "distinguishable"), ("win_rate", "days_won", "value", "quarter_end")),
        (("created", "closed"), ("days_won", "median"), ("win_rate", "value", "rep_effect")),
        (("value",), ("value", None), ("win_rate", "days_won", "quarter_end", "rep_effect")),
    ],
)
def test_missing_figures_are_listed(
    run: Run, tmp_path: Path, gone: tuple[str, ...], unknown: tuple[str, str | None], known: tuple[str, ...]
) -> None:
    """All else is estimated, and the scenario plays, with the reference in place of what is missing."""
    whole, part = firm(months=18), tmp_path / "part.csv"
    part.write_text(without(whole, *gone))
    if not COMPLETE:
        (tmp_path / "whole.csv").write_text(whole)
        COMPLETE.update(calibrated(run, tmp_path / "whole.csv", "-o", tmp_path / "whole.yaml"))
    complete = COMPLETE
    found = calibrated(run, part, "-o", tmp_path / "part.yaml")
    key, inner = unknown
    assert (found[key] if inner is None else found[key][inner]) is None
    assert len(found["cannot"]) > len(complete["cannot"])
    assert len(found["assumed"]) > len(complete["assumed"])
    for key in known:
        assert found[key] == complete[key]
    status, out, _ = run("simulate", tmp_path / "part.yaml", "--policy", "steady", "--seeds", "1:1")
    assert status == 0, out


def test_the_same_file_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(firm(months=12))
    to = ("-o", tmp_path / "firm.yaml", "--report", tmp_path / "firm.md")
    run("calibrate", tmp_path / "deals.csv", *to)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(before) == {"deals.csv", "firm.yaml", "firm.md", "firm.html", "firm.map.yaml"}
    status, _, err = run("calibrate", tmp_path / "deals.csv", *to, "--map", tmp_path / "firm.map.yaml")
    assert status == 0, err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["firm.yaml", "firm.md", "firm.html"])
def test_edited_files_are_not_overwritten(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "deals.csv").write_text(firm(months=12))
    (tmp_path / name).write_text("# mine\n")
    to = ("-o", tmp_path / "firm.yaml", "--report", tmp_path / "firm.md")
    status, out, _ = run("calibrate", tmp_path / "deals.csv", *to, "--json")
    assert status == 2
    assert name in json.loads(out)["errors"][0]["place"]
    assert (tmp_path / name).read_text() == "# mine\n"
    assert {path.name for path in tmp_path.iterdir()} == {"deals.csv", name}


def test_how_a_file_was_read_is_printed_and_reported(run: Run, tmp_path: Path) -> None:
    """Unused columns with an example and a guess, and decisions; names of people are masked."""
    rows = [row.split(",") for row in firm(months=12).splitlines()]
    more = [["Contract Value", "Contact"], *(["7000", "Ida Lund"] for _ in rows[1:])]
    text = "".join(",".join([*row, *its]) + "\n" for row, its in zip(rows, more, strict=True))
    (tmp_path / "deals.csv").write_text(text)
    to = ("-o", tmp_path / "firm.yaml", "--report", tmp_path / "firm.md")
    status, out, err = run("calibrate", tmp_path / "deals.csv", *to)
    assert status == 0, err
    assert "read as: deal ID 'deal_id', owner 'owner'" in out
    assert "'Contract Value' (such as '7000'): another amount" in out
    assert "not 'Contract Value': its name fits better" in out
    assert "'Contact' (such as 'xxx xxxx'): not needed" in out
    report = (tmp_path / "firm.md").read_text()
    for said in ("another amount", "xxx xxxx", "its name fits better"):
        assert said in report
    assert "Ida Lund" not in report + out
    kept = "\n".join(how_read(read_export(tmp_path / "deals.csv").ledger, show_names=True))
    assert "'Contact' (such as 'Ida Lund'): not needed" in kept


def test_questions_are_printed_with_decisions(run: Run, tmp_path: Path) -> None:
    text = firm(months=12).replace("Won", "Nyert").replace("value", "zsozsó", 1)
    (tmp_path / "deals.csv").write_text(text)
    status, _, err = run("calibrate", tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml")
    assert status == 2
    assert "'zsozsó'" in err
    assert 'write "" if there is none' in err
    assert "'Nyert'" in err
    assert "not used:" in err


def test_a_mapping_is_corrected_and_run_again(run: Run, tmp_path: Path) -> None:
    """Unrecognised columns are asked for once; all other decisions are in the draft."""
    text = firm(months=12).replace("stage", "how it went", 1).replace("Won", "Nyert")
    (tmp_path / "deals.csv").write_text(text)
    to = ("-o", tmp_path / "firm.yaml")
    status, _, err = run("calibrate", tmp_path / "deals.csv", *to)
    assert status == 2
    assert "stage" in err
    draft = tmp_path / "firm.map.yaml"
    written = draft.read_text()
    assert "owner: owner" in written
    answered = written.replace("stage: null", "stage: how it went").replace("won: []", "won: [Nyert]")
    draft.write_text(answered)
    status, _, err = run("calibrate", tmp_path / "deals.csv", *to, "--map", draft)
    assert status == 0, err
    assert (tmp_path / "firm.yaml").exists()


@pytest.mark.parametrize("name", ["salesforce", "hubspot", "pipedrive", "zoho", "dynamics"])
def test_exports_of_several_makers_become_the_same_firm(run: Run, tmp_path: Path, name: str) -> None:
    found = calibrated(run, FILES / f"{name}.csv", "-o", tmp_path / "firm.yaml")
    assert found["rows"] == found["used"] + sum(line["rows"] for line in found["set_aside"])
    assert load_scenario(str(tmp_path / "firm.yaml")).scenario.quarters == 12


@pytest.mark.parametrize("output", ["nowhere/firm.yaml", "."])
def test_an_unwritable_place_is_reported_before_any_work(run: Run, tmp_path: Path, output: str) -> None:
    (tmp_path / "deals.csv").write_text(firm(months=12))
    status, out, _ = run("calibrate", tmp_path / "deals.csv", "-o", tmp_path / output, "--json")
    assert status == 2
    assert json.loads(out)["errors"][0]["remedy"]


def test_calibrating_an_exported_game_reproduces_its_figures(run: Run, tmp_path: Path) -> None:
    record = Path(__file__).parents[1] / "golden" / "reference.tgn"
    status, out, err = run("export", record, "--format", "csv", "-o", tmp_path / "game.csv", "--json")
    assert status == 0, err
    exported = json.loads(out)
    found = calibrated(run, tmp_path / "game.csv", "-o", tmp_path / "again.yaml")
    for key in ("won", "lost", "open"):
        assert found[key] == exported[key]
    assert found["rows"] == exported["deals"]
    assert found["quarter_end"]["present"] is True


@pytest.mark.validate
@pytest.mark.parametrize(
    ("seed", "truth"),
    [
        (11, {"sellers": 12, "rate": 6.0, "quarter_end": 0.6}),
        (12, {"sellers": 30, "rate": 10.0, "win": 0.25}),
        (13, {"sellers": 6, "rate": 4.0, "win": 0.6, "dispersion": 3.0}),
        (14, {"sellers": 20, "rate": 5.0, "quarter_end": 0.4, "value": 80_000.0, "months": 36}),
    ],
)
def test_simulated_firms_are_reproduced(run: Run, tmp_path: Path, seed: int, truth: dict[str, Any]) -> None:
    """All seven figures inside of the file's own intervals: these are about the fit, not about luck, as each figure is
    fitted to the very estimate that the interval is made around.
    """
    (tmp_path / "deals.csv").write_text(firm(seed, **truth))
    found = calibrated(run, tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml")
    assert len(found["gives_back"]) == 7
    outside = [line for line in found["gives_back"] if not line["inside"]]
    assert not outside, outside


OUTCOME = ("won", "lost")
HEAD = "id,owner,stage,created,closed,amount,product"
ODD: dict[str, Callable[[int], str]] = {
    "all on one day": lambda i: f"{i},a,{OUTCOME[i % 2]},2024-03-01,2024-03-01,100,p",
    "no time at all": lambda i: f"{i},a{i % 3},{OUTCOME[i % 2]},{_day(i)},{_day(i)},{i + 1},p{i % 4}",
    "values next to nothing": lambda i: f"{i},a,{OUTCOME[i % 2]},{_day(i)},2025-01-20,0.01,p",
    "values beyond all bounds": lambda i: f"{i},a,{OUTCOME[i % 2]},{_day(i)},2025-01-20,{10**14},p{i % 2}",
    "values of all sizes": lambda i: f"{i},a,{OUTCOME[i % 2]},{_day(i)},2025-01-20,{10 ** (i % 13)},p{i % 5}",
    "years and years": lambda i: f"{i},a,{OUTCOME[i % 2]},{1990 + i % 30}-01-01,{1995 + i % 25}-05-01,9,p",
    "an owner for each": lambda i: f"{i},a{i},{OUTCOME[i % 2]},{_day(i)},2025-01-20,50,p",
    "hardly any wins": lambda i: f"{i},a,{'won' if i % 100 == 0 else 'lost'},{_day(i)},2025-01-20,50,p",
    "hardly any losses": lambda i: f"{i},a,{'lost' if i % 100 == 0 else 'won'},{_day(i)},2025-01-20,50,p",
    "formulas": lambda i: f"{i},=cmd|' /C calc'!A{i % 3},{OUTCOME[i % 2]},{_day(i)},2025-01-20,50,=1+1",
    "markup": lambda i: f"{i},[b]x[/b]{i % 3},{OUTCOME[i % 2]},{_day(i)},2025-01-20,50,<img src=x>|{i % 4}",
    "long names": lambda i: (
        f"{i},{'x' * 5000}{i % 3},{OUTCOME[i % 2]},{_day(i)},2025-01-20,50,{'y' * 3000}{i % 4}"
    ),
}


def _day(i: int) -> str:
    return f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}"


@pytest.mark.validate
@pytest.mark.parametrize("name", ODD)
def test_odd_firms_become_scenarios_that_play(run: Run, tmp_path: Path, name: str) -> None:
    """Whatever the data, there is a scenario, and mismatches are reported."""
    (tmp_path / "deals.csv").write_text("\n".join([HEAD, *(ODD[name](i) for i in range(250))]) + "\n")
    found = calibrated(
        run, tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml", "--report", tmp_path / "firm.md"
    )
    assert found["rows"] == found["used"] + sum(line["rows"] for line in found["set_aside"])
    status, out, _ = run("simulate", tmp_path / "firm.yaml", "--policy", "steady", "--seeds", "1:1")
    assert status == 0, out
    assert "<img" not in (tmp_path / "firm.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_an_unreadable_file_leaves_nothing_behind(run: Run, tmp_path: Path, name: str) -> None:
    """The corpus of the intake's tests, as a user gives it: exit status 2, a remedy, no file but a draft to correct."""
    (tmp_path / "deals.csv").write_bytes(REFUSED[name])
    status, out, _ = run("calibrate", tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml", "--json")
    assert status == 2
    assert all(error["remedy"] for error in json.loads(out)["errors"])
    assert {path.name for path in tmp_path.iterdir()} <= {"deals.csv", "firm.map.yaml"}


@pytest.mark.validate
@pytest.mark.parametrize("name", list(TAKEN)[::4])
def test_a_partly_broken_file_still_becomes_a_scenario(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "deals.csv").write_bytes(TAKEN[name][0])
    found = calibrated(run, tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml")
    assert found["rows"] == found["used"] + sum(line["rows"] for line in found["set_aside"])
    assert load_scenario(str(tmp_path / "firm.yaml")).scenario.quarters == 12


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.validate
def test_a_hundred_thousand_deals_need_little_memory(tmp_path: Path) -> None:
    """500 MB at most, measured in a process of its own. (Time is measured by hand: docs/crm.md.)"""
    text = firm(sellers=90, months=36, rate=31.0)
    assert text.count("\n") > 95_000
    (tmp_path / "deals.csv").write_text(text)
    status, peak = peak_memory("calibrate", tmp_path / "deals.csv", "-o", tmp_path / "firm.yaml", "--json")
    assert status == 0
    assert peak < 500_000
