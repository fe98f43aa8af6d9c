"""The specified order: facts in order of time; at equal moments the week's opening, then kinds, then identities."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from sim.event import engine, newcomers
from sim.event.engine import advance
from sim.event.facts import (
    AccountLeft,
    ConversationBegun,
    ConversationFaded,
    ConversationGrew,
    CustomerFact,
    DealArrived,
    DisruptionAnswered,
    DisruptionFact,
    DisruptionNoticed,
    DisruptionStruck,
    Fact,
    FalseAlarm,
    QuarterClosed,
    SellerHired,
    SellerLeft,
    TeamFired,
)
from sim.model.move import Move
from tests.event.worlds import TACTICAL, Game, game, games, lines, live
from tests.model.firms import firm_of

KINDS: tuple[tuple[type[Fact], ...], ...] = (
    (ConversationBegun, ConversationFaded, ConversationGrew),
    (DealArrived, CustomerFact),
    (AccountLeft,),
    (SellerLeft, SellerHired),
)


def kind_of(fact: Fact) -> int:
    """Conversations 0, opportunities 1, accounts 2, sellers 3."""
    if isinstance(fact, AccountLeft):
        return 2
    return next(i for i, kinds in enumerate(KINDS) if isinstance(fact, kinds))


@settings(max_examples=25)
@given(games, lines())
def test_facts_come_in_the_order_of_time(g: Game, line: list[Move]) -> None:
    _, facts = live(g, line)
    for a, b in pairwise(facts):
        assert a.time <= b.time
        assert isinstance(a.time, float)
    closings = [f for f in facts if isinstance(f, QuarterClosed)]
    assert [f.quarter for f in closings] == list(range(1, len(line) + 1))
    assert [f.time for f in closings] == [13.0 * q for q in range(1, len(line) + 1)]


@settings(max_examples=25)
@given(games, lines())
def test_a_week_opens_with_strikes_then_signals_then_answers(g: Game, line: list[Move]) -> None:
    _, facts = live(g, line)
    order = (DisruptionStruck, FalseAlarm), (DisruptionNoticed,), (DisruptionAnswered,)
    by_week: dict[float, list[int]] = {}
    for i, fact in enumerate(facts):
        if isinstance(fact, DisruptionFact):
            stage = next(s for s, kinds in enumerate(order) if isinstance(fact, kinds))
            by_week.setdefault(fact.time, []).append(stage)
            later = [f for f in facts[:i] if f.time == fact.time and not isinstance(f, DisruptionFact)]
            assert all(isinstance(f, AccountLeft | QuarterClosed | TeamFired) for f in later)
    assert all(stages == sorted(stages) for stages in by_week.values())


CROWD: dict[str, Any] = {
    "disruptions": {"fixed": [{"type": "merger", "week": 0, "severity": 2.0, "segment": "core"}]},
    "parameters": {"people": {"leave": 0.3, "hire_weeks": 0.5}, "accounts": {"leave": 0.2}},
}


def test_at_equal_moments_kinds_and_identities_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """All actions of a week happen at one moment: conversations, opportunities, accounts, sellers, each by identity."""
    monkeypatch.setattr(engine, "moment", lambda *_: 0.5)
    monkeypatch.setattr(engine, "new_deals", at_half(newcomers.new_deals))
    monkeypatch.setattr(engine, "new_conversations", at_half(newcomers.new_conversations))
    g = game(firm_of(**CROWD), 4)
    facts = advance(g.world, g.dice, g.start, Move((40, 20, 20), (30, 30, 30)), 8).facts
    assert {kind_of(f) for f in facts if f.time % 1 == 0.5} == {0, 1, 2, 3}
    for week in range(8):
        crowd = [f for f in facts if f.time == week + 0.5]
        # a conversation that grows acts as a conversation, also where it becomes an opportunity
        acts = [f for f in crowd if not (isinstance(f, DealArrived) and f.grown)]
        ranks = [(kind_of(f), f.item if isinstance(f, CustomerFact) else f.seat) for f in acts]  # type: ignore[attr-defined]
        assert ranks == sorted(ranks)
        assert len(ranks) > 20


def at_half(newcomers: Any) -> Any:
    """Arrivals that all happen in the middle of the week."""
    return lambda desk, plan: ((0.5, *rest) for _, *rest in newcomers(desk, plan))


def test_a_merger_takes_accounts_at_the_weeks_start_by_identity() -> None:
    g = game(firm_of(**CROWD), 4)
    facts = advance(g.world, g.dice, g.start, TACTICAL, 1).facts
    struck = next(i for i, f in enumerate(facts) if isinstance(f, DisruptionStruck))
    taken = [f for f in facts if isinstance(f, AccountLeft) and f.cause]
    assert len(taken) > 50
    assert list(facts[struck + 1 : struck + 1 + len(taken)]) == taken
    assert {(f.time, f.segment, f.cause) for f in taken} == {(0.0, 0, facts[struck].title)}  # type: ignore[attr-defined]
    assert [f.item for f in taken] == sorted(f.item for f in taken)


@pytest.mark.parametrize("weeks", [1, 5])
def test_nobody_acts_in_the_week_of_coming(weeks: int) -> None:
    """Even if everything that can act does so at once, new arrivals wait for the next week."""
    fast = {"stages": {"qualified_weeks": 0.5, "proposal_weeks": 0.5}, "conversations": {"weeks": 3.0}}
    g = game(firm_of(parameters=fast), 9)
    at = g.start
    for _ in range(weeks):
        advanced = advance(g.world, g.dice, at, Move((30, 20, 20), (0, 0, 0)), 1)
        came = {f.item for f in advanced.facts if isinstance(f, DealArrived | ConversationBegun)}
        acted = {f.item for f in advanced.facts if isinstance(f, CustomerFact) and f.item in came}
        assert came
        assert came == acted
        there = {d.id for d in advanced.position.deals} | {c.id for c in advanced.position.conversations}
        assert came <= there
        at = advanced.position
