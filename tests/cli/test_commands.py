"""The command line, in this process: what it prints, and with which status it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.cli.main import main
from sim.cli.parser import COMMANDS
from sim.cli.seeds import seeds
from sim.game import store
from sim.lookahead.masters import opponent_names
from sim.scenario.load import load_scenario
from tests.making import DAY, game, play


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def document(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    """The JSON document that a command prints."""
    ended, out, _ = run(capsys, *arguments, "--json")
    assert ended == status, out
    return json.loads(out)


def test_bots_are_listed_and_one_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    every = document(capsys, "bots")["bots"]
    assert [bot["name"] for bot in every] == list(opponent_names())
    assert all(bot["title"] and bot["summary"] and bot["beat"] for bot in every)
    assert main(["bots", "month-ender"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    (one,) = document(capsys, "bots", "month-ender")["bots"]
    assert (
        said
        == f"{one['title']} {' '.join(one['summary'].split())} How to beat it: {' '.join(one['beat'].split())}"
    )
    assert main(["bots", "month-endr"]) == 2
    assert "did you mean 'month-ender'?" in capsys.readouterr().err


def test_scenarios_come_easiest_first_with_what_a_chooser_needs(capsys: pytest.CaptureFixture[str]) -> None:
    every = document(capsys, "scenarios")["scenarios"]
    assert {"reference", "steady_state", "turbulence", "the_entrant", "solo"} <= {s["name"] for s in every}
    assert [s["difficulty"] for s in every] == sorted(s["difficulty"] for s in every)
    assert all(set(s) == {"name", "title", "summary", "difficulty", "seats", "quarters"} for s in every)


def test_simulate_prints_quarters_and_result(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "simulate", "reference", "--policy", "S20,M35,L65", "--seeds", "1:3")
    assert [q["quarter"] for q in found["quarters"]] == list(range(1, 13))
    for q in found["quarters"]:
        assert set(q) == {"quarter", "bookings", "margin", "wins", "attainment"}
        assert q["bookings"]["lo"] <= q["bookings"]["mean"] <= q["bookings"]["hi"]
    result = found["result"]
    assert result["goal"] + result["draw"] + result["fired"] == pytest.approx(1)
    assert result["survived"] == pytest.approx(result["goal"] + result["draw"])
    assert set(result["value"]) == {"mean", "sd"}


def test_equal_arguments_give_equal_bytes_and_seeds_matter(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("simulate", "solo", "--policy", "panicker", "--json", "--seeds")
    first, again, other = (run(capsys, *arguments, s)[1] for s in ("7:7", "7", "8"))
    assert first == again
    assert first != other


def test_text_says_what_json_says(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("simulate", "reference", "--policy", "steady", "--seeds", "1:2")
    found = document(capsys, *arguments)
    _, out, _ = run(capsys, *arguments)
    for q in found["quarters"]:
        assert f"{q['bookings']['mean']:,.0f}" in out
    assert f"{found['result']['value']['mean']:,.0f}" in out


@pytest.mark.parametrize(
    ("text", "worlds"), [("7:7", [7]), ("1:4", [1, 2, 3, 4]), ("3,1", [3, 1]), ("1:2,9", [1, 2, 9])]
)
def test_seeds_are_inclusive(text: str, worlds: list[int]) -> None:
    assert seeds(text) == worlds


WRONG = [
    ("simulate", "reference", "--policy", "steady", "--seeds", "4:1"),
    ("simulate", "reference", "--policy", "steady", "--seeds", "x"),
    ("simulate", "reference", "--policy", "steady", "--seeds", "1:99999999"),
    ("simulate", "reference", "--policy", "steady", "--seeds", "-1"),
    ("simulate", "reference", "--policy", "sleepy"),
    ("simulate", "referense", "--policy", "steady"),
    ("simulate", "reference"),
    ("simulate", "reference", "--policy", "steady", "--cadence", "week"),
    ("simulat", "reference"),
    ("check", "no_such.yaml"),
    ("replay", "no_such.tgn"),
    ("scenarios", "--jsn"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_bad_input_ends_with_2_and_a_remedy(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "error: " in err
    assert "; " in err
    status, out, err = run(capsys, *arguments, "--json")
    errors = json.loads(out)["errors"]
    assert status == 2
    assert errors
    assert all(set(e) == {"place", "message", "remedy"} and e["message"] and e["remedy"] for e in errors)


def test_near_misses_are_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean 'reference'" in run(capsys, "simulate", "referense", "--policy", "steady")[2]
    assert "did you mean 'simulate'" in run(capsys, "simulat")[2]
    assert (
        "did you mean 'month'"
        in run(capsys, "simulate", "solo", "--policy", "steady", "--cadence", "mont")[2]
    )


def test_new_writes_a_scenario_that_checks_and_never_overwrites(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "new", "my_firm")[0] == 0
    assert document(capsys, "check", "my_firm.yaml")["files"] == [{"file": "my_firm.yaml", "warnings": []}]
    assert load_scenario("my_firm.yaml").scenario.name == "my_firm"
    text = (tmp_path / "my_firm.yaml").read_bytes()
    status, _, err = run(capsys, "new", "my_firm")
    assert (status, (tmp_path / "my_firm.yaml").read_bytes()) == (2, text)
    assert "already there" in err
    assert run(capsys, "new", "../escape")[0] == 2
    assert run(capsys, "new", "My Firm")[0] == 2


def test_check_tells_everything_of_every_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nname: bad\ntitle: t\nsummary: s\nquarter: 3\ngoal: {targt: 3, patience: 7}\n")
    status, out, err = run(capsys, "check", str(bad), "reference")
    assert status == 2
    assert "reference: good" in out
    assert f"{bad}:5:1" in err
    assert "did you mean 'quarters'" in err
    assert f"{bad}:6:" in err
    assert err.count("error: ") == 3
    assert len(document(capsys, "check", str(bad), "reference", status=2)["errors"]) == 3


def test_a_scenario_that_brings_too_much_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    flood = tmp_path / "flood.yaml"
    flood.write_text(
        "format: 1\nname: flood\ntitle: t\nsummary: s\ngoal: {threshold: 1}\norganisation: {sellers: 200}\n"
        "market: {segments: {all: {weight: 1, value: 30, drift: 0, demand: 20}}}\n"
        "parameters: {arrivals: {inbound: 10}}\n"
    )
    status, out, err = run(capsys, "simulate", str(flood), "--policy", "steady", "--seeds", "1:1")
    assert (status, out) == (2, "")
    assert "that a game can hold" in err


def test_warnings_are_not_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text("format: 1\nname: odd\ntitle: t\nsummary: s\nquarters: 30\n")
    status, _, err = run(capsys, "check", str(odd))
    assert status == 0
    assert f"{odd}:5:" in err
    assert document(capsys, "check", str(odd))["files"][0]["warnings"]


def test_the_schema_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "schema")
    assert status == 0
    assert {"name", "organisation", "extends"} <= set(json.loads(out)["properties"])


def test_replay_ends_with_1_and_names_the_first_difference(capsys: pytest.CaptureFixture[str]) -> None:
    with store.create_saved_game(
        game(load_scenario("solo").scenario, cadence="month", seat="seller"), DAY
    ) as saved:
        play(saved.game, "S20", "S30", "S10")
        saved.save()
    assert document(capsys, "replay", saved.path.name)["same"] is True
    text = saved.path.read_text(encoding="utf-8")
    saved.path.write_text(text.replace("2. S30", "2. S31"), encoding="utf-8")
    found = document(capsys, "replay", str(saved.path), status=1)
    assert found["same"] is False
    assert found["differences"][0]["move"].startswith("2. ")
    status, out, _ = run(capsys, "replay", str(saved.path))
    assert status == 1
    assert "differs first in line" in out


def test_the_tree_of_a_game_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20", "S30")
        saved.game.take_back()
        play(saved.game, "S40")
        saved.save()
    _, out, _ = run(capsys, "replay", str(saved.path), "--tree")
    lines = [line for line in out.splitlines() if ". S" in line]
    assert [line.split(" M")[0] for line in lines] == ["1. S20", "2. S30", "    2. S40"]
    assert " <" in lines[2]


def test_saved_games_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no saved games" in run(capsys, "games")[1]
    with store.create_saved_game(game(), DAY) as saved:
        pass
    assert saved.path.name in run(capsys, "games")[1]
    assert [g["name"] for g in document(capsys, "games")["games"]] == [saved.path.name]


def test_play_without_a_terminal_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "play", "reference")
    assert status == 2
    assert "terminal" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("play", "--resume", "nothing"), "no record"),
        (("play", "solo", "--seat", "leader"), "no seat 'leader'"),
        (("play", "reference", "--seed", "one"), "not a seed"),
        (("play", "nowhere"), "nowhere"),
    ],
)
def test_play_refuses_before_the_screen(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert said in err


def test_every_command_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert f"tactegic {command}" in capsys.readouterr().out.split("Examples:")[1]


def test_version_names_what_figures_depend_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert {"tactegic", "engine", "numpy", "scenario_format", "record_format"} <= set(
        document(capsys, "version")
    )


def test_the_glossary_tells_a_word_or_all_that_have_a_text(capsys: pytest.CaptureFixture[str]) -> None:
    (sight,) = document(capsys, "glossary", "sight")["words"]
    assert sight["word"] == "sight"
    assert sight["see"]
    several = document(capsys, "glossary", "caretaker", "margin")["words"]
    assert [word["word"] for word in several] == ["franchise value"]
    every = document(capsys, "glossary")["words"]
    _, out, _ = run(capsys, "glossary")
    assert all(f"\n{word['word']}\n" in f"\n{out}" for word in every)
    status, _, err = run(capsys, "glossary", "sihgt")
    assert status == 2
    assert "did you mean 'sight'?" in err
