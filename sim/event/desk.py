"""The working state of a run: a position taken apart into what can change, and put together again at its end.

Items wait in heaps by `due`; counts are kept beside them, as the laws ask for counts only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

import numpy as np
import simpy

from sim.event.books import Book
from sim.event.facts import Fact
from sim.event.items import Account, Conversation, Deal, Seller, Watch
from sim.event.position import Clocks, Position
from sim.model.conversations import AGES
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.move import Allocation
from sim.model.week import Rates
from sim.model.world import World

Waiting = list[tuple[float, int]]
"""A heap of (due, id)."""


@dataclass
class Tally:
    """What the running week brought so far."""

    counts: dict[str, int] = field(default_factory=dict)
    bookings: float = 0.0
    cash_changes: float = 0.0

    def count(self, what: str) -> None:
        """One more of a field of `Book`."""
        self.counts[what] = self.counts.get(what, 0) + 1


class Desk:
    """What can change during a run, and what everybody in it may need to look up."""

    def __init__(self, world: World, dice: Dice, position: Position, move: Allocation) -> None:
        self.env = simpy.Environment(initial_time=position.week)
        self.world, self.dice, self.move = world, dice, move
        self.firm: Firm = world.firm
        self.week = position.week
        self.stocks: Stocks = position.stocks
        self.cash = position.cash
        self.sellers: list[Seller] = list(position.sellers)
        self.watches: list[Watch] = list(position.watches)
        self.clocks: Clocks = position.clocks
        self.readings = position.readings
        self.books: list[Book] = list(position.weeks)
        self.fired, self.fired_for = position.fired, position.fired_for
        self.facts: list[Fact] = []
        self.tally = Tally()
        self.rates: Rates | None = None
        self._lay_out(position)

    def _lay_out(self, position: Position) -> None:
        size = len(self.firm.segments)
        self.deals: dict[int, Deal] = {}
        self.conversations: dict[int, Conversation] = {}
        self.accounts: dict[int, Account] = {}
        self.counts = Counts(np.zeros((size, 2)), np.zeros((size, 2)), np.zeros((size, AGES)), np.zeros(size))
        self.qualified: Waiting = []
        self.proposals: list[Waiting] = [[] for _ in range(size)]
        self.talks: Waiting = []
        self.customers: list[Waiting] = [[] for _ in range(size)]
        for deal in position.deals:
            self.add_deal(deal)
        for conversation in position.conversations:
            self.add_conversation(conversation)
        for account in position.accounts:
            self.accounts[account.id] = account
            self.customers[account.segment].append((account.due, account.id))
        for segment, heap in enumerate(self.customers):
            heapify(heap)
            self.counts.accounts[segment] = len(heap)

    def add_deal(self, deal: Deal) -> None:
        """A deal in its stage."""
        self.deals[deal.id] = deal
        waiting = self.qualified if deal.stage == "qualified" else self.proposals[deal.segment]
        heappush(waiting, (deal.due, deal.id))
        self._stage_counts(deal)[deal.segment, int(deal.grown)] += 1

    def remove_deal(self, deal: Deal) -> None:
        """A deal leaves its stage (its heap let it go when it became due)."""
        del self.deals[deal.id]
        self._stage_counts(deal)[deal.segment, int(deal.grown)] -= 1

    def _stage_counts(self, deal: Deal) -> np.ndarray:
        return self.counts.qualified if deal.stage == "qualified" else self.counts.proposals

    def add_conversation(self, conversation: Conversation) -> None:
        """A conversation in its age."""
        self.conversations[conversation.id] = conversation
        heappush(self.talks, (conversation.due, conversation.id))
        self.counts.conversations[conversation.segment, conversation.age] += 1

    def remove_conversation(self, conversation: Conversation) -> None:
        """A conversation leaves its age."""
        del self.conversations[conversation.id]
        self.counts.conversations[conversation.segment, conversation.age] -= 1

    def add_account(self, account: Account) -> None:
        """A new account."""
        self.accounts[account.id] = account
        heappush(self.customers[account.segment], (account.due, account.id))
        self.counts.accounts[account.segment] += 1

    def remove_account(self, account: Account) -> None:
        """An account is gone."""
        del self.accounts[account.id]
        self.counts.accounts[account.segment] -= 1

    def seller_name(self, seat: int) -> str:
        """Who sits in a seat, or the name of the empty seat."""
        seller = self.sellers[seat]
        return seller.name if seller.present else "an empty seat"

    def owner(self, u: float) -> int:
        """Seat that something is handed to: in proportion to productive hours among the sellers who are there."""
        ramp = [float(r) if s.present else 0.0 for s, r in zip(self.sellers, self.stocks.ramp, strict=True)]
        due = u * sum(ramp)
        for seat, part in enumerate(ramp):
            due -= part
            if due < 0:
                return seat
        return max(range(len(ramp)), key=ramp.__getitem__)

    def position(self) -> Position:
        """The position that the run has led to."""
        return Position(
            week=self.week,
            stocks=self.stocks,
            cash=self.cash,
            sellers=tuple(self.sellers),
            deals=tuple(sorted(self.deals.values(), key=lambda d: d.id)),
            conversations=tuple(sorted(self.conversations.values(), key=lambda c: c.id)),
            accounts=tuple(sorted(self.accounts.values(), key=lambda a: a.id)),
            watches=tuple(self.watches),
            clocks=self.clocks,
            readings=self.readings,
            weeks=tuple(self.books),
            fired=self.fired,
            fired_for=self.fired_for,
        )


def due_until(waiting: Waiting, clock: float) -> list[tuple[float, int]]:
    """Take from a heap what is due up to a clock's reading, soonest first."""
    taken = []
    while waiting and waiting[0][0] <= clock:
        taken.append(heappop(waiting))
    return taken


def with_watch(desk: Desk, index: int, watch: Watch, **change: object) -> None:
    """Change one watch."""
    desk.watches[index] = replace(watch, **change)  # type: ignore[arg-type]  # fields of Watch
