"""Whatever comes in whichever order, what is shown as known is of the position that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.lookahead.requests import SearchRequest
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.play.session import Session
from tests.making import game, play, small
from tests.tui.foreseeing import Minds, snapshot
from tui.controllers.lookahead import LookaheadController
from tui.runtime.messages import LookaheadAnswered

LOOKS = st.tuples(st.just("look"), st.integers(0, 3))
SAYS = st.tuples(st.just("say"), st.integers(0, 12))
OLD = 8
"""Answers up to here are of this generation; others of the latest."""

SWITCHES = st.tuples(st.just("switch"), st.just(0))
STEPS = st.lists(st.one_of(LOOKS, SAYS, SAYS, SWITCHES), max_size=30)


@cache
def _session() -> Session:
    of = play(game(small()), "S25 M35 L65", "S25 M35 L65")
    of.take_back()
    return Session(play(of, "S0 M0 L0"))


@cache
def _answer() -> LookaheadSnapshot:
    return snapshot(SearchRequest(_session().position))


@contextmanager
def _foresight() -> Iterator[tuple[LookaheadController, Minds]]:
    minds = Minds()
    minds.lookahead.start()
    try:
        yield LookaheadController(_session(), minds.lookahead), minds
    finally:
        minds.lookahead.close()


@settings(max_examples=60)
@given(STEPS)
def test_what_is_told_is_of_the_position_that_is_looked_at(steps: list[tuple[str, int]]) -> None:
    session = _session()
    nodes = [session.game.root, *session.game.root.children, *session.game.root.children[0].children]
    with _foresight() as (f, minds):
        session.look_at(nodes[0])
        f.look()
        mind, taken = minds.thinking, 0
        for what, which in steps:
            before, state = f.snapshot, f.state
            if what == "look":
                session.look_at(nodes[which % len(nodes)])
                f.look()
            elif what == "switch":
                f.switch()
                f.look()
                assert f.state != "told"
            else:
                generation = which if which <= OLD else mind.generation
                request = mind.by_generation.get(generation)
                week = request.position.view.week if isinstance(request, SearchRequest) else -1
                told = replace(_answer(), week=week)
                if f.takes(LookaheadAnswered(mind, generation, told)):
                    taken = generation
                else:
                    assert (f.snapshot, f.state) == (before, state)
            if f.state == "told":
                assert f.snapshot is not None
                assert f.snapshot.week == session.view.week
                assert taken == mind.generation
