"""Firms, states and moves for the tests of the laws."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Allocation, Move, make_allocation
from sim.model.state import Counts, Stocks
from sim.model.threats import Threats
from sim.scenario.scenario import Scenario


def firm_of(**changes: Any) -> Firm:
    """A firm of the reference scenario with some sections changed, as in a file."""
    plain = {"format": 1, "name": "tested", "title": "Tested", "summary": "For tests."}
    return Firm(Scenario.model_validate(plain | changes))


REFERENCE = firm_of()

unit = st.floats(0, 1)


def array_of(elements: st.SearchStrategy[Any], *shape: int) -> st.SearchStrategy[Array]:
    """Arrays of a shape."""
    size = int(np.prod(shape))
    return st.lists(elements, min_size=size, max_size=size).map(
        lambda values: np.array(values, dtype=float).reshape(shape)
    )


def counts(segments: int = 3) -> st.SearchStrategy[Counts]:
    """Whole counts, from none to many."""
    whole = st.integers(0, 80)
    return st.builds(
        Counts,
        qualified=array_of(whole, segments, 2),
        proposals=array_of(whole, segments, 2),
        conversations=array_of(whole, segments, 3),
        accounts=array_of(st.integers(0, 500), segments),
    )


@st.composite
def stocks(draw: st.DrawFn, seats: int = 12, segments: int = 3) -> Stocks:
    """Any state that a game can be in."""
    log = st.floats(-1.5, 1.5)
    filled = draw(array_of(st.integers(0, 1), seats))
    return Stocks(
        **{name: draw(unit) for name in STOCKS_IN_UNIT},
        gap=draw(array_of(log, segments)),
        rival_gap=draw(array_of(log, segments)),
        filled=filled,
        ramp=filled * draw(array_of(st.floats(0.35, 1), seats)),
        felt=draw(st.floats(0, 2)),
        demand=draw(log),
        slowness=draw(st.floats(0, 1.5)),
        exodus=draw(st.floats(0, 2)),
    )


STOCKS_IN_UNIT = (
    "relationships", "insight", "foresight", "culture", "capability", "skill", "offering", "offering_built",
    "offering_live", "burnout",
)  # fmt: skip

percent = st.integers(0, 100)


@st.composite
def parts_of_100(draw: st.DrawFn, size: int) -> tuple[int, ...]:
    """Whole percents that sum to 100."""
    cuts = sorted(draw(st.lists(percent, min_size=size - 1, max_size=size - 1)))
    return tuple(b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True))


moves = st.builds(
    Move,
    split=st.tuples(percent, percent, percent),
    response=st.tuples(percent, percent, percent),
    focus=st.none() | st.tuples(parts_of_100(3), parts_of_100(3), parts_of_100(4)),
    concentration=st.sampled_from([0.0, 0.5, 1.0, 2.0, 9.0]),
)


@st.composite
def threats(draw: st.DrawFn, segments: int = 3, most: int = 4, exactly: int | None = None) -> Threats:
    """Some disruptions, each coming (and seen before this week or in it) or struck lately."""
    size = draw(st.integers(0, most)) if exactly is None else exactly
    where = draw(st.lists(st.integers(0, segments - 1), min_size=size, max_size=size))
    coming = draw(array_of(st.integers(0, 1), size)).astype(bool)
    before = draw(array_of(st.integers(0, 1), size)).astype(bool)
    progress = draw(array_of(unit | st.just(1.0), size))
    return Threats(
        segment=np.eye(segments)[where].reshape(size, segments),
        weight=draw(array_of(st.floats(0, 4), size)),
        read=draw(array_of(st.floats(0.01, 6), size)),
        known=coming & before,
        open=coming & (progress < 1),
        recent=~coming,
        progress=progress,
    )


def default_allocation(split: tuple[int, int, int], response: int = 30, firm: Firm = REFERENCE) -> Allocation:
    """A split with the default focus."""
    return make_allocation(firm, Move(split, (response,) * 3))


STILL = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")
"""Stocks that `still_firm` keeps as they are."""


def still_firm(
    start: dict[str, Any] | None = None, parameters: dict[str, Any] | None = None, **more: Any
) -> Firm:
    """One segment without drift and season, stocks that stay, full coverage, no pressure, no strikes, nobody leaves:
    every rate is constant. `start` is the segment's.
    """
    segment = {
        "title": "All", "weight": 1.0, "value": 40.0, "drift": 0.0, "season": [1.0, 1.0, 1.0], "start": start or {},
    }  # fmt: skip
    numbers: dict[str, Any] = {name: {"gain": 0.0, "age": 0.0} for name in STILL}
    numbers["coverage"] = {"qualified_hours": 0.0, "proposal_hours": 0.0}
    numbers["gaps"] = {"offering": 0.0}
    numbers["pressure"] = {"threshold": 0.0}
    numbers["people"] = {"leave": 0.0}
    market = {"segments": {"all": segment}}
    calm = {"disruptions": {"rate": 0.0}, "market": market, "parameters": numbers | (parameters or {})}
    return firm_of(**(calm | more))
