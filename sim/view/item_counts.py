"""Count the items of a position or a view by kind, as the laws need them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.event.items import Conversation, Deal
from sim.event.position import Position
from sim.model.arrays import Array
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.state import Counts
from sim.view.view import ConversationView, DealView, View


def count_position_items(firm: Firm, position: Position) -> Counts:
    """Count the named items of a position."""
    segments = [account.segment for account in position.accounts]
    accounts = np.bincount(segments, minlength=len(firm.segments)).astype(float)
    return _count_by_kind(position.deals, position.conversations, accounts)


def count_view_items(view: View) -> Counts:
    """Count the items that a team knows."""
    return _count_by_kind(view.deals, view.conversations, np.array(view.accounts, dtype=float))


def _count_by_kind(
    deals: Iterable[Deal | DealView],
    conversations: Iterable[Conversation | ConversationView],
    accounts: Array,
) -> Counts:
    size = len(accounts)
    counts = Counts(np.zeros((size, 2)), np.zeros((size, 2)), np.zeros((size, AGES)), accounts)
    for deal in deals:
        stage = counts.qualified if deal.stage == "qualified" else counts.proposals
        stage[deal.segment, int(deal.grown)] += 1
    for talk in conversations:
        counts.conversations[talk.segment, talk.age] += 1
    return counts
