"""Moves: valid whole percents, and the same as shares."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sim.model.move import Move, make_allocation, move_from_split
from sim.scenario.organisation import Split
from tests.model import firms
from tests.model.firms import REFERENCE


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"split": (101, 0, 0)}, "whole percent"),
        ({"response": (0, -1, 0)}, "whole percent"),
        ({"focus": ((50, 50), (100, 0, 0), (100, 0, 0, 0))}, "3 shares for sellers"),
        ({"focus": ((50, 40, 0), (100, 0, 0), (100, 0, 0, 0))}, "sum to 100"),
        ({"focus": ((150, -50, 0), (100, 0, 0), (100, 0, 0, 0))}, "sum to 100"),
        ({"concentration": 9.5}, "concentration"),
        ({"concentration": float("nan")}, "concentration"),
    ],
)
def test_what_cannot_be_lived_is_no_move(change: dict[str, Any], fault: str) -> None:
    plain: dict[str, Any] = {"split": (20, 30, 65), "response": (30, 30, 30)}
    with pytest.raises(ValueError, match=fault):
        Move(**(plain | change))


@given(firms.moves)
def test_shares_are_the_percents(move: Move) -> None:
    a = make_allocation(REFERENCE, move)
    assert a.split * 100 == pytest.approx(list(move.split))
    assert a.response * 100 == pytest.approx(list(move.response))
    for seat, focus in enumerate((a.sellers, a.managers, a.leaders)):
        assert focus.sum() == pytest.approx(1)
        if move.focus is not None:
            assert focus * 100 == pytest.approx(list(move.focus[seat]))
    assert a.concentration == move.concentration


def test_the_default_focus_and_response_are_the_organisations() -> None:
    a = make_allocation(REFERENCE, move_from_split(REFERENCE, Split(sellers=24, managers=33, leaders=65)))
    assert a.sellers.tolist() == [0.4, 0.3, 0.3]
    assert a.managers.tolist() == [0.55, 0.25, 0.20]
    assert a.leaders.tolist() == [0.4, 0.2, 0.2, 0.2]
    assert a.response.tolist() == [0.3, 0.3, 0.3]
