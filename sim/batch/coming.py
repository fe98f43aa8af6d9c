"""Disruptions of all futures and plans through the weeks: strikes, signals, answers. A sparse list: a week touches only
those that brew, strike, or struck so lately that they are still talked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import UNSEEN, Timeline, Whole
from sim.model import effects
from sim.model.arrays import Array, Level
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.signals import as_read, notice_hazard, reading_error
from sim.model.step import Draw
from sim.model.threats import Threats, done
from sim.scenario.disruptions import DisruptionType


@dataclass(frozen=True, slots=True)
class Near:
    """What matters this week to the futures that it matters to."""

    futures: Whole
    """(n,): those that something matters to."""
    threats: Threats
    """(n, plans, D): as the laws see them, filled up with what is nothing."""
    row: Whole
    """(m,): of each disruption, its place in `futures`,"""
    place: Whole
    """(m,): its place on the axis D,"""
    which: Whole
    """(m,): and its index in the timeline."""


class Coming:
    """How far each plan is with each disruption, (K, plans)."""

    def __init__(self, firm: Firm, timeline: Timeline, plans: int) -> None:
        self.firm, self.timeline = firm, timeline
        self.kinds = list(firm.scenario.disruptions.types.values())
        self._importance = np.array([kind.importance for kind in self.kinds])[timeline.type]
        names = list(firm.scenario.disruptions.types)
        self._by_name = sorted(range(len(names)), key=lambda i: names[i])
        shape = (len(timeline), plans)
        self.exposure = np.zeros(shape)
        self.seen = np.broadcast_to(timeline.seen[:, np.newaxis], shape).copy()
        self.progress = np.broadcast_to(timeline.progress[:, np.newaxis], shape).copy()

    def strikes(self, week: int, c: Counts, s: Stocks, draw: Draw) -> Array:
        """Everything that strikes this week does: changes counts and stocks in place; k, how it changes cash."""
        t, cash = self.timeline, np.zeros(np.shape(s.demand))
        striking = np.flatnonzero((t.strike == week) & t.comes)
        for kind, nth, which in self._each(striking):
            future = t.future[which]
            segment = np.eye(len(self.firm.segments))[t.segment[which]][:, np.newaxis]
            severity = t.severity[which][:, np.newaxis]
            answered = done(self.progress[which], self.firm.parameters.answers)
            _change(s, kind, future, segment, severity, answered)
            cash[future] += effects.cash_change(self.firm, kind, severity, answered)
            if any(effect.on == "accounts" for effect in kind.effects):
                chance = effects.accounts_lost(self.firm, kind, segment, severity, answered)
                (lost,) = draw.counts(f"taken {nth}", [], [(c.accounts[future], chance)])
                c.accounts[future] -= lost
        return cash

    def _each(self, which: Whole) -> Iterator[tuple[DisruptionType, int, Whole]]:
        """Strikes in the order of the world's timeline, so parted that no future is in one part twice."""
        nth = 0
        for kind in self._by_name:
            left = which[self.timeline.type[which] == kind]
            while left.size:
                _, first = np.unique(self.timeline.future[left], return_index=True)
                yield self.kinds[kind], nth, left[first]
                left, nth = np.delete(left, first), nth + 1

    def notice(self, week: int, foresight: Level) -> None:
        """Brewing ones are noticed, as far as foresight goes."""
        t = self.timeline
        which = np.flatnonzero((t.brews <= week) & (week < t.strike))
        rate = np.asarray(notice_hazard(foresight, self.firm.parameters.signals))
        exposed = self.exposure[which] + rate[t.future[which]]
        self.exposure[which] = exposed
        seen = self.seen[which]
        seen[(seen == UNSEEN) & (exposed > t.threshold[which][:, np.newaxis])] = week
        self.seen[which] = seen

    def near(self, week: int, foresight: Level) -> Near | None:
        """What matters this week; None where nothing does."""
        t = self.timeline
        ahead = week < t.strike
        talked = t.comes & ~ahead & (week < t.strike + self.firm.parameters.window.after_weeks)
        which = np.flatnonzero(talked | (ahead & (self.seen != UNSEEN).any(axis=-1)))
        if not which.size:
            return None
        futures, start, row = np.unique(t.future[which], return_index=True, return_inverse=True)
        place = np.arange(which.size) - start[row]
        threats = self._threats(week, foresight, which, (futures.size, place.max() + 1), (row, place))
        return Near(futures, threats, row, place, which)

    def _threats(
        self, week: int, foresight: Level, which: Whole, size: tuple[int, int], at: tuple[Whole, Whole]
    ) -> Threats:
        t, plans = self.timeline, self.seen.shape[1]
        left = (t.strike[which] - week)[:, np.newaxis].astype(float)
        error = reading_error(np.asarray(foresight)[t.future[which]], left, self.firm.parameters.signals)
        read = as_read(t.severity[which][:, np.newaxis], t.luck_severity[which][:, np.newaxis], error)
        importance = self._importance[which]
        seen, progress, coming = self.seen[which], self.progress[which], left > 0

        def laid(column: np.ndarray, *tail: int) -> np.ndarray:
            """(n, plans or 1, D, ...) from (m, plans or 1, ...)."""
            out = np.zeros((*size, column.shape[1], *tail), dtype=column.dtype)
            out[at] = column
            return np.moveaxis(out, 2, 1)

        return Threats(
            segment=laid(
                np.eye(len(self.firm.segments))[t.segment[which]][:, np.newaxis], len(self.firm.segments)
            ),
            weight=laid((importance * t.severity[which])[:, np.newaxis]),
            read=laid(importance[:, np.newaxis] * read),
            known=laid((seen != UNSEEN) & (seen < week) & coming),
            open=laid((seen != UNSEEN) & (progress < 1) & coming),
            recent=laid(np.broadcast_to(~coming, (which.size, plans))),
            progress=laid(progress),
        )

    def answered(self, near: Near, progress: Array) -> None:
        """Note the progress of answers, (n, plans, D)."""
        self.progress[near.which] = progress[near.row, :, near.place]


def _change(
    s: Stocks, kind: DisruptionType, future: Whole, segment: Array, severity: Array, answered: Level
) -> None:
    """What a strike does to the stocks of some futures, in place."""
    for effect in kind.effects:
        if effect.on not in effects.ELSEWHERE:
            column: Array = getattr(s, effect.on)
            change = effects.amount(effect, severity, answered)
            column[future] = effects.struck(effect, column[future], segment, change)
