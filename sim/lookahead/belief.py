"""What a team can believe of the position it is in and of what is coming, as blocks of futures to live.

Its own books, items and stocks are known; the market is as it was read at the quarter's start, with the reading's
error, moved on by what happened since; what was seen coming as `coming` tells; the unseen by base rates, given that it
was not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.block import Block
from sim.batch.state import Start
from sim.batch.timeline import UNSEEN, Timeline, joined, random_strikes
from sim.event.books import attainments, total
from sim.lookahead.base_rates import base_rates
from sim.lookahead.coming import believed, watched
from sim.model import effects, market
from sim.model.arrays import Array, Level
from sim.model.conversations import AGES
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.measures import SHARE_WEEKS
from sim.model.threats import done
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import Past, View


@dataclass(frozen=True)
class Belief:
    """A team's belief, from its view alone."""

    firm: Firm
    view: View

    def block(self, dice: Dice, number: int, futures: int, flow: bool = False) -> Block:
        """A block of futures drawn from the belief."""
        stream = dice.stream("belief", number)
        start = replace(self._known(), stocks=self._stocks(stream, futures))
        return Block(self.firm, start, self._timeline(stream, futures), futures, dice, number, flow)

    def _known(self) -> Start:
        """What the books tell; stocks as they would be without error of reading."""
        view, weeks = self.view, self.view.weeks
        whole = len(weeks) // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER
        year = total(weeks[max(0, self.firm.scenario.weeks - SHARE_WEEKS) :])
        return Start(
            week=view.week,
            counts=counts(view),
            stocks=self._stocks(None, 1),
            cash=view.cash,
            attainments=tuple(attainments(weeks)),
            booked=total(weeks[whole:]).bookings,
            earned=total(weeks).margin,
            bookings=total(weeks).bookings,
            won_lost=(float(year.won), float(year.lost_to_rival)),
        )

    def _stocks(self, stream: np.random.Generator | None, futures: int) -> Stocks:
        """Stocks, what is read of the market drawn from its reading (without a stream: as it is read)."""
        s, read, size = self.view.stocks, self.view.market, len(self.firm.segments)

        def noise(*shape: int) -> Array:
            return read.error * stream.standard_normal(shape) if stream else np.zeros(shape)

        known = {name: getattr(s, name) for name in s.__slots__}
        # demand is one number, read once in each segment
        demand = float(np.mean(read.demand)) + noise(futures) / np.sqrt(size)
        gap, rival_gap = (np.array(row) + noise(futures, size) for row in (read.gap, read.rival_gap))
        gap, rival_gap, demand = self._moved_on(gap, rival_gap, demand)
        slowness, exodus = self._shocks()
        return Stocks(
            **known,
            gap=gap,
            rival_gap=rival_gap,
            demand=demand,
            slowness=slowness,
            exodus=exodus,
            filled=np.array([float(seller.present) for seller in self.view.sellers]),
            ramp=np.array([seller.ramp for seller in self.view.sellers]),
        )

    def _moved_on(self, gap: Array, rival_gap: Array, demand: Array) -> tuple[Array, Array, Array]:
        """The market from the quarter's start to now, by the laws, what struck since, and the offering of today."""
        firm, p = self.firm, self.firm.parameters
        first = self.view.week // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER
        moved: dict[str, Level] = {"gap": gap, "rival_gap": rival_gap, "demand": demand}
        for week in range(first, self.view.week):
            for past in self._struck(week):
                for name in moved:
                    moved[name] = self._after(past, name, moved[name])
            drift = firm.drift * firm.rho(week)
            moved["gap"] = market.gap_next(
                np.asarray(moved["gap"]), drift, self.view.stocks.offering_live, p.gaps
            )
            moved["rival_gap"] = market.rival_gap_next(
                np.asarray(moved["rival_gap"]), drift, firm.scenario.rival
            )
            moved["demand"] = market.fade(moved["demand"], p.shocks.demand_weeks)
        return np.asarray(moved["gap"]), np.asarray(moved["rival_gap"]), np.asarray(moved["demand"])

    def _shocks(self) -> tuple[float, float]:
        """Slowness and exodus: the news told what struck, and how hard."""
        shocks, p = {"slowness": 0.0, "exodus": 0.0}, self.firm.parameters.shocks
        for week in range(self.view.week):
            for past in self._struck(week):
                for name in shocks:
                    shocks[name] = float(self._after(past, name, shocks[name]))
            shocks["slowness"] = float(market.fade(shocks["slowness"], p.slowness_weeks))
            shocks["exodus"] = float(market.fade(shocks["exodus"], p.exodus_weeks))
        return shocks["slowness"], shocks["exodus"]

    def _struck(self, week: int) -> Iterator[Past]:
        return (past for past in reversed(self.view.struck) if past.week == week)

    def _after(self, past: Past, name: str, before: Level) -> Level:
        """A quantity after a strike."""
        firm = self.firm
        segment = np.eye(len(firm.segments))[past.segment]
        answered = done(past.progress, firm.parameters.answers)
        for effect in firm.scenario.disruptions.types[past.type].effects:
            if effect.on == name:
                change = np.asarray(effects.amount(effect, past.severity, answered))
                before = effects.struck(effect, before, segment, change)
        return before

    def _timeline(self, stream: np.random.Generator, futures: int) -> Timeline:
        """What may come, and what is still talked about."""
        seen = [believed(self.firm, self.view, signal, stream, futures) for signal in self.view.signals]
        return joined([self._unseen(stream, futures), *seen, *self._talked(futures)])

    def _unseen(self, stream: np.random.Generator, futures: int) -> Timeline:
        """Those to come by base rates, less those that would have been seen by now."""
        first = self.view.week
        drawn = random_strikes(self.firm, stream, futures, first, base_rates)
        unnoticed = np.exp(-watched(self.view).between(drawn.brews, first))
        return drawn.only((drawn.brews >= first) | (stream.random(len(drawn)) < unnoticed))

    def _talked(self, futures: int) -> Iterator[Timeline]:
        """What struck of late, in every future."""
        names = list(self.firm.scenario.disruptions.types)
        for past in self.view.struck:
            if self.view.week < past.week + self.firm.parameters.window.after_weeks:
                yield Timeline(
                    future=np.arange(futures),
                    type=np.full(futures, names.index(past.type)),
                    segment=np.full(futures, past.segment),
                    severity=np.full(futures, past.severity),
                    strike=np.full(futures, past.week),
                    brews=np.full(futures, past.week),
                    comes=np.ones(futures, dtype=bool),
                    threshold=np.zeros(futures),
                    luck_severity=np.zeros(futures),
                    seen=np.full(futures, UNSEEN),
                    progress=np.full(futures, past.progress),
                )


def counts(view: View) -> Counts:
    """The counts that the laws need, from a view."""
    size = len(view.segments)
    found = Counts(
        np.zeros((size, 2)), np.zeros((size, 2)), np.zeros((size, AGES)), np.array(view.accounts, float)
    )
    for deal in view.deals:
        stage = found.qualified if deal.stage == "qualified" else found.proposals
        stage[deal.segment, int(deal.grown)] += 1
    for talk in view.conversations:
        found.conversations[talk.segment, talk.age] += 1
    return found
