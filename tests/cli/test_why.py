"""`tactegic why`: the same figures as text and as JSON, and what is said where there is nothing to explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.analysis.why.change_split import CAUSES
from sim.game import store
from sim.text.why import format_signed_money
from tests.cli.test_commands import document, run
from tests.making import DAY, game, play


@pytest.fixture
def record() -> Path:
    """A game of three moves."""
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20", "S60", "S10")
        saved.save()
    return saved.path


def test_the_causes_sum_to_the_change(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    found = document(capsys, "why", str(record))
    assert (found["move"], found["period"]) == (3, "quarter")
    for measure in ("bookings", "value"):
        one = found[measure]
        assert list(one["causes"]) == list(CAUSES)
        amounts = [cause["amount"] for cause in one["causes"].values()]
        assert sum(amounts) == pytest.approx(one["change"], abs=1e-4)
        assert one["change"] == pytest.approx(one["now"] - one["before"], abs=1e-4)
        assert abs(one["causes"][one["largest"]]["amount"]) == max(map(abs, amounts))


def test_text_says_what_json_says_of_any_move(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    found = document(capsys, "why", record.name, "--move", "2")
    status, out, _ = run(capsys, "why", record.name, "--move", "2")
    assert status == 0
    assert found["move"] == 2
    for measure in ("bookings", "value"):
        assert format_signed_money(found[measure]["change"]) in out
        assert all(cause["because"] in out for cause in found[measure]["causes"].values())


@pytest.mark.parametrize("move", ["0", "1", "4", "-1", "two", "٣", "99999999999999999999"])
def test_a_move_that_cannot_be_explained_is_bad_input(
    capsys: pytest.CaptureFixture[str], record: Path, move: str
) -> None:
    status, out, err = run(capsys, "why", str(record), f"--move={move}")
    assert (status, out) == (2, "")
    assert "error: " in err
    assert "; " in err


def test_a_game_of_one_move_has_nothing_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    with store.create_saved_game(game(), DAY) as saved:
        play(saved.game, "S20")
        saved.save()
    status, _, err = run(capsys, "why", str(saved.path))
    assert status == 2
    assert "one move" in err
