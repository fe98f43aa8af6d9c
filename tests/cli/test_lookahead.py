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
        assert set(line) == {"first", "plan", "score", "value", "wdl", "difference", "equal"}
        assert set(line["value"]) == {"mean", "se", "p10", "p50", "p90"}
        assert len(line["plan"]) == 5
        assert line["plan"][0] == line["first"]
        assert sum(line["wdl"].values()) == pytest.approx(1)
        assert line["score"]["mean"] == pytest.approx(100 * line["wdl"]["goal"] + 50 * line["wdl"]["draw"])
    assert found["lines"][0]["difference"]["mean"] == 0
    assert found["futures"] >= 600
    assert 0 < found["seconds_first"] <= found["seconds_total"]
    assert found["sight_months"] > 0


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
    store.create(going, DAY).close()
    record = next((home / "games").glob("*.tgn"))
    found = document(capsys, "lookahead", str(record), *FEW)
    assert (found["move"], found["moves"], found["scenario"]) == (3, 2, "made")


def test_a_finished_game_has_nothing_ahead(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    going = game(small())
    while not going.over:
        play(going, "S25 M35 L65")
    store.create(going, DAY).close()
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
