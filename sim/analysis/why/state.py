"""The state of the laws as named arrays that can be added, subtracted and put together from several states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

import numpy as np

from sim.event.position import Position
from sim.model.arrays import Array, clamp, within
from sim.model.firm import Firm
from sim.model.levels import LOGS, UNIT_STOCKS, Counts, Stocks
from sim.view.observe import counts_of

COUNTED = tuple(f.name for f in fields(Counts))
MEASURED = tuple(f.name for f in fields(Stocks))

SHARES = (*UNIT_STOCKS, "filled", "ramp")
"""What stays in 0..1."""

StateArrays = Mapping[str, Array]
"""Every field of `Counts` and `Stocks` by name; one state, or several on a first axis. A difference of two is one too,
and keeps no bounds.
"""


def state_of(firm: Firm, position: Position) -> StateArrays:
    """The state of a position."""
    return as_state(counts_of(firm, position), position.stocks)


def as_state(counts: Counts, stocks: Stocks) -> StateArrays:
    """Counts and stocks by name."""
    named = {name: getattr(counts, name) for name in COUNTED}
    named |= {name: getattr(stocks, name) for name in MEASURED}
    return {name: np.asarray(value, dtype=float) for name, value in named.items()}


def levels(state: StateArrays) -> tuple[Counts, Stocks]:
    """Counts and stocks of a state, each in its bounds."""
    bounded = {name: _clip(name, value) for name, value in state.items()}
    return Counts(**{n: bounded[n] for n in COUNTED}), Stocks(**{n: bounded[n] for n in MEASURED})


def _clip(name: str, value: Array) -> Array:
    if name in SHARES:
        return np.asarray(clamp(value, 0.0, 1.0))
    return np.asarray(within(value) if name in LOGS else np.maximum(value, 0.0))


def plus(a: StateArrays, b: StateArrays) -> dict[str, Array]:
    """Sum."""
    return {name: a[name] + b[name] for name in a}


def minus(a: StateArrays, b: StateArrays) -> StateArrays:
    """Difference."""
    return {name: a[name] - b[name] for name in a}


def stack_states(states: Iterable[StateArrays]) -> StateArrays:
    """Several states on a first axis."""
    every = list(states)
    return {name: np.stack([s[name] for s in every]) for name in every[0]}


def member(states: StateArrays, place: int) -> StateArrays:
    """One of several."""
    return {name: value[place] for name, value in states.items()}


def nothing(like: StateArrays) -> StateArrays:
    """A difference of nothing."""
    return {name: np.zeros_like(value) for name, value in like.items()}
