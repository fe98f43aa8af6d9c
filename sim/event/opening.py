"""The opening: the position in week 0, made from the starting counts and the dice."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.event.items import (
    ARRIVAL,
    GROWN,
    START_ACCOUNT,
    Account,
    Conversation,
    Deal,
    DealLuck,
    DisruptionWatch,
    Seller,
    item_id,
)
from sim.event.names import person_name
from sim.event.position import Clocks, Position
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.limits import check_limit
from sim.model.random_streams import RandomStreams, to_exponential
from sim.model.signals import market_reading_error, read_market
from sim.model.start import starting_cash, starting_state
from sim.model.state import Counts, Stocks, count_items
from sim.model.world import World
from sim.scenario.scenario import MAX_STARTING_ITEMS

BEFORE_GAME = -1
"""Week of everything that existed before the game."""


def opening_position(world: World, dice: RandomStreams) -> Position:
    """Return the position before the first move. Raises GameLimitError if it has more items than a game can hold."""
    counts, stocks = starting_state(world.firm)
    check_limit("items at the start", count_items(counts), MAX_STARTING_ITEMS)
    none = (0.0,) * len(world.firm.segments)
    readings, error = market_readings(world, 0, stocks)
    return Position(
        week=0,
        stocks=stocks,
        cash=starting_cash(world.firm),
        sellers=_sellers(world.firm, dice),
        deals=tuple(sorted(_deals(world.firm, dice, counts), key=lambda d: d.id)),
        conversations=tuple(sorted(_conversations(world.firm, dice, counts), key=lambda c: c.id)),
        accounts=tuple(sorted(_accounts(world.firm, dice, counts), key=lambda a: a.id)),
        watches=(DisruptionWatch(),) * len(world.disruptions),
        clocks=Clocks(0.0, none, 0.0, none, 0.0, 0.0),
        readings=readings,
        readings_error=error,
        weeks=(),
    )


def market_readings(world: World, week: int, stocks: Stocks) -> tuple[np.ndarray, float]:
    """Log units, (3, S); our gap, the rival's gap and demand as the team reads them at the start of a quarter. Returned
    with the error of each reading.
    """
    demand = np.full(len(world.firm.segments), float(stocks.demand))
    truth = np.stack([stocks.gap, stocks.rival_gap, demand])
    p = world.firm.parameters.signals
    read = read_market(truth, world.market_luck(week), stocks.insight, p)
    return read, float(market_reading_error(stocks.insight, p))


def make_deal_luck(uniforms: list[float]) -> DealLuck:
    """Make the luck of an opportunity from six uniforms."""
    to_proposal, qualifies, to_decision, decides, loyalty, owner = uniforms
    return DealLuck(
        to_exponential(to_proposal),
        qualifies,
        to_exponential(to_decision),
        decides,
        to_exponential(loyalty),
        owner,
    )


def draw_person_luck(dice: RandomStreams, seat: int, person: int) -> tuple[float, float, int]:
    """Draw the luck of the `person`-th seller in a seat: unit exponentials until leaving and until the seat is filled
    again, and the mark for a name.
    """
    stays, fills, name = dice.stream("seller", seat, person).random(3).tolist()
    return to_exponential(stays), to_exponential(fills), int(name * 2**32)


def _sellers(firm: Firm, dice: RandomStreams) -> tuple[Seller, ...]:
    given = firm.scenario.organisation.sellers
    names: list[str] = list(given) if isinstance(given, list) else []
    sellers: list[Seller] = []
    for seat in range(firm.seats):
        stays, _, mark = draw_person_luck(dice, seat, 0)
        if seat == len(names):
            names.append(person_name(mark, names))
        sellers.append(Seller(seat, names[seat], 0, True, stays))
    return tuple(sellers)


def owner_of(u: float, seats: int) -> int:
    """Return the seat that gets something while all are equally productive."""
    return min(int(u * seats), seats - 1)


def _number_items(counts: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Yield (segment, kind, ordinal within the segment) for counts of shape (S, kinds)."""
    for segment, row in enumerate(counts):
        ordinal = 0
        for kind, count in enumerate(row):
            for _ in range(int(count)):
                yield segment, kind, ordinal
                ordinal += 1


def _deals(firm: Firm, dice: RandomStreams, counts: Counts) -> Iterator[Deal]:
    stages = np.stack([counts.qualified.sum(axis=-1), counts.proposals.sum(axis=-1)], axis=-1)
    streams = [dice.stream("start deals", s) for s in range(len(firm.segments))]
    for segment, stage, ordinal in _number_items(stages):
        luck = make_deal_luck(streams[segment].random(6).tolist())
        yield Deal(
            id=item_id(BEFORE_GAME, len(firm.segments), segment, ordinal, ARRIVAL),
            segment=segment,
            grown=False,
            stage="proposal" if stage else "qualified",
            owner=owner_of(luck.owner, firm.seats),
            since=BEFORE_GAME,
            due=luck.to_decision if stage else luck.to_proposal,
            luck=luck,
        )


def _conversations(firm: Firm, dice: RandomStreams, counts: Counts) -> Iterator[Conversation]:
    streams = [dice.stream("start conversations", s) for s in range(len(firm.segments))]
    for segment, age, ordinal in _number_items(counts.conversations):
        uniforms = streams[segment].random(AGES + 7).tolist()
        luck = make_deal_luck(uniforms[AGES + 1 :])
        waits = [to_exponential(u) for u in uniforms[:AGES]]
        yield Conversation(
            id=item_id(BEFORE_GAME, len(firm.segments), segment, ordinal, GROWN),
            segment=segment,
            age=age,
            owner=owner_of(luck.owner, firm.seats),
            since=BEFORE_GAME,
            due=waits[0],
            waits=(waits[1], waits[2]),
            grows=uniforms[AGES],
            luck=luck,
        )


def _accounts(firm: Firm, dice: RandomStreams, counts: Counts) -> Iterator[Account]:
    for segment, count in enumerate(counts.accounts):
        luck = dice.stream("start accounts", segment).random((int(count), 2)).tolist()
        for ordinal, (loyalty, owner) in enumerate(luck):
            yield Account(
                id=item_id(BEFORE_GAME, len(firm.segments), segment, ordinal, START_ACCOUNT),
                segment=segment,
                owner=owner_of(owner, firm.seats),
                due=-math.log1p(-loyalty),
            )
