"""The directors fire after four quarters for attainment, at any quarter's end for cash, and only
once. Play continues.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.event.books import Book, quarter_attainments, quarter_books, sum_books
from sim.event.facts import TeamFired
from sim.event.position import Position
from tests.event.worlds import STEADY, TACTICAL, game, live
from tests.model.firms import firm_of


def fired(**changes: Any) -> tuple[Position, list[TeamFired]]:
    end, facts = live(game(firm_of(**changes), 3), [TACTICAL] * 6)
    return end, [f for f in facts if isinstance(f, TeamFired)]


def test_the_board_waits_four_quarters_for_attainment() -> None:
    end, told = fired(goal={"target": 2000.0, "cash_floor": -1e6}, organisation={"start": {"cash": 5000.0}})
    assert [(f.quarter, f.reason, f.time) for f in told] == [(4, "attainment", 52.0)]
    assert (end.fired, end.fired_for) == (4, "attainment")
    assert end.week == 78  # it goes on after a firing


def test_cash_below_the_floor_is_no_matter_of_patience() -> None:
    end, told = fired(organisation={"start": {"cash": -3000.0}})
    assert [(f.quarter, f.reason) for f in told] == [(1, "cash")]
    assert (end.fired, end.fired_for) == (1, "cash")


def test_a_patient_board_fires_nobody() -> None:
    end, told = fired(goal={"patience": 0.0, "cash_floor": -1e6})
    assert (end.fired, end.fired_for, told) == (None, "", [])


@pytest.mark.parametrize("margin", [-0.01, 0.01])
def test_it_is_the_mean_of_the_last_four_quarters_that_counts(margin: float) -> None:
    """The directors' patience is set just over and just under the mean attainment of the first four quarters; later
    quarters are measured with the three before them.
    """
    base, _ = live(game(firm_of(goal={"patience": 0.0, "cash_floor": -1e6}), 3), [STEADY] * 4)
    mean = sum(quarter_attainments(base.weeks)) / 4
    goal = {"patience": mean - margin, "cash_floor": -1e6}
    end, facts = live(game(firm_of(goal=goal), 3), [STEADY] * 4)
    assert [type(f) for f in facts if isinstance(f, TeamFired)] == ([TeamFired] if margin < 0 else [])
    assert end.fired == (4 if margin < 0 else None)


def test_books_add_up_by_quarters() -> None:
    end, _ = live(game(firm_of(), 3), [STEADY] * 3)
    whole = quarter_books(end.weeks)
    assert len(whole) == 3
    assert sum_books(whole).won == sum_books(end.weeks).won
    assert sum_books(whole).bookings == pytest.approx(sum_books(end.weeks).bookings)
    assert quarter_attainments(end.weeks) == [q.bookings / q.target for q in whole]
    assert quarter_attainments(end.weeks[:12]) == []
    assert Book().attainment == 0.0
