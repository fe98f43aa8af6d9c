"""Where the goal is out of reach, or certain, search and lines aim at value; figures decide that."""

from __future__ import annotations

import pytest

from sim.lookahead.anytime_search import AnytimeSearch
from sim.lookahead.objectives import GoalStatus, goal_status
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from tests.lookahead.views import imagined

WEEK = 117
GOALS: dict[GoalStatus, float] = {"beyond": 90_000.0, "certain": 10.0}


def _last(goal: float) -> LookaheadSnapshot:
    *_, last = AnytimeSearch(imagined(week=WEEK), goal, 3, SearchLimit(futures=4000)).snapshots()
    return last


@pytest.mark.parametrize("aim", GOALS)
def test_lines_are_ranked_and_told_apart_by_value(aim: GoalStatus) -> None:
    last = _last(GOALS[aim])
    assert last.reach == aim
    values = [line.value.mean for line in last.lines]
    assert values == sorted(values, reverse=True)
    assert last.lines[0].gain.mean == 0
    for line in (*last.lines, last.nothing):
        assert line.gain.mean == pytest.approx(line.value.mean - values[0], abs=1e-6)
        assert line.equal == (abs(line.gain.mean) <= 2 * line.gain.se)
    assert last.nothing.gain.mean <= 2 * last.nothing.gain.se
    assert not all(line.equal for line in (*last.lines, last.nothing))


def test_what_is_found_where_the_goal_is_out_of_reach_is_worth_more_than_the_usual_move() -> None:
    """k; gain in futures that no search has seen. A false alarm is at four errors, one in 30,000."""
    last = _last(GOALS["beyond"])
    assert last.nothing.gain.mean < -4 * last.nothing.gain.se


def test_an_open_goal_is_aimed_at() -> None:
    of = imagined(week=WEEK)
    plans = of.horizon.constant_plans([of.horizon.base])
    middle = float(of.play_searched(plans, 0, 64, flow=False).reached.mean())
    assert goal_status(of, plans, middle) == "open"
    assert _last(middle).reach == "open"
