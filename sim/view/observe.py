"""Turn a position into a view. Only here does hidden state become what a team can know."""

from __future__ import annotations

import math

import numpy as np

from sim.event.items import DisruptionWatch
from sim.event.names import customer_name
from sim.event.position import Position
from sim.model import deals
from sim.model.calendar import WEEKS_IN_YEAR, quarter_of
from sim.model.firm import Firm
from sim.model.move import Move, make_allocation, move_from_split
from sim.model.signals import apply_reading_error, mean_sight, reading_error
from sim.model.threats import no_threats
from sim.model.week import weekly_rates
from sim.model.world import Disruption, World
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.organisation import Split
from sim.view.item_counts import count_position_items
from sim.view.view import (
    ConversationView,
    DealView,
    MarketReading,
    PastStrike,
    PipelinePace,
    SellerView,
    Signal,
    StocksView,
    View,
)

DEFAULT_INHERITED_SPLIT = Split(sellers=6, managers=18, leaders=30)
"""Default split before the game, for scenarios without a history: firms that concentrate on the current month."""

NORMAL_P90 = 1.2815515655446004
"""90 % quantile of the standard normal distribution."""


def inherited_split(firm: Firm) -> Split:
    """Return the split from before the game."""
    history = firm.scenario.organisation.history
    return DEFAULT_INHERITED_SPLIT if history is None else history.split


def observe(world: World, position: Position, last_move: Move | None = None) -> View:
    """Return what the team knows in a position. `last_move` led to the position; it is None before the first."""
    firm = world.firm
    move = move_from_split(firm, inherited_split(firm)) if last_move is None else last_move
    first = quarter_of(position.week) * WEEKS_IN_QUARTER
    return View(
        week=position.week,
        quarter=quarter_of(position.week) + 1,
        quarters=firm.scenario.quarters,
        segments=tuple(s.title for s in firm.scenario.market.segments.values()),
        last_move=move,
        stocks=_stocks(position),
        pace=_pace(firm, position, move),
        sellers=tuple(
            SellerView(s.seat, s.name, s.present, float(r))
            for s, r in zip(position.sellers, position.stocks.ramp, strict=True)
        ),
        deals=tuple(
            DealView(d.id, customer_name(d.id), d.segment, d.stage, d.grown, d.owner, d.since)
            for d in position.deals
        ),
        conversations=tuple(
            ConversationView(c.id, customer_name(c.id), c.segment, c.age, c.owner, c.since)
            for c in position.conversations
        ),
        accounts=tuple(int(n) for n in count_position_items(firm, position).accounts),
        signals=_signals(world, position),
        struck=_past_strikes(world, position),
        market=_market(position),
        sight=mean_sight(float(position.stocks.foresight), firm),
        weeks=position.weeks,
        cash=position.cash,
        target=sum(firm.target(first + w) for w in range(WEEKS_IN_QUARTER)),
        patience=firm.scenario.goal.patience,
        fired=position.fired,
    )


def _stocks(position: Position) -> StocksView:
    s = position.stocks
    return StocksView(*(float(getattr(s, name)) for name in StocksView.__slots__))


def _pace(firm: Firm, position: Position, move: Move) -> PipelinePace:
    now = weekly_rates(
        firm, position.week, count_position_items(firm, position), position.stocks, make_allocation(firm, move),
        no_threats(len(firm.segments)),
    )  # fmt: skip
    coverage = float(now.coverage)
    tactical = float(now.hours) * (1 - float(now.effective_time.split[0]))
    wanted = float(now.given) / coverage if coverage > 0 else math.inf
    neglect, p = float(now.neglect), firm.parameters
    tempo = deals.tempo(now.coverage, position.stocks.slowness, p.coverage)
    decided = deals.proposal_hazard(tempo, np.average(firm.season, axis=0, weights=WEEKS_IN_MONTHS), p.stages)
    sellers, managers, leaders = (float(x) for x in now.effective_time.split)
    return PipelinePace(
        coverage=coverage,
        load=min(wanted / tactical, 99.0) if tactical > 0 else 99.0,
        pressure=float(now.effective_time.press),
        effective_split=(sellers, managers, leaders),
        qualified_weeks=_mean_weeks(float(now.qualified) + neglect),
        proposal_weeks=tuple(_mean_weeks(hazard + neglect) for hazard in decided.tolist()),
        age_weeks=_mean_weeks(now.age),
    )


def _mean_weeks(hazard: float) -> float:
    """Mean weeks until an item acts, at most twenty years."""
    return min(1 / hazard, 20.0 * WEEKS_IN_YEAR) if hazard > 0 else 20.0 * WEEKS_IN_YEAR


def _announced_disruptions(world: World, position: Position) -> list[tuple[Disruption, DisruptionWatch]]:
    pairs = zip(world.disruptions, position.watches, strict=True)
    return [(d, w) for d, w in pairs if w.seen is not None and not w.over]


def _signals(world: World, position: Position) -> tuple[Signal, ...]:
    p, foresight = world.firm.parameters.signals, position.stocks.foresight
    found = []
    for d, watch in _announced_disruptions(world, position):
        left = d.strike - position.week
        error = float(reading_error(foresight, left, p))
        weeks = float(apply_reading_error(left, d.luck_week, error))
        severity = float(apply_reading_error(d.severity, d.luck_severity, error))
        # The error at the true time would reveal that time, so bounds use the time as read.
        spread = math.exp(NORMAL_P90 * float(reading_error(foresight, weeks, p)))
        kind = world.kind(d)
        found.append(
            Signal(
                d.mark,
                d.type,
                kind.title,
                d.segment,
                watch.seen or 0,
                weeks,
                weeks / spread,
                weeks * spread,
                severity,
                severity / spread,
                severity * spread,
                kind.importance,
                kind.chance,
                watch.progress,
            )
        )
    return tuple(sorted(found, key=lambda s: (s.weeks_left, s.index)))


def _past_strikes(world: World, position: Position) -> tuple[PastStrike, ...]:
    past = [
        PastStrike(
            d.mark,
            d.type,
            world.kind(d).title,
            d.segment,
            d.strike,
            d.severity,
            w.seen is not None,
            w.progress,
        )
        for d, w in zip(world.disruptions, position.watches, strict=True)
        if w.over and d.comes
    ]
    return tuple(sorted(past, key=lambda s: (-s.week, s.index)))


def _market(position: Position) -> MarketReading:
    gap, rival_gap, demand = (tuple(float(x) for x in row) for row in position.readings)
    return MarketReading(gap, rival_gap, demand, position.readings_error)
