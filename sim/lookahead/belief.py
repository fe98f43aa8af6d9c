"""What a team can believe about the present and the future, as blocks of futures to simulate.

It knows its own books, items and stocks. It also knows today's market, from the market at the start, the laws and the
news. Announced disruptions are believed as in `seen_disruptions`. Unnoticed ones follow the world's rates and what the
scenario fixes (`fixed_disruptions`), given that they were not noticed. The future rate of change is that of
`pace_of_change`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.batch.block import Block
from sim.batch.state import BatchStart
from sim.batch.timeline import UNSEEN, Timeline, draw_random_strikes, join_timelines
from sim.event.books import quarter_attainments, sum_books
from sim.lookahead.fixed_disruptions import (
    PendingFixedDisruption,
    UnnoticedTimes,
    draw_unseen_disruption,
    pending_fixed_disruptions,
    unnoticed_times,
)
from sim.lookahead.noticing import noticing_history
from sim.lookahead.pace_of_change import draw_paces
from sim.lookahead.seen_disruptions import SignalCauses, draw_seen_disruption, infer_causes
from sim.model import effects, market
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.measures import SHARE_WEEKS
from sim.model.random_streams import RandomStreams
from sim.model.start import starting_state
from sim.model.state import Stocks
from sim.model.threats import answer_effect
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.item_counts import count_view_items
from sim.view.view import PastStrike, Signal, View

MARKET_STOCKS = ("gap", "rival_gap", "demand", "slowness", "exodus")
"""Stocks that belong to the market."""


@dataclass(frozen=True)
class Belief:
    """A team's belief, derived from its view alone."""

    firm: Firm
    view: View

    def block(self, dice: RandomStreams, number: int, futures: int, flow: bool = False) -> Block:
        """Draw a block of futures from the belief."""
        stream = dice.stream("belief", number)
        pace = draw_paces(self.firm, self.view.week, stream, futures)
        timeline = self._timeline(stream, futures, pace)
        return Block(self.firm, self._start, timeline, futures, dice, number, flow, pace)

    @cached_property
    def _start(self) -> BatchStart:
        """The known state, from books and news."""
        view, weeks = self.view, self.view.weeks
        whole = len(weeks) // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER
        year = sum_books(weeks[max(0, self.firm.scenario.weeks - SHARE_WEEKS) :])
        return BatchStart(
            week=view.week,
            counts=count_view_items(view),
            stocks=self._stocks(),
            cash=view.cash,
            attainments=tuple(quarter_attainments(weeks)),
            booked=sum_books(weeks[whole:]).bookings,
            earned=sum_books(weeks).margin,
            bookings=sum_books(weeks).bookings,
            won_lost=(float(year.won), float(year.lost_to_rival)),
        )

    def _stocks(self) -> Stocks:
        s = self.view.stocks
        return Stocks(
            **{name: getattr(s, name) for name in s.__slots__},
            **self._market(),
            filled=np.array([float(seller.present) for seller in self.view.sellers]),
            ramp=np.array([seller.ramp for seller in self.view.sellers]),
        )

    def _market(self) -> dict[str, Any]:
        """Compute today's gaps and shocks from those at the start of the game, by the laws, with the strikes (whose
        severity was in the news) and the offering so far. Market readings add no information to that.
        """
        firm, p, begun = self.firm, self.firm.parameters, starting_state(self.firm)[1]
        at = {name: getattr(begun, name) for name in MARKET_STOCKS}
        struck = defaultdict[int, list[PastStrike]](list)
        for past in reversed(self.view.struck):
            struck[past.week].append(past)
        for week, book in enumerate(self.view.weeks):
            for past in struck[week]:
                at |= self._market_after(past, at)
            drift = firm.drift * firm.rho(week)
            at = {
                "gap": market.gap_next(at["gap"], drift, book.offering, p.gaps),
                "rival_gap": market.rival_gap_next(at["rival_gap"], drift, firm.scenario.rival),
                "demand": market.fade_shock(at["demand"], p.shocks.demand_weeks),
                "slowness": market.fade_shock(at["slowness"], p.shocks.slowness_weeks),
                "exodus": market.fade_shock(at["exodus"], p.shocks.exodus_weeks),
            }
        return at

    def _market_after(self, past: PastStrike, at: dict[str, Any]) -> dict[str, Any]:
        """Return the market after a past strike."""
        firm = self.firm
        segment = np.eye(len(firm.segments))[past.segment]
        answered = answer_effect(past.progress, firm.parameters.answers)
        changed = dict(at)
        for effect in firm.scenario.disruptions.types[past.type].effects:
            if effect.on in changed:
                change = np.asarray(effects.effect_size(effect, past.severity, answered))
                changed[effect.on] = effects.apply_effect(effect, changed[effect.on], segment, change)
        return changed

    @cached_property
    def _pending(self) -> tuple[PendingFixedDisruption, ...]:
        """Disruptions that the scenario fixes and that have not struck."""
        return pending_fixed_disruptions(self.firm, self.view)

    @cached_property
    def _laws(self) -> list[UnnoticedTimes]:
        """When each of those may strike if nobody has noticed it."""
        return [unnoticed_times(self.firm, self.view, one) for one in self._pending]

    @cached_property
    def _signals(self) -> list[tuple[Signal, SignalCauses]]:
        """What each signal may be caused by."""
        return [(s, infer_causes(self.firm, self.view, s, self._pending)) for s in self.view.signals]

    def _timeline(self, stream: np.random.Generator, futures: int, pace: Array) -> Timeline:
        """Draw what may come, and add what is still talked about."""
        free = np.ones((futures, len(self._pending)), dtype=bool)
        seen = [
            draw_seen_disruption(self.firm, self.view, signal, found, self._pending, free, stream)
            for signal, found in self._signals
        ]
        unseen = [
            draw_unseen_disruption(self.firm, self._laws[place], one, stream, free[:, place])
            for place, one in enumerate(self._pending)
        ]
        return join_timelines(
            [self._random_disruptions(stream, futures, pace), *unseen, *seen, *self._recent_strikes(futures)]
        )

    def _random_disruptions(self, stream: np.random.Generator, futures: int, pace: Array) -> Timeline:
        """Draw random disruptions by the world's rates, without those that would have been noticed by now."""
        first = self.view.week
        drawn = draw_random_strikes(self.firm, stream, futures, first, pace)
        missed = np.exp(-noticing_history(self.view).between(drawn.brews, first))
        return drawn.select((drawn.brews >= first) | (stream.random(len(drawn)) < missed))

    def _recent_strikes(self, futures: int) -> Iterator[Timeline]:
        """Yield recent strikes, in every future."""
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
