"""How often disruptions strike, as a team knows it."""

from __future__ import annotations

import numpy as np

from sim.lookahead.base_rates import base_rates
from sim.lookahead.belief import Belief
from sim.model.dice import Dice
from sim.model.world import strike_rates
from tests.lookahead.views import firm, view
from tests.model.chances import assert_mean

FUTURES = 3000


def test_without_fixed_disruptions_they_are_the_worlds_rates() -> None:
    its = firm("reference")
    for kind in its.scenario.disruptions.types.values():
        assert np.array_equal(base_rates(its, kind), strike_rates(its, kind))


def test_what_is_certain_is_expected_as_often_but_at_no_time() -> None:
    """Two entries and a technology shift are fixed in this scenario: as many more of these are believed in, spread over
    the whole game, whenever they are really to come.
    """
    its = firm("the_entrant")
    types = its.scenario.disruptions.types
    believed = Belief(its, view("the_entrant", week=0)).block(Dice(4), 0, FUTURES).timeline
    for index, (name, kind) in enumerate(types.items()):
        certain = sum(fixed.type == name for fixed in its.scenario.disruptions.fixed)
        mean = float(strike_rates(its, kind).sum()) + certain
        mine = believed.type == index
        assert_mean(
            np.bincount(believed.future[mine], minlength=FUTURES).tolist(), mean, float(np.sqrt(mean))
        )
    weeks = believed.strike[believed.type == list(types).index("rival_entry")]
    first = np.count_nonzero(weeks < its.scenario.weeks / 2) / np.count_nonzero(weeks < its.scenario.weeks)
    assert abs(first - 0.5) < 0.05
    assert np.all(weeks >= its.parameters.shocks.calm_weeks)
