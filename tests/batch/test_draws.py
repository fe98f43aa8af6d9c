"""Draws of a block of futures: the laws of counts, sizes and people, and the luck that plans share."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.batch.draws import MAX_CHANCE, SampledDraws
from sim.model.arrays import Array
from sim.model.random_streams import RandomStreams
from tests.batch.test_inversion import binomial_chances, poisson_chances
from tests.model.chances import ALARM, assert_binomial, assert_distribution, assert_mean, erlang_cdf

MANY = 100_000
quick = settings(max_examples=40)


def draws(futures: int, seats: int = 12, seed: int = 1) -> SampledDraws:
    return SampledDraws(RandomStreams(seed), 0, futures, seats)


def full(value: float, futures: int = MANY, plans: int = 1) -> Array:
    return np.full((futures, plans, 1), float(value))


def assert_counts(counts: Array, chances: Sequence[float]) -> None:
    """Counts have these chances: Dvoretzky, Kiefer, Wolfowitz hold for steps too (`tests.model.chances`)."""
    found = np.bincount(counts.astype(int), minlength=len(chances)).cumsum() / counts.size
    law = np.cumsum(chances)
    distance = np.abs(found[: len(law)] - law).max()
    assert distance < math.sqrt(math.log(2 / ALARM) / (2 * counts.size))


@pytest.mark.parametrize("mean", [0.02, 0.7, 5.0, 11.9, 12.1, 30.0, 90.0])
def test_poisson_counts_small_and_in_parts(mean: float) -> None:
    (counts,) = draws(MANY).counts("test", {"come": full(mean)}, {}).values()
    assert_counts(counts.ravel(), poisson_chances(mean))
    assert_mean(counts.ravel().tolist(), mean, math.sqrt(mean))


@pytest.mark.parametrize(
    ("n", "p"), [(1, 0.3), (2, 0.9), (7, 0.05), (40, 0.2), (100, 0.55), (300, 0.8), (3000, 0.004)]
)
def test_binomial_counts_small_and_in_parts(n: int, p: float) -> None:
    (counts,) = draws(MANY).counts("test", {}, {"gone": (full(n), full(p))}).values()
    assert counts.max() <= n
    assert_counts(counts.ravel(), binomial_chances(n, p))
    assert_mean(counts.ravel().tolist(), n * p, math.sqrt(n * p * (1 - p)))


@pytest.mark.parametrize("later", [80.0, 200.0])
def test_counts_that_grow_large_keep_their_law(later: float) -> None:
    """What was prepared in the first week, with small means, does not matter."""
    drawn = draws(MANY)
    drawn.counts("test", {"come": full(1.0)}, {"gone": (full(10), full(0.1))})
    drawn.week = 1
    counts = drawn.counts("test", {"come": full(later)}, {"gone": (full(4 * later), full(0.5))})
    assert_counts(counts["come"].ravel(), poisson_chances(later))
    assert_counts(counts["gone"].ravel(), binomial_chances(round(4 * later), 0.5))


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (40, 0.2), (300, 0.8), (600, 0.0), (600, 1.0)])
def test_what_happens_to_each_by_itself(n: int, p: float) -> None:
    """Counts follow the binomial law, and in no future are there fewer at a higher chance."""
    count = np.full((2000, 2, 1), float(n))
    chance = np.broadcast_to([[p], [min(1.0, p + 0.1)]], count.shape)
    met = draws(2000).each("test", count, chance)
    if 0 < p < 1:
        assert_counts(met[:, 0, 0], binomial_chances(n, p))
    else:
        assert (met[:, 0, 0] == n * p).all()
    assert (met[:, 0] <= met[:, 1]).all()


@quick
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.sampled_from([0.0, 1.0]) | st.floats(0, 1)), min_size=1, max_size=6
    ),
    st.integers(0, 2**40),
)
def test_counts_are_whole_and_within_bounds(trials: list[tuple[int, float]], seed: int) -> None:
    given_ = {str(place): (full(n, 50), full(p, 50)) for place, (n, p) in enumerate(trials)}
    drawn = draws(50, seed=seed).counts("test", {}, given_)
    for counts, (n, p) in zip(drawn.values(), trials, strict=True):
        assert (counts == np.round(counts)).all()
        assert ((counts >= 0) & (counts <= n)).all()
        if p in (0.0, 1.0):
            assert (counts == n * p).all()


def test_few_trials_of_a_high_chance_never_bring_more_than_there_are() -> None:
    """The chance of all is the sum of all chances, which single precision may round to less than a uniform."""
    n, p = np.meshgrid(np.arange(1.0, 30.0), np.linspace(0.5, float(MAX_CHANCE), 200))
    some = np.broadcast_to(np.stack([n.ravel(), p.ravel()]), (300, 2, n.size))
    drawn = draws(300)
    for drawn.week in range(10):
        counts = drawn.counts("test", {}, {"gone": (some[:, :1], some[:, 1:])})["gone"]
        assert (counts <= some[:, :1]).all()


def test_counts_beside_each_other_are_independent() -> None:
    means, trials = {"come": np.full((MANY, 1, 2), 2.0)}, {"gone": (full(10), full(0.3))}
    drawn = draws(MANY).counts("test", means, trials)
    columns = [drawn["come"][:, 0, 0], drawn["come"][:, 0, 1], drawn["gone"][:, 0, 0]]
    for i, a in enumerate(columns):
        for b in columns[:i]:
            product = (a - a.mean()) * (b - b.mean())
            assert_mean(product.tolist(), 0.0, float(product.std()))


def test_weeks_purposes_and_blocks_have_luck_of_their_own() -> None:
    def of(block: int, week: int, purpose: str) -> list[float]:
        drawn = SampledDraws(RandomStreams(1), block, 200, 12)
        drawn.week = week
        return [float(x) for x in drawn.counts(purpose, {"come": full(5.0, 200)}, {})["come"].ravel()]

    base = of(0, 0, "a")
    assert of(0, 0, "a") == base
    assert base not in (of(1, 0, "a"), of(0, 1, "a"), of(0, 0, "b"))


@pytest.mark.parametrize(("wins", "shape"), [(1, 4.0), (3, 4.0), (30, 1.0)])
def test_sizes_have_the_laws_mean_and_shape(wins: int, shape: float) -> None:
    """Wins within the number whose sizes are drawn in advance, and far beyond it."""
    won = np.full((MANY // 5, 1, 1, 2), float(wins))
    mean = np.broadcast_to(np.array([10.0, 20.0]), won.shape)
    worth = np.asarray(draws(MANY // 5).sizes(won, mean, shape)).ravel()
    assert_mean(worth.tolist(), 30.0 * wins, math.sqrt(500.0 * wins / shape))
    ordinary = np.asarray(draws(MANY // 5, seed=2).sizes(won * [1, 0], mean, shape)).ravel()
    assert_distribution((ordinary / (10.0 * wins)).tolist(), lambda x: erlang_cdf(x, round(shape * wins)))


def test_sellers_stay_and_seats_wait_by_the_law() -> None:
    """In every week the rate's share of those present leave, and of empty seats are filled."""
    drawn, futures, seats = draws(4000, seats=5), 4000, 5
    filled = np.ones((futures, 1, seats))
    leave, hire = 0.4, 0.9
    for drawn.week in range(12):
        left, hired = drawn.seats(filled, np.full((futures, 1), leave), hire)
        there = int(filled.sum())
        assert_binomial(int(left.sum()), there, -math.expm1(-leave))
        empty = futures * seats - there
        if empty:
            assert_binomial(int(hired.sum()), empty, -math.expm1(-hire))
        assert not (left * hired).any()
        filled = filled - left + hired
        assert set(np.unique(filled)) <= {0.0, 1.0}


def test_nobody_leaves_and_comes_at_no_rate() -> None:
    drawn = draws(500)
    filled = np.arange(12) % 2 * np.ones((500, 1, 1))
    for drawn.week in range(20):
        left, hired = drawn.seats(filled, np.zeros((500, 1)), 0.0)
        assert not left.any()
        assert not hired.any()
