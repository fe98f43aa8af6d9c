"""The state of the laws as named arrays, which can be added, subtracted and combined from several states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

import numpy as np

from sim.event.position import Position
from sim.model.arrays import Array, clamp, clamp_log
from sim.model.firm import Firm
from sim.model.state import LOG_STOCKS, UNIT_STOCKS, Counts, Stocks
from sim.view.item_counts import count_position_items

COUNT_FIELDS = tuple(f.name for f in fields(Counts))
STOCK_FIELDS = tuple(f.name for f in fields(Stocks))

UNIT_FIELDS = (*UNIT_STOCKS, "filled", "ramp")
"""Fields in 0..1."""

StateArrays = Mapping[str, Array]
"""Every field of `Counts` and `Stocks` by name: one state, or several on a first axis, or an unbounded difference."""


def position_to_arrays(firm: Firm, position: Position) -> StateArrays:
    """The state of a position."""
    return state_to_arrays(count_position_items(firm, position), position.stocks)


def state_to_arrays(counts: Counts, stocks: Stocks) -> StateArrays:
    """Convert counts and stocks to arrays by name."""
    named = {name: getattr(counts, name) for name in COUNT_FIELDS}
    named |= {name: getattr(stocks, name) for name in STOCK_FIELDS}
    return {name: np.asarray(value, dtype=float) for name, value in named.items()}


def arrays_to_state(state: StateArrays) -> tuple[Counts, Stocks]:
    """Convert to counts and stocks, each clamped to its bounds."""
    bounded = {name: _clamp_field(name, value) for name, value in state.items()}
    return Counts(**{n: bounded[n] for n in COUNT_FIELDS}), Stocks(**{n: bounded[n] for n in STOCK_FIELDS})


def _clamp_field(name: str, value: Array) -> Array:
    if name in UNIT_FIELDS:
        return np.asarray(clamp(value, 0.0, 1.0))
    return np.asarray(clamp_log(value) if name in LOG_STOCKS else np.maximum(value, 0.0))


def add_arrays(a: StateArrays, b: StateArrays) -> dict[str, Array]:
    """Add field by field."""
    return {name: a[name] + b[name] for name in a}


def subtract_arrays(a: StateArrays, b: StateArrays) -> StateArrays:
    """Subtract field by field."""
    return {name: a[name] - b[name] for name in a}


def stack_states(states: Iterable[StateArrays]) -> StateArrays:
    """Stack states on a first axis."""
    every = list(states)
    return {name: np.stack([s[name] for s in every]) for name in every[0]}


def pick_state(states: StateArrays, i: int) -> StateArrays:
    """One of several stacked states."""
    return {name: value[i] for name, value in states.items()}


def zero_arrays(like: StateArrays) -> StateArrays:
    """A difference of zero."""
    return {name: np.zeros_like(value) for name, value in like.items()}
