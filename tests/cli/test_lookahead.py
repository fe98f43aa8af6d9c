"""`tactegic lookahead`: the best lines in a position, as JSON and as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.game import store
from tests.cli.test_commands import document, run
from tests.making import DAY, game, play, small

FEW = ("--futures", "600")


def test_it_prints_as_many_lines_as_asked_the_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "lookahead", "solo", *FEW, "--lines", "4", "--moves", "5")
    assert len(found["lines"]) == 4
    scores = [line["score"]["mean"] for line in found["lines"]]
    assert scores == sorted(scores, reverse=True)
    for line in found["lines"]:
        assert set(line) == {"first", "plan", "score", "value", "wdl", "difference", "gain", "equal"}
        assert set(line["value"]) == {"mean", "se", "p10", "p50", "p90"}
        assert len(line["plan"]) == 5
        assert line["plan"][0] == line["first"]
        assert sum(line["wdl"].values()) == pytest.approx(1)
        assert line["score"]["mean"] == pytest.approx(100 * line["wdl"]["goal"] + 50 * line["wdl"]["draw"])
    assert found["lines"][0]["difference"]["mean"] == 0
    assert found["futures"] >= 600
    assert 0 < found["seconds_first"] <= found["seconds_total"]
    assert found["sight_months"] > 0


def test_a_line_of_ones_own_is_told_beside(capsys: pytest.CaptureFixture[str]) -> None:
    line = ("--line", "S20 M30 L60 fS0/0/100; S25", "--line", "S0 M0 L0")
    found = document(capsys, "lookahead", "reference", *FEW, *line, "--moves", "3")
    mine, tactical = found["asked"]
    assert (
        mine["plan"]
        == ["S20 M30 L60 r30 fS0/0/100 fM55/25/20 fL40/20/20/20"]
        + ["S25 M30 L60 r30 fS0/0/100 fM55/25/20 fL40/20/20/20"] * 2
    )
    assert tactical["difference"]["mean"] + 3 * tactical["difference"]["se"] < 0


def test_what_is_fixed_stays_in_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "lookahead", "reference", *FEW, "--fix", "S60")
    assert all(move.startswith("S60 ") for line in found["lines"] for move in line["plan"])


def test_threats_are_listed_the_worst_first(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "lookahead", "reference", *FEW, "--threats")["threats"]
    harm = [threat["harm"]["mean"] for threat in found]
    assert harm == sorted(harm, reverse=True)
    assert {threat["type"] for threat in found} >= {"slump", "boom", "technology"}
    _, out, _ = run(capsys, "lookahead", "reference", *FEW, "--threats", "--line", "S10 M10 L10")
    assert "Slump, unseen" in out
    assert "?1 1. S10 M10 L10" in out


def test_moves_are_cut_at_the_end_of_the_game(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "lookahead", "reference", *FEW, "--moves", "40", "--lines", "1")
    assert found["moves"] == len(found["lines"][0]["plan"]) == 12


def test_futures_give_the_same_on_any_machine(capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (document(capsys, "lookahead", "solo", *FEW) for _ in range(2))
    for found in (one, other):
        del found["seconds_first"], found["seconds_total"]
    assert one == other


def test_seconds_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, "lookahead", "solo", "--seconds", "0.01")["futures"] > 0


def test_a_seat_is_planned_alone(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "lookahead", "reference", *FEW, "--seat", "leader")
    assert all(line["first"].startswith("L") for line in found["lines"])


def test_it_looks_from_where_a_records_player_is(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    going = play(game(small()), "S20 M30 L60", "S25 M30 L60")
    store.create_saved_game(going, DAY).close()
    record = next((home / "games").glob("*.tgn"))
    found = document(capsys, "lookahead", str(record), *FEW)
    assert (found["move"], found["moves"], found["scenario"]) == (3, 2, "made")


def test_a_finished_game_has_nothing_ahead(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    going = game(small())
    while not going.over:
        play(going, "S25 M35 L65")
    store.create_saved_game(going, DAY).close()
    record = next((home / "games").glob("*.tgn"))
    status, _, err = run(capsys, "lookahead", str(record), *FEW)
    assert status == 2
    assert "over" in err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--lines", "0"),
        ("--lines", "99"),
        ("--moves", "x"),
        ("--seconds", "0"),
        ("--seconds", "soon"),
        ("--futures", "5"),
        ("--futures", "500", "--seconds", "1"),
        ("--seat", "leader"),
        ("--seed", "-"),
        ("--line", "S200"),
        ("--line", "L50"),
        ("--fix", "r30"),
        ("--fix", "S20"),
    ],
)
def test_wrong_options_are_told(capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]) -> None:
    status, _, err = run(capsys, "lookahead", "solo", *wrong)
    assert status == 2
    assert wrong[0] in err


def test_text_has_every_line_and_that_of_doing_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "lookahead", "solo", *FEW, "--lines", "2")
    assert status == 0
    assert [row.split()[0] for row in out.splitlines() if row[:1] in "12-" and row[:1]] == ["1", "2", "-"] * 2
