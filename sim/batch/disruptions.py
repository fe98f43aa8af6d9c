"""Disruptions of all futures and plans, week by week: strikes, signals, answers.

The data are sparse: a week only processes disruptions that can be noticed, strike, or struck so recently that they are
still talked about.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import UNSEEN, BoolArray, IntArray, Timeline
from sim.model import effects
from sim.model.arrays import Array, ScalarOrArray
from sim.model.calendar import quarter_of
from sim.model.firm import Firm
from sim.model.signals import apply_reading_error, notice_hazard, reading_error
from sim.model.state import Counts, Stocks
from sim.model.step import Draw
from sim.model.threats import Threats, answer_effect
from sim.scenario.disruptions import WEEKS_IN_QUARTER, DisruptionType


@dataclass(frozen=True, slots=True)
class ActiveThreats:
    """Disruptions that matter this week, for the futures in which there are any."""

    futures: IntArray
    """(n,); futures in which something matters."""
    threats: Threats
    """(n, plans, D); disruptions as the laws see them, padded with ones that have no effect."""
    row: IntArray
    """(m,); index in `futures` of each disruption."""
    place: IntArray
    """(m,); index on the axis D of each disruption."""
    which: IntArray
    """(m,); index in the timeline of each disruption."""


@dataclass(frozen=True, slots=True)
class StrikeGroup:
    """Strikes of one type in one week, at most one per future."""

    kind: int
    """Index of the type."""
    nth: int
    """Number of this group within its week."""
    which: IntArray
    """Indexes in the timeline."""


@dataclass(frozen=True, slots=True)
class QuarterDisruptions:
    """Disruptions that can matter in a quarter, selected once per quarter: indexes in the timeline,
    and columns of it.
    """

    which: IntArray
    future: IntArray
    strike: IntArray
    brews: IntArray
    comes: BoolArray
    parts: dict[int, list[StrikeGroup]]
    """Strikes by week, in the order in which they strike."""


class DisruptionTracker:
    """How far each plan is with each disruption, (K, plans)."""

    def __init__(self, firm: Firm, timeline: Timeline, plans: int) -> None:
        self.firm, self.timeline = firm, timeline
        self.kinds = list(firm.scenario.disruptions.types.values())
        self._importance = np.array([kind.importance for kind in self.kinds])
        self._segment = np.eye(len(firm.segments))
        self._touched = [{effect.on for effect in kind.effects} for kind in self.kinds]
        names = list(firm.scenario.disruptions.types)
        self._rank = np.argsort(np.argsort(names))
        shape = (len(timeline), plans)
        self.exposure = np.zeros(shape)
        self.seen = np.broadcast_to(timeline.seen[:, np.newaxis], shape).copy()
        self.progress = np.broadcast_to(timeline.progress[:, np.newaxis], shape).copy()
        self._noticed = timeline.seen != UNSEEN
        self._quarter, self._ahead = -1, _no_disruptions()

    def _look_ahead(self, week: int) -> QuarterDisruptions:
        """Return what can matter in the quarter of a week."""
        if quarter_of(week) != self._quarter:
            self._quarter, t = quarter_of(week), self.timeline
            first = self._quarter * WEEKS_IN_QUARTER
            talk = max(1, self.firm.parameters.window.after_weeks)
            end = first + WEEKS_IN_QUARTER
            which = ((t.brews < end) & (t.strike + talk > first)).nonzero()[0]
            strike, comes = t.strike[which], t.comes[which]
            parts = self._group_strikes(which[comes & (first <= strike) & (strike < end)])
            self._ahead = QuarterDisruptions(which, t.future[which], strike, t.brews[which], comes, parts)
        return self._ahead

    def _group_strikes(self, which: IntArray) -> dict[int, list[StrikeGroup]]:
        """Group strikes by week and type in the order of the world's timeline, such that no future
        is twice in a group.
        """
        t, parts = self.timeline, defaultdict[int, list[StrikeGroup]](list)
        key = self._rank[t.type[which]] + len(self.kinds) * t.strike[which]
        order = np.lexsort((t.future[which], key))
        which, key, at = which[order], key[order], np.arange(len(which))
        new = _mark_changes(key, first=True) | _mark_changes(t.future[which])
        again = at - np.maximum.accumulate(
            np.where(new, at, 0)
        )  # number of earlier strikes of the same kind in the same future
        order = np.lexsort((again, key))
        which = which[order]
        starts = (_mark_changes(key[order], first=True) | _mark_changes(again[order])).nonzero()[0]
        begins, ends = starts.tolist(), [*starts[1:].tolist(), len(which)]
        weeks, kinds = t.strike[which[starts]].tolist(), t.type[which[starts]].tolist()
        for week, kind, begin, end in zip(weeks, kinds, begins, ends, strict=False):
            parts[week].append(StrikeGroup(kind, len(parts[week]), which[begin:end]))
        return parts

    def apply_strikes(self, week: int, c: Counts, s: Stocks, draw: Draw) -> Array:
        """Apply this week's strikes, changing counts and stocks in place. Returns the change of cash in k."""
        cash = np.zeros(np.shape(s.demand), order="F")
        for part in self._look_ahead(week).parts.get(week, ()):
            kind, which = self.kinds[part.kind], part.which
            future = self.timeline.future[which]
            segment = self._segment[self.timeline.segment[which]][:, np.newaxis]
            severity = self.timeline.severity[which][:, np.newaxis]
            answered = answer_effect(self.progress[which], self.firm.parameters.answers)
            _strike_stocks(s, kind, future, segment, severity, answered)
            if "cash" in self._touched[part.kind]:
                cash[future] += effects.cash_change(self.firm, kind, severity, answered)
            if "accounts" in self._touched[part.kind]:
                chance = effects.account_loss_chance(self.firm, kind, segment, severity, answered)
                c.accounts[future] -= draw.each(f"taken {part.nth}", c.accounts[future], chance)
        return cash

    def notice(self, week: int, foresight: ScalarOrArray) -> None:
        """Notice disruptions before they strike, depending on foresight."""
        ahead = self._look_ahead(week)
        brewing = ((ahead.brews <= week) & (week < ahead.strike)).nonzero()[0]
        which = ahead.which[brewing]
        rate = np.asarray(notice_hazard(foresight, self.firm.parameters.signals))
        exposed = self.exposure[which] + rate[ahead.future[brewing]]
        self.exposure[which] = exposed
        seen = self.seen[which]
        now = (seen == UNSEEN) & (exposed > self.timeline.threshold[which][:, np.newaxis])
        if now.any():
            seen[now] = week
            self.seen[which] = seen
            self._noticed[which] |= now.any(axis=-1)

    def active_threats(self, week: int, foresight: ScalarOrArray) -> ActiveThreats | None:
        """Return the disruptions that matter this week, or None if there are none."""
        a = self._look_ahead(week)
        talked = a.comes & (week < a.strike + self.firm.parameters.window.after_weeks)
        matters = (np.where(week < a.strike, self._noticed[a.which], talked)).nonzero()[0]
        if not matters.size:
            return None
        which, future = a.which[matters], a.future[matters]
        new = _mark_changes(future, first=True)
        start = new.nonzero()[0]
        row = np.add.accumulate(new, dtype=np.intp) - 1
        place = np.arange(which.size) - start[row]
        threats = self._threats(week, foresight, which, (start.size, int(place.max()) + 1), (row, place))
        return ActiveThreats(future[start], threats, row, place, which)

    def _threats(
        self,
        week: int,
        foresight: ScalarOrArray,
        which: IntArray,
        size: tuple[int, int],
        at: tuple[IntArray, IntArray],
    ) -> Threats:
        t, plans = self.timeline, self.seen.shape[1]
        left = (t.strike[which] - week)[:, np.newaxis].astype(float)
        error = reading_error(np.asarray(foresight)[t.future[which]], left, self.firm.parameters.signals)
        read = apply_reading_error(
            t.severity[which][:, np.newaxis], t.luck_severity[which][:, np.newaxis], error
        )
        importance = self._importance[t.type[which]]
        seen, progress, coming = self.seen[which], self.progress[which], left > 0
        spread = at[0] * size[1] + at[1]

        def arrange(column: np.ndarray) -> np.ndarray:
            """Arrange (m, plans or 1, ...) as (n, plans or 1, D, ...)."""
            out = np.zeros((size[0] * size[1], *column.shape[1:]), dtype=column.dtype)
            out[spread] = column
            return out.reshape(*size, *column.shape[1:]).swapaxes(1, 2)

        return Threats(
            segment=arrange(self._segment[t.segment[which]][:, np.newaxis]),
            weight=arrange((importance * t.severity[which])[:, np.newaxis]),
            read=arrange(importance[:, np.newaxis] * read),
            known=arrange((seen != UNSEEN) & (seen < week) & coming),
            open=arrange((seen != UNSEEN) & (progress < 1) & coming),
            recent=arrange(np.broadcast_to(~coming, (which.size, plans))),
            progress=arrange(progress),
        )

    def store_progress(self, near: ActiveThreats, progress: Array) -> None:
        """Store the progress of answers, (n, plans, D)."""
        self.progress[near.which] = progress[near.row, :, near.place]


def _no_disruptions() -> QuarterDisruptions:
    none = np.zeros(0, dtype=np.int64)
    return QuarterDisruptions(none, none, none, none, none > 0, {})


def _mark_changes(values: IntArray, first: bool = False) -> BoolArray:
    """Return where a value differs from the previous one. `first` is used for the first value."""
    changes = np.empty(len(values), dtype=bool)
    changes[:1] = first
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _strike_stocks(
    s: Stocks,
    kind: DisruptionType,
    future: IntArray,
    segment: Array,
    severity: Array,
    answered: ScalarOrArray,
) -> None:
    """Apply a strike to the stocks of some futures, in place."""
    for effect in kind.effects:
        if effect.on not in effects.NON_STOCK_QUANTITIES:
            column: Array = getattr(s, effect.on)
            change = effects.effect_size(effect, severity, answered)
            column[future] = effects.apply_effect(effect, column[future], segment, change)
