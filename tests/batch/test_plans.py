"""Plans meet the same futures: a plan's results do not depend on the other plans, and luck is shared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.arrays import sum_last_axes
from sim.model.firm import Firm
from sim.model.move import Move
from sim.scenario.load import load_builtin_scenarios
from tests.batch.futures import BUSY, STEADY, TACTICAL, Stood, lived
from tests.event.worlds import firms, lines
from tests.model.firms import firm_of

REFERENCE = firm_of()
FIRMS = {s.name: Firm(s) for s in load_builtin_scenarios()}


def column(weeks: list[Stood], plan: int) -> list[np.ndarray]:
    """All results of one plan."""
    return [
        np.concatenate(
            [
                s.cash[:, [plan]], s.fired[:, [plan]], np.broadcast_to(s.week.bookings, s.cash.shape)[:, [plan]],
                s.counts.qualified[:, plan].reshape(len(s.cash), -1), s.counts.accounts[:, plan],
                s.counts.conversations[:, plan].reshape(len(s.cash), -1), s.stocks.filled[:, plan],
                np.asarray(s.stocks.felt)[:, [plan]], s.seen[:, plan].reshape(1, -1).repeat(len(s.cash), 0),
            ],
            axis=1,
        )
        for s in weeks
    ]  # fmt: skip


def assert_same(a: list[np.ndarray], b: list[np.ndarray]) -> None:
    """To the last bit: another plan does not even change the order of a sum."""
    assert all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("name", FIRMS)
def test_a_plan_alone_brings_what_it_brings_beside_others(name: str) -> None:
    plans = [[STEADY], [TACTICAL, BUSY], [BUSY]]
    beside = lived(FIRMS[name], plans, 78, futures=40, cadence="month")
    for i, plan in enumerate(plans):
        assert_same(column(lived(FIRMS[name], [plan], 78, futures=40, cadence="month"), 0), column(beside, i))


@settings(max_examples=15)
@given(firms, lines(3), lines(3), st.integers(0, 2**40))
def test_whatever_the_firm(firm: Firm, one: list[Move], other: list[Move], seed: int) -> None:
    beside = lived(firm, [one, other], 26, seed=seed, futures=6)
    assert_same(column(lived(firm, [one], 26, seed=seed, futures=6), 0), column(beside, 0))


def test_the_same_plan_twice_brings_the_same_twice() -> None:
    weeks = lived(REFERENCE, [[STEADY, BUSY], [TACTICAL], [STEADY, BUSY]], 60)
    assert_same(column(weeks, 0), column(weeks, 2))


def test_plans_are_the_same_until_they_part() -> None:
    weeks = lived(REFERENCE, [[STEADY, STEADY], [STEADY, TACTICAL]], 26)
    assert_same(column(weeks[:13], 0), column(weeks[:13], 1))
    assert not np.array_equal(weeks[-1].cash[:, 0], weeks[-1].cash[:, 1])


def test_a_month_of_a_line_is_not_a_quarter_of_it() -> None:
    months = lived(REFERENCE, [[STEADY] * 3 + [TACTICAL]], 20, cadence="month")
    quarters = lived(REFERENCE, [[STEADY, TACTICAL]], 20, cadence="quarter")
    assert_same(column(months, 0), column(quarters, 0))


def test_more_effort_on_the_month_takes_no_win_away_in_the_first_week() -> None:
    """Common luck: with the same counts, chances that are not lower give no lower results in any future."""
    (week,) = lived(REFERENCE, [[TACTICAL], [Move((80, 33, 65), (30, 30, 30))]], 1, futures=2000)
    wins, bookings = week.week.acted.flows.won, np.asarray(week.week.bookings)
    assert (wins[:, 0] >= wins[:, 1]).all()
    assert (wins[:, 0] > wins[:, 1]).any()
    assert (sum_last_axes(wins, 2)[:, 0] < sum_last_axes(wins, 2)[:, 1]).sum() == 0
    assert bookings[:, 0].mean() > bookings[:, 1].mean()


def test_shared_luck_makes_differences_small() -> None:
    """The difference of two plans varies less than that of the same plans in futures of their own."""
    ends = lived(REFERENCE, [[STEADY], [Move((27, 33, 65), (30, 30, 30))]], 26, futures=2000)[-1].cash
    own = lived(REFERENCE, [[STEADY]], 26, seed=2, futures=2000)[-1].cash
    assert np.var(ends[:, 1] - ends[:, 0]) < 0.5 * np.var(ends[:, 1] - own[:, 0])
