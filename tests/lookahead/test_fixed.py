"""Fixed disruptions as a team believes in them: as frequent, severe and long in coming, but at no particular time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.base.library import data_file_names
from sim.batch.timeline import BoolArray, Timeline
from sim.lookahead.belief import Belief
from sim.lookahead.fixed_disruptions import PendingFixedDisruption, pending_fixed_disruptions
from sim.lookahead.pace_of_change import constant_pace
from sim.lookahead.seen_disruptions import infer_causes
from sim.model.random_streams import RandomStreams
from sim.model.world import strike_rates
from tests.lookahead.views import firm, view
from tests.model.chances import assert_mean

FUTURES = 3000
FIXED = [name for name in data_file_names("scenarios") if firm(name).scenario.disruptions.fixed]


def believed(name: str, week: int, seed: int = 1) -> Timeline:
    """Return what is believed to come in many futures."""
    return Belief(firm(name), view(name, seed, week)).block(RandomStreams(4), 0, FUTURES).timeline


def _of(t: Timeline, name: str, one: PendingFixedDisruption) -> BoolArray:
    index = list(firm(name).scenario.disruptions.types).index(one.type)
    return np.asarray(t.type == index) & np.isclose(t.severity, one.severity, rtol=1e-12)


@pytest.mark.parametrize("name", [*FIXED, "reference"])
def test_strikes_are_believed_as_often_as_the_law_brings_them(name: str) -> None:
    """Each type's real strikes from the start: by chance and fixed, false alarms taken off once."""
    its, t = firm(name), believed(name, 0)
    for index, (type_, kind) in enumerate(its.scenario.disruptions.types.items()):
        by_chance = kind.chance * float(strike_rates(its, kind, constant_pace(its, 0)).sum())
        one_each = [
            kind.chance if fixed.chance is None else fixed.chance
            for fixed in its.scenario.disruptions.fixed
            if fixed.type == type_
        ]
        struck = np.bincount(t.future[(t.type == index) & t.comes], minlength=FUTURES)
        # the pace that may change makes numbers by chance spread wider than Poisson's
        assert_mean(struck.tolist(), by_chance + sum(one_each), max(1.3 * float(np.sqrt(by_chance)), 0.5))


@pytest.mark.parametrize("name", FIXED)
def test_what_is_fixed_comes_once_at_its_severity_and_at_no_particular_time(name: str) -> None:
    its, t = firm(name), believed(name, 0)
    end = its.scenario.weeks
    for one in set(pending_fixed_disruptions(its, view(name, week=0))):
        same = pending_fixed_disruptions(its, view(name, week=0)).count(one)
        mine = _of(t, name, one)
        assert np.bincount(t.future[mine], minlength=FUTURES).tolist() == [same] * FUTURES
        leads = (t.strike - t.brews)[mine]
        assert leads.min() >= one.shortest
        assert leads.max() <= one.longest
        first = np.maximum(leads, its.parameters.shocks.calm_weeks)
        places = (t.strike[mine] - first + 0.5) / (end - first)
        assert_mean(places.tolist(), 0.5, 12**-0.5)


@pytest.mark.parametrize("name", FIXED)
def test_what_has_struck_is_used_up(name: str) -> None:
    """In every quarter of a game each fixed disruption is either among the past, or yet to come in every future once
    (in some, where it may have been a false alarm).
    """
    its = firm(name)
    for week in range(0, its.scenario.weeks, 26):
        seen = view(name, 1, week)
        left = pending_fixed_disruptions(its, seen)
        struck = [(past.type, past.severity) for past in seen.struck]
        fixed = its.scenario.disruptions.fixed
        assert len(left) + sum((one.type, one.severity) in struck for one in fixed) == len(fixed)
        t = believed(name, week)
        for one in left:
            mine = _of(t, name, one) & (t.strike >= week)
            found, most = np.bincount(t.future[mine], minlength=FUTURES), left.count(one)
            assert found.max() == most
            assert one.chance < 1 or found.min() == most


def test_a_signal_is_of_what_is_fixed_where_it_is_read_like_it() -> None:
    """The severer the reading, the more likely is the severe entry that is certain; what it is taken for comes no
    second time in that future.
    """
    name = "the_entrant"
    seen = next(
        v
        for seed in range(1, 40)
        for v in [view(name, seed, 26)]
        if any(s.type == "rival_entry" for s in v.signals)
    )
    its, signal = firm(name), next(s for s in seen.signals if s.type == "rival_entry")
    fixed = pending_fixed_disruptions(its, seen)
    severe = 1 + next(
        place for place, one in enumerate(fixed) if (one.type, one.severity) == ("rival_entry", 1.5)
    )

    def weight(severity: float) -> float:
        return float(infer_causes(its, seen, replace(signal, severity=severity), fixed).weight[severe])

    assert weight(0.3) < weight(1.0) < weight(1.5)
    assert weight(1.5) > 0.3
    assert weight(30.0) < 0.05
