"""Sight: how far ahead a team sees on average, earned by foresight."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.facts import DisruptionNoticed, DisruptionStruck, Fact
from sim.event.opening import opening_position
from sim.game.play_out import play_out
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.signals import WEEKS_IN_MONTH, mean_sight, noticed_share
from sim.model.world import World
from sim.policy.policy import ConstantPolicy
from tests.lookahead.views import firm, view


@settings(max_examples=50)
@given(st.floats(0, 1), st.floats(0, 1))
def test_it_grows_with_foresight(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert mean_sight(low, firm()) <= mean_sight(high, firm())


def test_who_has_no_foresight_sees_nothing_and_nobody_sees_beyond_the_longest_lead() -> None:
    assert mean_sight(0.0, firm()) == 0.0
    longest = max(kind.lead[1] for kind in firm().scenario.disruptions.types.values())
    assert mean_sight(1.0, firm()) < longest / WEEKS_IN_MONTH
    assert noticed_share(1.0, np.array([float(longest)]), firm()).tolist() == [0.0]


def test_it_is_a_figure_of_the_view() -> None:
    assert view().sight == mean_sight(view().stocks.foresight, firm())


@pytest.mark.validate
def test_it_is_the_warning_that_games_give() -> None:
    """Mean warning of strikes (0 for those not seen) over 20 games against the sight that their foresight promises:
    within four standard errors (a false alarm in 16,000; seeds are fixed).
    """
    move = Move((24, 33, 65), (30, 30, 30))
    warned, promised = [], []
    for seed in range(20):
        world, dice = World(firm(), seed), RandomStreams(seed)
        facts: list[Fact] = []
        end = play_out(
            world,
            dice,
            ConstantPolicy(move),
            "quarter",
            156,
            opening_position(world, dice),
            hear=facts.append,
        )
        noticed = {f.index: f.time for f in facts if isinstance(f, DisruptionNoticed)}
        struck = [f for f in facts if isinstance(f, DisruptionStruck) and f.time >= 60]
        warned += [f.time - noticed.get(f.index, f.time) for f in struck]
        promised.append(mean_sight(float(end.stocks.foresight), firm()) * WEEKS_IN_MONTH)
    error = np.std(warned, ddof=1) / np.sqrt(len(warned))
    assert abs(np.mean(warned) - np.mean(promised)) < 4 * error
