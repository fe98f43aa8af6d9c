"""The working state of a run: a position in mutable form, converted back at the end.

Items wait in heaps by `due`. Their counts are maintained too, because the laws need only counts.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from itertools import accumulate

import numpy as np
import simpy

from sim.event.books import Book
from sim.event.facts import Fact
from sim.event.items import Account, Conversation, Deal, DisruptionWatch, Seller
from sim.event.position import Clocks, Position
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.move import Allocation
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts, Stocks
from sim.model.world import World

DueHeap = list[tuple[float, int]]
"""A heap of (due, id)."""


@dataclass
class WeekTally:
    """The results of the current week so far."""

    counts: dict[str, int] = field(default_factory=dict)
    bookings: float = 0.0
    cash_changes: float = 0.0
    noticing: float = 0.0

    def count(self, what: str) -> None:
        """Add one to a field of `Book`."""
        self.counts[what] = self.counts.get(what, 0) + 1


class RunState:
    """The mutable state of a run, and what its processes look up."""

    def __init__(self, world: World, dice: RandomStreams, position: Position, move: Allocation) -> None:
        self.env = simpy.Environment(initial_time=float(position.week))
        self.world, self.dice, self.move = world, dice, move
        self.firm: Firm = world.firm
        self.week = position.week
        self.stocks: Stocks = position.stocks
        self.cash = position.cash
        self.sellers: list[Seller] = list(position.sellers)
        self.watches: list[DisruptionWatch] = list(position.watches)
        self.clocks: Clocks = position.clocks
        self.readings, self.readings_error = position.readings, position.readings_error
        self.books: list[Book] = list(position.weeks)
        self.fired, self.fired_for = position.fired, position.fired_for
        self.facts: list[Fact] = []
        self.acts = 0
        self.tally = WeekTally()
        self.productive: list[float] | None = None
        self._index_items(position)

    def _index_items(self, position: Position) -> None:
        size = len(self.firm.segments)
        self.deals: dict[int, Deal] = {}
        self.conversations: dict[int, Conversation] = {}
        self.accounts: dict[int, Account] = {}
        self.counts = Counts(np.zeros((size, 2)), np.zeros((size, 2)), np.zeros((size, AGES)), np.zeros(size))
        self.qualified: DueHeap = []
        self.proposals: list[DueHeap] = [[] for _ in range(size)]
        self.talks: DueHeap = []
        self.customers: list[DueHeap] = [[] for _ in range(size)]
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
        """Add a deal to its stage."""
        self.deals[deal.id] = deal
        waiting = self.qualified if deal.stage == "qualified" else self.proposals[deal.segment]
        heappush(waiting, (deal.due, deal.id))
        self._stage_counts(deal)[deal.segment, int(deal.grown)] += 1

    def remove_deal(self, deal: Deal) -> None:
        """Remove a deal from its stage. Its heap entry has already been removed."""
        del self.deals[deal.id]
        self._stage_counts(deal)[deal.segment, int(deal.grown)] -= 1

    def _stage_counts(self, deal: Deal) -> np.ndarray:
        return self.counts.qualified if deal.stage == "qualified" else self.counts.proposals

    def add_conversation(self, conversation: Conversation) -> None:
        """Add a conversation to its age."""
        self.conversations[conversation.id] = conversation
        heappush(self.talks, (conversation.due, conversation.id))
        self.counts.conversations[conversation.segment, conversation.age] += 1

    def remove_conversation(self, conversation: Conversation) -> None:
        """Remove a conversation from its age."""
        del self.conversations[conversation.id]
        self.counts.conversations[conversation.segment, conversation.age] -= 1

    def add_account(self, account: Account) -> None:
        """Add an account."""
        self.accounts[account.id] = account
        heappush(self.customers[account.segment], (account.due, account.id))
        self.counts.accounts[account.segment] += 1

    def remove_account(self, account: Account) -> None:
        """Remove an account."""
        del self.accounts[account.id]
        self.counts.accounts[account.segment] -= 1

    def seller_name(self, seat: int) -> str:
        """Return the name of the seller in a seat, or 'an empty seat'."""
        seller = self.sellers[seat]
        return seller.name if seller.present else "an empty seat"

    def change_seller(self, seller: Seller) -> None:
        """Replace a seller."""
        self.sellers[seller.seat] = seller
        self.productive = None

    def owner(self, u: float) -> int:
        """Return the seat that a uniform selects, in proportion to productive hours among the sellers present. If
        nobody is productive it is the first seller present, or the first seat.
        """
        if self.productive is None:
            ramps = zip(self.sellers, self.stocks.ramp.tolist(), strict=True)
            self.productive = list(accumulate(ramp if s.present else 0.0 for s, ramp in ramps))
        total = self.productive[-1]
        if total > 0:
            # rounding must not pass the end of the scale, which belongs to the last productive seat
            return bisect_right(self.productive, min(u * total, math.nextafter(total, 0.0)))
        return next((s.seat for s in self.sellers if s.present), 0)

    def position(self) -> Position:
        """Return the position that the run has led to."""
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
            readings_error=self.readings_error,
            weeks=tuple(self.books),
            fired=self.fired,
            fired_for=self.fired_for,
        )


def pop_due(waiting: DueHeap, clock: float) -> list[tuple[float, int]]:
    """Remove the items that are due before a clock's reading from a heap, soonest first. If the clock has not moved,
    nothing is due.
    """
    popped = []
    while waiting and waiting[0][0] < clock:
        popped.append(heappop(waiting))
    return popped


def change_watch(desk: RunState, index: int, watch: DisruptionWatch, **change: object) -> None:
    """Replace fields of one watch."""
    desk.watches[index] = replace(watch, **change)  # type: ignore[arg-type]  # the names are fields of the watch
