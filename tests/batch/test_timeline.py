"""Timelines of many futures: what a scenario fixes, what it leaves open, and when nothing comes.

How random disruptions come, over many worlds, is compared with `sim.model.world` in the design `worlds` of `equal`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.batch.timeline import Timeline, draw_random_strikes, draw_timelines, pick_segments
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World, strike_rates
from sim.scenario.load import load_scenario
from tests.event.worlds import firms
from tests.model.chances import assert_binomial, assert_distribution, assert_poisson, erlang_cdf
from tests.model.firms import REFERENCE, firm_of

FUTURES = 4000


def timeline(firm: Firm, futures: int = FUTURES, seed: int = 1) -> Timeline:
    return draw_timelines(firm, RandomStreams(seed).stream("test"), futures)


def test_what_a_scenario_fixes_comes_in_every_future_as_in_every_world() -> None:
    firm = Firm(load_scenario("the_entrant").scenario)
    t, fixed = timeline(firm, 200), [(39, 1, 1.5, 39), (65, 0, 1.4, 40), (104, 0, 0.9, 34)]
    for strike, segment, severity, lead in fixed:
        of_batch = (t.strike == strike) & (t.segment == segment) & (t.severity == severity)
        assert sorted(t.future[of_batch]) == list(range(200))
        assert (t.strike - t.brews == lead)[of_batch].all()
        assert t.comes[of_batch].all()
        worlds = (World(firm, seed).disruptions for seed in range(5))
        assert all(
            any((d.strike, d.segment, d.severity) == (strike, segment, severity) for d in w) for w in worlds
        )


def test_what_it_leaves_open_is_drawn_by_the_types_law() -> None:
    kind = {"rate": 0.0, "chance": 0.7, "lead": [3, 9]}
    fixed = [
        {"type": "fire", "week": 2, "severity": 2.0},
        {"type": "fire", "week": 20, "chance": 0.2, "lead": 5},
    ]
    t = timeline(firm_of(disruptions={"rate": 0.0, "types": {"fire": kind}, "fixed": fixed}))
    early, late = t.strike == 2, t.strike == 20  # also in the calm weeks, where nothing random strikes
    assert early.sum() == late.sum() == FUTURES == len(t) / 2
    assert set(t.severity[early]) == {2.0}
    assert_binomial(int(t.comes[early].sum()), FUTURES, 0.7)
    assert_binomial(int(t.comes[late].sum()), FUTURES, 0.2)
    assert set((t.strike - t.brews)[late]) == {5}
    for lead in range(3, 10):
        assert_binomial(int((t.strike - t.brews == lead)[early].sum()), FUTURES, 1 / 7)
    for segment, exposure in enumerate(REFERENCE.exposure.tolist()):
        assert_binomial(int((t.segment == segment).sum()), 2 * FUTURES, exposure)


def test_random_ones_have_the_types_law() -> None:
    t = timeline(REFERENCE)
    kinds = list(REFERENCE.scenario.disruptions.types.values())
    for i, kind in enumerate(kinds):
        mine, passed = t.type == i, strike_rates(REFERENCE, kind)
        assert_poisson(int(mine.sum()), FUTURES * float(passed.sum()))
        for first, last in ((4, 17), (17, 100), (100, 208)):
            inside = mine & (t.strike >= first) & (t.strike < last)
            assert_poisson(int(inside.sum()), FUTURES * float(passed[first:last].sum()))
    laws: dict[str, Callable[[float], float]] = {
        "severity": erlang_cdf,
        "threshold": lambda x: -math.expm1(-x),
        "luck_severity": lambda x: (1 + math.erf(x / math.sqrt(2))) / 2,
    }
    for name, cdf in laws.items():
        assert_distribution(getattr(t, name)[:20_000].tolist(), cdf)
    assert (t.strike >= REFERENCE.parameters.shocks.calm_weeks).all()
    assert t.comes.all()


@settings(max_examples=30)
@given(firms, st.integers(0, 2**40))
def test_timelines_are_sorted_and_in_range(firm: Firm, seed: int) -> None:
    t, end = timeline(firm, 20, seed), firm.scenario.weeks + 52
    assert (np.diff(t.future) >= 0).all()
    assert ((t.strike >= 0) & (t.strike < end)).all()
    assert ((t.segment >= 0) & (t.segment < len(firm.segments))).all()
    kinds = list(firm.scenario.disruptions.types.values())
    for i, kind in enumerate(kinds):
        leads = (t.strike - t.brews)[t.type == i]
        assert ((leads >= kind.lead[0]) & (leads <= kind.lead[1])).all()
    if firm.scenario.disruptions.rate == 0:
        assert len(t) == 20 * len(firm.scenario.disruptions.fixed)


@pytest.mark.parametrize("first", [0, 50, 207, 208])
def test_those_from_a_week_on_have_the_rates_from_that_week_on(first: int) -> None:
    t = draw_random_strikes(REFERENCE, RandomStreams(2).stream("test"), FUTURES, first)
    assert (t.strike >= first).all()
    kinds = REFERENCE.scenario.disruptions.types.values()
    mean = FUTURES * sum(float(strike_rates(REFERENCE, kind)[first:].sum()) for kind in kinds)
    assert (len(t) == 0) == (mean == 0)
    if mean:
        assert_poisson(len(t), mean)


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20))
def test_segments_without_exposure_are_never_picked(uniforms: list[float]) -> None:
    exposed = {
        f"s{i}": {"weight": 1.0, "value": 30.0, "drift": 0.0, "exposure": float(i % 2)} for i in range(4)
    }
    firm = firm_of(market={"segments": exposed})
    assert set(pick_segments(firm, np.array(uniforms))) <= {1, 3}
    assert pick_segments(firm, np.array([0.0, 0.49, 0.51])).tolist() == [1, 1, 3]
