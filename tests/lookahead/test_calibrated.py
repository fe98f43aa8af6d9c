"""The belief is as sure as it says: 80 % of what turns out lies within its 80 % intervals.

One position of each game, so that what is counted is independent. For each figure the share of its places in the belief
(uniform for a calibrated one; ties are broken by a fixed stream) that lie within 10 and 90 % is held against a binomial
of .8, and their mean against a half; each check raises a false alarm once in a thousand seeds.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sim.batch.books import QuarterSums
from sim.batch.policies import LinesPolicy
from sim.event.books import quarter_books
from sim.event.opening import opening_position
from sim.game.play_out import play_out
from sim.lookahead.belief import Belief
from sim.lookahead.seen_disruptions import strike_week_chances
from sim.lookahead.view_seed import view_dice
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.policy import ConstantPolicy
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.observe import observe
from tests.lookahead.views import MOVE, firm
from tests.model.chances import assert_binomial, assert_mean

GAMES, FUTURES = 80, 200
FIRST_SEED = 4_000_000
ALARM = 1e-3


def _place(sample: np.ndarray, truth: float, tie: float) -> float:
    """Where the truth lies in a belief, 0 to 1."""
    below, upto = float((sample < truth).mean()), float((sample <= truth).mean())
    return below + (upto - below) * tie


def _places(seed: int) -> Iterator[tuple[str, float]]:
    f, world, dice, ties = firm(), World(firm(), seed), RandomStreams(seed), np.random.default_rng(seed)
    week = WEEKS_IN_QUARTER * (2 + seed % 7)
    at = play_out(world, dice, ConstantPolicy(MOVE), "quarter", week, opening_position(world, dice))
    later = play_out(world, dice, ConstantPolicy(MOVE), "quarter", week + 3 * WEEKS_IN_QUARTER, at, MOVE)
    seen = observe(world, at, MOVE)
    block = Belief(f, seen).block(view_dice(seen), 0, FUTURES)
    books = QuarterSums("bookings")
    block.simulate(1, LinesPolicy(f, [[MOVE]], week, "quarter"), week + 3 * WEEKS_IN_QUARTER, books)
    booked = quarter_books(later.weeks)[-1].bookings
    yield "bookings two quarters on", _place(books.sums["bookings"][2][:, 0], booked, ties.random())
    for signal in seen.signals[:1]:
        weeks, chance = strike_week_chances(f, seen, signal)
        left = next(d.strike for d in world.disruptions if d.mark == signal.index) - week
        below, upto = chance[weeks < left].sum(), chance[weeks <= left].sum()
        yield "strike week", float(below + (upto - below) * ties.random())


@pytest.mark.validate
def test_eighty_percent_of_what_turns_out_lies_within_eighty_percent_intervals() -> None:
    places: dict[str, list[float]] = {}
    for seed in range(FIRST_SEED, FIRST_SEED + GAMES):
        for name, place in _places(seed):
            places.setdefault(name, []).append(place)
    assert len(places) == 2
    for found in places.values():
        assert len(found) > GAMES / 3
        assert_binomial(sum(0.1 < place < 0.9 for place in found), len(found), 0.8, ALARM)
        assert_mean(found, 0.5, 12**-0.5, ALARM)
