"""What the event engine preserves: opportunities, conversations, accounts, heads, money and hours
add up in any game.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings

from sim.event.books import sum_books
from sim.event.facts import (
    AccountLeft,
    ConversationBegun,
    ConversationFaded,
    ConversationGrew,
    CustomerFact,
    DealArrived,
    DealDisqualified,
    DealDropped,
    DealLost,
    DealProposed,
    DealWon,
    DisruptionStruck,
    Fact,
    SellerHired,
    SellerLeft,
)
from sim.event.position import Position
from sim.model.move import Move
from sim.model.state import UNIT_STOCKS
from tests.event.worlds import Game, Week, games, lines, live, weeks_of

many_games = settings(max_examples=25)


def ids(facts: Sequence[Fact], *kinds: type[CustomerFact]) -> Counter[int]:
    return Counter(f.item for f in facts if isinstance(f, kinds))


@many_games
@given(games, lines())
def test_every_opportunity_ends_once_or_is_open(g: Game, line: list[Move]) -> None:
    end, facts = live(g, line)
    came = Counter(d.id for d in g.start.deals) + ids(facts, DealArrived)
    ended = ids(facts, DealWon, DealLost, DealDisqualified, DealDropped)
    assert came == ended + Counter(d.id for d in end.deals)
    assert max(came.values(), default=1) == 1
    assert max(ids(facts, DealProposed).values(), default=1) == 1
    decided_before = ids(facts, DealWon, DealLost)
    proposals = Counter(d.id for d in g.start.deals if d.stage == "proposal") + ids(facts, DealProposed)
    assert not decided_before - proposals  # only a proposal is decided


@many_games
@given(games, lines())
def test_conversations_ripen_once_and_accounts_leave_once(g: Game, line: list[Move]) -> None:
    end, facts = live(g, line)
    talks = Counter(c.id for c in g.start.conversations) + ids(facts, ConversationBegun)
    assert talks == ids(facts, ConversationGrew, ConversationFaded) + Counter(c.id for c in end.conversations)
    grown = Counter(f.item for f in facts if isinstance(f, DealArrived) and f.grown)
    assert grown == ids(facts, ConversationGrew)
    customers = Counter(a.id for a in g.start.accounts) + ids(facts, DealWon)
    assert customers == ids(facts, AccountLeft) + Counter(a.id for a in end.accounts)


@many_games
@given(games, lines())
def test_the_books_are_what_happened(g: Game, line: list[Move]) -> None:
    end, facts = live(g, line)
    book = sum_books(end.weeks)

    def count(kind: type[Fact], **such: Any) -> int:
        return sum(isinstance(f, kind) and all(getattr(f, k) == v for k, v in such.items()) for f in facts)

    assert book.arrived == count(DealArrived, grown=False)
    assert book.grown == count(DealArrived, grown=True)
    assert book.proposed == count(DealProposed)
    assert (book.won, book.won_grown) == (count(DealWon), count(DealWon, grown=True))
    assert (book.lost_to_rival, book.no_decision) == (
        count(DealLost, to="rival"),
        count(DealLost, to="no decision"),
    )
    assert (book.disqualified, book.dropped) == (count(DealDisqualified), count(DealDropped))
    assert (book.begun, book.faded) == (count(ConversationBegun), count(ConversationFaded))
    assert book.accounts_lost == count(AccountLeft)
    assert (book.left, book.hired) == (count(SellerLeft), count(SellerHired))
    assert book.bookings == pytest.approx(sum(f.value for f in facts if isinstance(f, DealWon)))
    opened, closed = len(g.start.deals), len(end.deals)
    gone = book.won + book.lost_to_rival + book.no_decision + book.disqualified + book.dropped
    assert opened + book.arrived + book.grown == gone + closed
    heads = sum(s.present for s in end.sellers)
    assert g.firm.seats - book.left + book.hired == heads
    assert end.stocks.filled.sum() == heads
    assert end.cash == pytest.approx(g.start.cash + book.margin + book.cash_changes, abs=1e-6)


@settings(max_examples=12)
@given(games, lines(2))
def test_every_week_keeps_its_bounds_and_its_money(g: Game, line: list[Move]) -> None:
    for week in weeks_of(g, line, "quarter"):
        assert_bounds(week.after)
        assert_money(g, week)
        assert_one_thing_each(week)


def assert_bounds(p: Position) -> None:
    s = p.stocks
    for name in UNIT_STOCKS:
        assert 0 <= float(getattr(s, name)) <= 1, name
    there = [seller.present for seller in p.sellers]
    assert s.filled.tolist() == [float(t) for t in there]
    assert all((0 < ramp <= 1) if present else ramp == 0 for ramp, present in zip(s.ramp, there, strict=True))
    seats = range(len(p.sellers))
    for owner in [
        *(d.owner for d in p.deals),
        *(c.owner for c in p.conversations),
        *(a.owner for a in p.accounts),
    ]:
        assert owner in seats
        assert p.sellers[owner].present or not any(there)
    assert all(0 <= w.progress <= 1 for w in p.watches)


def assert_money(g: Game, week: Week) -> None:
    """The margin follows from the events: accounts and sellers at the week's start, after the week's strikes."""
    organisation, book = g.firm.scenario.organisation, week.after.weeks[-1]
    taken = sum(isinstance(f, AccountLeft) and bool(f.cause) for f in week.facts)
    margin = 0.45 * book.bookings + 0.165 * (len(week.before.accounts) - taken)
    margin -= 2.9 * sum(s.present for s in week.before.sellers) + 35 * book.hired
    margin -= 4.3 * organisation.managers + 8.0 * organisation.leaders
    assert book.margin == pytest.approx(margin, abs=1e-6)
    assert week.after.cash - week.before.cash == pytest.approx(margin + book.cash_changes, abs=1e-6)
    assert book.target == pytest.approx(g.firm.target(week.before.week))
    if not any(isinstance(f, DisruptionStruck) for f in week.facts):
        assert book.cash_changes == 0


def assert_one_thing_each(week: Week) -> None:
    """In a week an opportunity, a conversation, an account or a seat does at most one thing; what comes in a week does
    nothing more in it.
    """
    facts = [f for f in week.facts if isinstance(f, CustomerFact)]
    acted = Counter(f.item for f in facts if not (isinstance(f, DealArrived) and f.grown))
    assert (
        max(acted.values(), default=1) == 1
    )  # a conversation that grows and the opportunity it becomes are one
    seats = Counter(f.seat for f in week.facts if isinstance(f, SellerLeft | SellerHired))
    assert max(seats.values(), default=1) == 1
    before = {c.id: c.age for c in week.before.conversations}
    assert all(c.age - before.get(c.id, c.age) in (0, 1) for c in week.after.conversations)
    new = {f.item for f in facts if isinstance(f, DealArrived | ConversationBegun)}
    assert new <= {d.id for d in week.after.deals} | {c.id for c in week.after.conversations}
    assert all(d.since == week.before.week for d in week.after.deals if d.id in new)
