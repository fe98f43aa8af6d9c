"""Views reveal nothing hidden: luck, unnoticed disruptions, false alarms."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.facts import DisruptionNoticed, DisruptionStruck, FalseAlarm
from sim.event.items import DealLuck
from sim.event.position import Clocks, Position
from sim.model.move import Move
from sim.model.world import Disruption, World
from sim.view.observe import observe
from tests.event.worlds import Game, games, lines, live

LUCK = DealLuck(9.0, 0.99, 9.0, 0.99, 9.0, 0.99)


def with_other_luck(p: Position) -> Position:
    """The same position as far as anyone can see: every hidden number of it is another one."""
    segments = len(p.clocks.accounts)
    return replace(
        p,
        sellers=tuple(replace(s, due=s.due + 1, person=s.person + 1) for s in p.sellers),
        deals=tuple(replace(d, due=d.due + 1, luck=LUCK) for d in p.deals),
        conversations=tuple(
            replace(c, due=c.due + 1, waits=(5.0, 5.0), grows=0.9, luck=LUCK) for c in p.conversations
        ),
        accounts=tuple(replace(a, due=a.due + 1) for a in p.accounts),
        watches=tuple(replace(w, exposure=w.exposure + 0.5) for w in p.watches),
        clocks=Clocks(7.0, (7.0,) * segments, 7.0, (7.0,) * segments, 7.0, 7.0),
        fired_for="",
    )


@settings(max_examples=20)
@given(games, lines(3))
def test_hidden_luck_is_not_in_the_view(g: Game, line: list[Move]) -> None:
    end, _ = live(g, line)
    assert observe(g.world, with_other_luck(end), line[-1]) == observe(g.world, end, line[-1])


def with_other_future(world: World, p: Position) -> World:
    """The same world up to what was noticed. Everything that was not noticed or has not struck differs."""
    other = World(world.firm, world.seed)
    other.__dict__["disruptions"] = tuple(
        d if watch.seen is not None or watch.over else _changed(d)
        for d, watch in zip(world.disruptions, p.watches, strict=True)
    )
    return other


def _changed(d: Disruption) -> Disruption:
    return replace(
        d, type="boom", severity=d.severity + 1, strike=d.strike + 3, segment=0, mark=d.mark + 1, comes=not d.comes
    )  # fmt: skip


@settings(max_examples=20)
@given(games, lines(3))
def test_what_was_not_noticed_is_not_in_the_view(g: Game, line: list[Move]) -> None:
    end, _ = live(g, line)
    assert observe(with_other_future(g.world, end), end, line[-1]) == observe(g.world, end, line[-1])


@settings(max_examples=20)
@given(games, lines(3), st.booleans())
def test_a_false_alarm_looks_like_any_signal(g: Game, line: list[Move], comes: bool) -> None:
    """Before the strike nobody can tell: the view is the same whether it will strike or not."""
    end, _ = live(g, line)
    other = World(g.world.firm, g.world.seed)
    other.__dict__["disruptions"] = tuple(
        d if w.over else replace(d, comes=comes)
        for d, w in zip(g.world.disruptions, end.watches, strict=True)
    )
    assert observe(other, end, line[-1]) == observe(g.world, end, line[-1])


@settings(max_examples=20)
@given(games, lines(4))
def test_signals_and_past_strikes_are_what_was_told(g: Game, line: list[Move]) -> None:
    end, facts = live(g, line)
    view = observe(g.world, end, line[-1])
    noticed = {f.index for f in facts if isinstance(f, DisruptionNoticed)}
    struck = {f.index: f for f in facts if isinstance(f, DisruptionStruck)}
    passed = {f.index for f in facts if isinstance(f, FalseAlarm)}
    assert {s.index for s in view.signals} == noticed - struck.keys() - passed
    assert {p.index for p in view.struck} == struck.keys()
    for past in view.struck:
        told = struck[past.index]
        assert (past.severity, past.seen, past.progress) == (told.severity, told.seen, told.progress)
        assert past.week == told.time


@settings(max_examples=10)
@given(games, lines(2))
def test_a_view_holds_plain_values(g: Game, line: list[Move]) -> None:
    """Numbers, texts, truths, tuples and records of them: nothing of numpy, nothing that can be changed."""
    end, _ = live(g, line)
    assert_plain(observe(g.world, end, line[-1]))


def assert_plain(value: Any) -> None:
    if is_dataclass(value) and not isinstance(value, type):
        with pytest.raises(FrozenInstanceError):
            setattr(value, fields(value)[0].name, None)
        for f in fields(value):
            assert_plain(getattr(value, f.name))
    elif isinstance(value, tuple):
        for part in value:
            assert_plain(part)
    else:
        assert type(value) in (int, float, bool, str, type(None)), value
