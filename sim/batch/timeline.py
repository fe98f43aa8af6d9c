"""Timelines of many futures: the world's law of disruptions (`sim.model.world`) in columns."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.limits import MAX_TIMELINE_DISRUPTIONS, check_limit
from sim.model.world import strike_rates
from sim.scenario.disruptions import DisruptionType

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

UNSEEN = -1
"""In place of the week in which something was noticed."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Disruptions of all futures of a block, (K,) each, sorted by future. See `sim.model.world.Disruption`."""

    future: IntArray
    type: IntArray
    """Index among the scenario's types."""
    segment: IntArray
    severity: Array
    strike: IntArray
    """Week of the strike."""
    brews: IntArray
    """First week in which it can be noticed."""
    comes: BoolArray
    threshold: Array
    """Unit exponential; it is noticed when the cumulative hazard of noticing, from now on, exceeds it."""
    luck_severity: Array
    """Standard normal; luck of every reading of its severity."""
    seen: IntArray
    """Week in which it was noticed before now, or UNSEEN."""
    progress: Array
    """0..1; progress of the answer so far."""

    def __len__(self) -> int:
        return len(self.future)

    def select(self, rows: BoolArray) -> Timeline:
        """Return some of the disruptions."""
        return Timeline(**{f.name: getattr(self, f.name)[rows] for f in fields(Timeline)})


def join_timelines(parts: list[Timeline]) -> Timeline:
    """Combine timelines of the same futures."""
    columns = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Timeline)}
    order = np.argsort(columns["future"], kind="stable")
    return Timeline(**{name: column[order] for name, column in columns.items()})


def draw_timelines(firm: Firm, stream: np.random.Generator, futures: int) -> Timeline:
    """Draw timelines of complete games by the world's law: random disruptions and those that the scenario fixes."""
    return join_timelines(
        [draw_random_strikes(firm, stream, futures, 0), draw_fixed_strikes(firm, stream, futures)]
    )


def draw_random_strikes(
    firm: Firm, stream: np.random.Generator, futures: int, first: int, paces: Array | None = None
) -> Timeline:
    """Draw random disruptions that strike in week `first` or later, not noticed yet. `paces` (futures, weeks from the
    game's start) are rates of change in place of the scenario's.
    """
    kinds = list(firm.scenario.disruptions.types.values())
    return join_timelines(
        [
            _draw_type(firm, stream, futures, strike_rates(firm, kind, paces)[..., first:], first, i, kind)
            for i, kind in enumerate(kinds)
        ]
    )


def _draw_type(
    firm: Firm,
    stream: np.random.Generator,
    futures: int,
    rates: Array,
    first: int,
    index: int,
    kind: DisruptionType,
) -> Timeline:
    passed = np.cumsum(np.atleast_2d(rates), axis=-1)
    totals = np.broadcast_to(passed[:, -1:].sum(axis=-1), futures)  # 0 if no week is left
    check_limit("disruptions", float(totals.mean()), MAX_TIMELINE_DISRUPTIONS)
    future = np.repeat(np.arange(futures), stream.poisson(totals))
    row = future if len(passed) > 1 else np.zeros_like(future)
    weeks = search_rows(passed, row, stream.random(len(future)) * totals[future]) + first
    return draw_attributes(firm, stream, future, weeks, index, kind)


def search_rows(passed: Array, row: IntArray, due: Array) -> IntArray:
    """Return the columns, (n,), at which rows of `passed`, which are increasing and not negative, exceed the values
    `due`, (n,).
    """
    rows, columns = passed.shape
    # rows are offset so that a single search covers all of them
    reach = passed[:, -1:].max(initial=0.0) + 1
    behind = (passed + reach * np.arange(rows)[:, np.newaxis]).ravel()
    return np.asarray(
        np.minimum(np.searchsorted(behind, due + reach * row, "right") - columns * row, columns - 1)
    )


def draw_attributes(
    firm: Firm,
    stream: np.random.Generator,
    future: IntArray,
    strike: IntArray,
    index: int,
    kind: DisruptionType,
) -> Timeline:
    """Draw the remaining attributes of disruptions of a type."""
    size = len(future)
    shortest, longest = kind.lead
    return Timeline(
        future=future,
        type=np.full(size, index),
        segment=pick_segments(firm, stream.random(size)),
        severity=stream.standard_gamma(kind.shape, size) / kind.shape * kind.severity,
        strike=strike,
        brews=strike - stream.integers(shortest, longest + 1, size),
        comes=stream.random(size) < kind.chance,
        threshold=stream.standard_exponential(size),
        luck_severity=stream.standard_normal(size),
        seen=np.full(size, UNSEEN),
        progress=np.zeros(size),
    )


def pick_segments(firm: Firm, uniform: Array) -> IntArray:
    """Select segments by uniforms, weighted by exposure."""
    passed = np.cumsum(firm.exposure)
    return np.minimum(np.searchsorted(passed, uniform, side="right"), len(passed) - 1)


def draw_fixed_strikes(firm: Firm, stream: np.random.Generator, futures: int) -> Timeline:
    """Draw the disruptions that the scenario fixes, in every future, including what it leaves open."""
    names = list(firm.scenario.disruptions.types)
    found = [draw_attributes(firm, stream, *_no_strikes(), 0, DisruptionType())]
    for fixed in firm.scenario.disruptions.fixed:
        kind = firm.scenario.disruptions.types[fixed.type]
        every, index = np.arange(futures), names.index(fixed.type)
        one = draw_attributes(firm, stream, every, np.full(futures, fixed.strikes), index, kind)
        columns = {f.name: getattr(one, f.name) for f in fields(Timeline)}
        columns["severity"] = np.full(futures, fixed.severity)
        if fixed.segment is not None:
            columns["segment"] = np.full(futures, firm.segments.index(fixed.segment))
        if fixed.lead is not None:
            columns["brews"] = columns["strike"] - fixed.lead
        if fixed.chance is not None:
            columns["comes"] = stream.random(futures) < fixed.chance
        found.append(Timeline(**columns))
    return join_timelines(found)


def _no_strikes() -> tuple[IntArray, IntArray]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
