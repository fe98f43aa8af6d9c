"""The story of a piece: whose it is, how long, what comes next and when, and how likely it is won. Only what a team can
know: times follow from today's pace, chances from today's stocks and from the market as it is read, with its error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from sim.model import deals
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.text.figures import count_noun, money, time_off, whole_percent
from sim.view.board import Item, Piece, stages_left
from sim.view.expected import chance, win_chances
from sim.view.observe import P90
from sim.view.view import DealView, View

BAND = (0.1, 0.9)
"""Quantiles between which a time is said to lie: eight of ten."""

LONGEST = 12 * WEEKS_IN_YEAR
"""weeks; what takes longer is said to take so long."""

NEXT = {
    "proposal": "the customer decides",
    "qualified": "a proposal, or it turns out to be none",
    "conversation": "it ripens by another third",
}
RIPE = "it is ripe: an opportunity may grow of it"
"""What comes next, by piece; and of a conversation in its last age."""

AGE_NAMES = ("first", "second", "last")


@dataclass(frozen=True, slots=True)
class Ranged:
    """A figure and the bounds between which it lies in eight of ten cases."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PieceStory:
    """What a team can know of a piece."""

    item: Item
    piece: Piece
    customer: str
    segment: str
    """title."""
    owner: str
    """name of the seller; empty where nobody sits in the seat."""
    since: int | None
    """weeks in its stage (a conversation: since it began); None where that began before the game."""
    next: tuple[float, float]
    """weeks; bounds of the time until what comes next, under today's pace, if it is not dropped."""
    due: tuple[float, float]
    """weeks; bounds of the time until its business is decided."""
    chance: Ranged
    """0..1; that it is won in the end. Bounds as far as the reading of the market errs; the dice come on top."""
    worth: float
    """k; the mean of a win of its segment and origin."""


def story(firm: Firm, view: View, item: Item) -> PieceStory:
    """The story of a piece of the view."""
    means = stages_left(item, view.pace)
    seller = view.sellers[item.owner]
    grown = not isinstance(item, DealView) or item.grown
    value = deals.mean_value(firm.value, view.stocks.insight, firm.parameters.value)
    return PieceStory(
        item=item,
        piece=item.stage if isinstance(item, DealView) else "conversation",
        customer=item.customer,
        segment=view.segments[item.segment],
        owner=seller.name if seller.present else "",
        since=view.week - item.since if item.since >= 0 else None,
        next=bounds(means[:1]),
        due=bounds(means),
        chance=chance_as_read(firm, view, item),
        worth=float(value[item.segment, int(grown)]),
    )


def bounds(means: Sequence[float]) -> tuple[float, float]:
    """weeks; between which something passes all its stages in eight of ten cases. `means` are the stages' mean times
    in weeks.
    """
    pass_on = -np.expm1(-1 / np.asarray(means, dtype=float))
    step = np.diag(np.append(1 - pass_on, 1.0)) + np.diag(pass_on, k=1)
    start = np.eye(len(means) + 1)[0]
    done = [float(at[-1]) for at in accumulate(range(LONGEST), lambda at, _: at @ step, initial=start)]
    low, high = (next((week for week, d in enumerate(done) if d >= q), LONGEST) for q in BAND)
    return float(low), float(high)


def chance_as_read(firm: Firm, view: View, item: Item) -> Ranged:
    """0..1; that a piece is won in the end. The reading errs in our gap and in the rival's, independently: half the
    difference that one standard deviation of each makes, together as the root of squares, is the chance's.
    """

    def at(own: float, rival: float) -> float:
        market = view.market
        moved = replace(
            market,
            gap=tuple(g + own * market.error for g in market.gap),
            rival_gap=tuple(g + rival * market.error for g in market.rival_gap),
        )
        return chance(firm, view, item, win_chances(firm, replace(view, market=moved)))

    mean = at(0, 0)
    sd = math.hypot((at(-1, 0) - at(1, 0)) / 2, (at(0, 1) - at(0, -1)) / 2)
    return Ranged(mean, max(0.0, mean - P90 * sd), min(1.0, mean + P90 * sd))


def piece_sentences(of: PieceStory) -> list[str]:
    """A story as sentences."""
    return [_what(of), _whose(of), _when(of), _how_likely(of)]


def _what(of: PieceStory) -> str:
    item = of.item
    if isinstance(item, DealView):
        what = "A proposal" if of.piece == "proposal" else "A qualified opportunity"
        origin = "grown of a conversation" if item.grown else "that came by itself or was prospected"
        return f"{what} in {of.segment}, {origin}."
    return (
        f"A conversation about the coming years in {of.segment}, in the {AGE_NAMES[item.age]} of {AGES} ages."
    )


def _whose(of: PieceStory) -> str:
    who = (
        f"{of.owner} works on it"
        if of.owner
        else "Its seller has left; nobody works on it until the seat is filled"
    )
    if of.since is None:
        return f"{who}; it was there when you came."
    since = "began" if of.piece == "conversation" else "reached this stage"
    return (
        f"{who}; it {since} {count_noun(of.since, 'week')} ago."
        if of.since
        else f"{who}; it {since} just now."
    )


def _when(of: PieceStory) -> str:
    item = of.item
    ripe = not isinstance(item, DealView) and item.age == AGES - 1
    what = RIPE if ripe else NEXT[of.piece]
    if of.piece == "proposal":
        return f"Next: {what}, {time_off(*of.next)} at today's pace, in eight of ten cases."
    decided = f"If it goes on, its business is due {time_off(*of.due)}."
    return f"Next: {what}, {time_off(*of.next)} at today's pace, in eight of ten cases. {decided}"


def _how_likely(of: PieceStory) -> str:
    c = of.chance
    low, high = round(100 * c.low), round(100 * c.high)
    range_ = f" ({low} to {high}, as far as the market is read)" if low < high else ""
    chance_ = f"Chance that it is won in the end: {whole_percent(c.mean)}{range_}."
    return f"{chance_} Such a win is worth {money(of.worth)} on average."
