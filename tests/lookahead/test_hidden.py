"""Hidden twins: worlds in which all that a team cannot know is another thing, and which give one lookahead.

What is hidden: when and how hard seen disruptions really strike (readings alike, other truths), what was not noticed,
when and where the scenario's fixed disruptions to come strike, and the market's pace from now on.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest

from sim.base.library import data_file_names
from sim.event.position import Position
from sim.lookahead.belief import Belief
from sim.lookahead.pace_of_change import CHANGE_RATE, draw_paces
from sim.lookahead.view_seed import view_dice
from sim.model.firm import Firm
from sim.model.signals import reading_error
from sim.model.world import Disruption, World
from sim.scenario.disruptions import FixedDisruption
from sim.scenario.market import RateStep
from sim.scenario.scenario import Scenario
from sim.view.observe import observe
from sim.view.view import View
from tests.lookahead.views import MOVE, firm, imagined, position, view

LATER = 7
"""weeks; by which strikes to come are moved."""


def twin_of(scenario: Scenario, week: int) -> Scenario:
    """The same scenario up to a week, with another story from then on."""
    segments = list(scenario.market.segments)
    fixed = [
        one if one.strikes < week else _other(one, segments, scenario.weeks)
        for one in scenario.disruptions.fixed
    ]
    rate = scenario.market.rate_of_change
    past = (
        [s for s in rate if s.week < week or s.week == 0]
        if isinstance(rate, list)
        else [RateStep(week=0, value=rate)]
    )
    steps = [*past, RateStep(week=week + 1, value=5.0)]
    return scenario.model_copy(
        update={
            "disruptions": scenario.disruptions.model_copy(update={"fixed": fixed[::-1]}),
            "market": scenario.market.model_copy(update={"rate_of_change": steps}),
        }
    )


def _other(one: FixedDisruption, segments: list[str], weeks: int) -> FixedDisruption:
    return one.model_copy(
        update={
            "week": min(one.strikes + LATER, weeks - 1), "quarter": None, "month": None,
            "segment": segments[-1], "story": "Nobody saw this coming.",
        }
    )  # fmt: skip


def twin_world(of: Firm, world: World, at: Position) -> World:
    """A world of the twin's firm with the same visible past: what was noticed reads the same but differs."""
    other = World(of, world.seed)
    pairs = zip(world.disruptions, at.watches, strict=True)
    other.__dict__["disruptions"] = tuple(
        d if w.over else _moved(d, at, of) if w.seen is not None else replace(d, type="boom", severity=9.0)
        for d, w in pairs
    )
    return other


def _moved(d: Disruption, at: Position, of: Firm) -> Disruption:
    """Another truth with the same reading. What is to strike in the coming week is read without error."""
    left = d.strike - at.week
    if left == 0:
        return d
    now, then = (
        float(reading_error(at.stocks.foresight, weeks, of.parameters.signals))
        for weeks in (left, left + LATER)
    )
    week, severity = (luck * now for luck in (d.luck_week, d.luck_severity))
    return replace(
        d,
        strike=d.strike + LATER,
        severity=d.severity * 1.3,
        luck_week=(week + math.log(left / (left + LATER))) / then,
        luck_severity=(severity - math.log(1.3)) / then,
        comes=not d.comes,
    )


def twins(name: str, seed: int, week: int) -> tuple[tuple[Firm, View], tuple[Firm, View]]:
    """A position of a scenario, and its twin's."""
    at, world = position(name, seed, week), World(firm(name), seed)
    other = Firm(twin_of(firm(name).scenario, week))
    return (firm(name), view(name, seed, week)), (
        other,
        observe(twin_world(other, world, at), at, MOVE if week else None),
    )


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_twins_are_one_belief(name: str) -> None:
    third = firm(name).scenario.weeks // 3
    with_signals = next((seed for seed in range(1, 30) if view(name, seed, 2 * third).signals), None)
    assert with_signals or not firm(name).scenario.disruptions.rate
    for seed, week in ((1, 0), (2, third), (with_signals or 1, 2 * third)):
        (one, seen), (other, same) = twins(name, seed, week)
        assert view_dice(seen) == view_dice(same)
        a, b = (Belief(f, v).block(view_dice(v), 0, 40) for f, v in ((one, seen), (other, same)))
        for f in fields(a.timeline):
            assert np.allclose(getattr(a.timeline, f.name), getattr(b.timeline, f.name), rtol=1e-9), f.name
        assert a.paces is not None
        assert np.array_equal(a.paces, np.asarray(b.paces))
        for f in fields(a.start.stocks):
            assert np.array_equal(getattr(a.start.stocks, f.name), getattr(b.start.stocks, f.name))


@pytest.mark.parametrize("name", ["changing_gear", "cascade"])
def test_twins_have_one_chance_of_the_goal(name: str) -> None:
    """The whole lookahead is the same, not the belief alone: the futures of the scenario's story are nowhere used."""
    (one, seen), (other, same) = twins(name, 2, 26)
    a, b = (
        replace(imagined(name, 2, 26), firm=f, view=v).play_held_out(
            [[MOVE]], 0, 30, f.scenario.goal.threshold or 0.0
        )
        for f, v in ((one, seen), (other, same))
    )
    assert np.allclose(a.value, b.value)
    assert np.array_equal(a.score, b.score)


def test_the_pace_of_late_is_believed_as_soon_as_it_was_lived() -> None:
    """In changing_gear it is six times as fast from week 52 on: known in week 56, not in week 52."""
    believed = []
    for week in (0, 48, 52, 56, 100):
        block = Belief(firm("changing_gear"), view("changing_gear", 1, week)).block(view_dice(view()), 0, 99)
        assert block.paces is not None
        believed.append(float(np.median(block.paces[:, week])))
    assert believed == [0.4, 0.4, 0.4, 2.4, 2.4]


def test_the_pace_may_change_for_good_but_not_on_average() -> None:
    found = draw_paces(firm(), 26, np.random.default_rng(1), 20_000)
    end = found[:, -1]
    changed = 1 - math.exp(-CHANGE_RATE * (found.shape[1] - 26) / 52)
    assert (found[:, 26] == 1).mean() > 0.99
    assert (end != 1).mean() == pytest.approx(changed, abs=0.02)
    assert end.mean() == pytest.approx(1, abs=0.02)
    assert ((np.diff(found[:, 26:], axis=1) != 0).sum(axis=1) <= 1).all()
