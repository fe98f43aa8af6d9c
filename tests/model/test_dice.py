"""Dice: numbers by name, the same everywhere, whatever else was drawn."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.random_streams import MAX_SEED, RandomStreams, pick_index, to_exponential
from tests.model.chances import assert_distribution

names = st.tuples(
    st.integers(0, MAX_SEED), st.text(max_size=12), st.lists(st.integers(0, 2**40), max_size=3).map(tuple)
)


@given(names, names)
def test_a_name_is_one_stream_and_no_other(
    a: tuple[int, str, tuple[int, ...]], b: tuple[int, str, tuple[int, ...]]
) -> None:
    first, second = (
        RandomStreams(seed).stream(purpose, *keys).random(4).tolist() for seed, purpose, keys in (a, b)
    )
    again = RandomStreams(a[0]).stream(a[1], *a[2])
    assert [again.random() for _ in range(4)] == first  # one by one as all at once
    pad = (0, 0, 0)
    same = a[:2] == b[:2] and (*a[2], *pad)[:3] == (*b[2], *pad)[:3]
    assert (first == second) == same


def test_long_streams_of_neighbours_do_not_meet() -> None:
    """Keys lie above the counter, so a stream never runs into the next one's numbers."""
    seen: set[float] = set()
    for key in range(20):
        seen.update(RandomStreams(1).stream("customers", 0, key).random(5000).tolist())
    assert len(seen) == 100_000  # 53 bits: a chance meeting has probability 6e-7


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_a_seed_has_a_range(seed: int) -> None:
    with pytest.raises(ValueError, match="a seed is a whole number from 0"):
        RandomStreams(seed)


def test_exponential_is_one() -> None:
    assert to_exponential(0.0) == 0.0
    sample = [to_exponential(u) for u in RandomStreams(3).stream("test").random(4000).tolist()]
    assert_distribution(sample, lambda x: -math.expm1(-x))


chances = st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(lambda parts: sum(parts) > 1e-6)


@given(st.floats(0, 1, exclude_max=True), chances)
def test_pick_takes_the_part_of_the_whole_that_the_uniform_lies_in(u: float, parts: list[float]) -> None:
    shares = [part / sum(parts) for part in parts]
    picked = pick_index(u, shares)
    assert shares[picked] > 0
    assert sum(shares[:picked]) <= u + 1e-12
    assert u <= sum(shares[: picked + 1]) + 1e-12


def test_pick_never_takes_what_has_no_chance() -> None:
    assert pick_index(0.0, [0.0, 1.0]) == 1
    assert pick_index(math.nextafter(1.0, 0.0), [0.1] * 3 + [0.7 - 1e-16, 0.0]) == 3
