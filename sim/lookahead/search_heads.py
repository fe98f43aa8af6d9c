"""Initial heads of a search: a free one, and one for each kind of first move that a player may consider, based on what
the free one finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.plans import PlanBatch, concatenate_plans
from sim.lookahead.search import FirstMoveRegion, SearchHead, initial_spreads, region_around
from sim.model.move import Move, move_from_split
from sim.policy.registry import load_bot_rules
from sim.policy.rules import RulesPolicy
from sim.view.observe import inherited_split

TRIED_RESPONSES = (30, 60)
"""Responses in percent with which splits are tried first."""

HEAD_REACH = 8.0
"""Distance in percent that the first moves of a head may have from its own."""

UNCHANGED = "as before"

FIRST_MOVE_CHANGES: dict[str, tuple[int, int, int, int]] = {
    UNCHANGED: (0, 0, 0, 0),
    "close first": (-15, -15, -30, 0),
    "build": (10, 15, 20, 0),
    "answer": (0, 0, 10, 40),
    "no answer": (0, 0, 0, -100),
    "leaders ahead": (-5, 5, 25, 10),
    "sellers ahead": (15, 5, -15, 0),
    "managers ahead": (0, 25, 0, 0),
    "leaders close": (0, 0, -40, 0),
    "all ahead": (25, 25, 30, 20),
}
"""Kinds of first moves by name, with the percentage points they add to the splits and the response of a move."""

DISTINCT_SHARE, DISTINCT_RESPONSE = 5, 15
"""Percentage points by which first moves must differ in some seat, or in the response, to count as two lines."""


def anchor_moves(forecaster: Forecaster) -> list[Move]:
    """Return moves that every search tries: the last one, the scenario's steady split, the caretaker's, the inherited
    one.
    """
    firm = forecaster.firm
    splits = [
        forecaster.horizon.base,
        move_from_split(firm, firm.scenario.steady),
        RulesPolicy(firm, load_bot_rules("caretaker")).move_when(()),
        move_from_split(firm, inherited_split(firm)),
    ]
    answering = [Move(m.split, (r,) * 3) for m in splits[1:3] for r in TRIED_RESPONSES]
    return [*splits, *answering]


def starting_move(forecaster: Forecaster) -> Move:
    """Return the move around which a search begins: the last one, or before the first the scenario's steady split."""
    return (
        forecaster.horizon.base
        if forecaster.view.week
        else move_from_split(forecaster.firm, forecaster.firm.scenario.steady)
    )


def make_free_head(forecaster: Forecaster) -> SearchHead:
    """Return a head for any first move."""
    size = len(forecaster.horizon.held) + 1
    region = FirstMoveRegion("any", np.zeros(size), np.full(size, 100.0))
    tried = tuple(forecaster.horizon.constant_coefficients(move) for move in anchor_moves(forecaster))
    return SearchHead(
        region,
        forecaster.horizon.constant_coefficients(starting_move(forecaster)),
        initial_spreads(forecaster.horizon),
        tried,
    )


def make_other_heads(forecaster: Forecaster, free: SearchHead, count: int) -> list[SearchHead]:
    """Return heads for different first moves, based on what a free head has found. There are at
    most as many as kinds.
    """
    found = free.incumbent.move(0) if free.incumbent is not None else starting_move(forecaster)
    moves = {name: change_move(found, change) for name, change in FIRST_MOVE_CHANGES.items()}
    moves[UNCHANGED] = starting_move(forecaster)
    return [
        SearchHead(
            region_around(forecaster.horizon, name, move, HEAD_REACH),
            free.mean,
            initial_spreads(forecaster.horizon),
        )
        for name, move in list(moves.items())[:count]
    ]


def change_move(move: Move, change: tuple[int, int, int, int]) -> Move:
    """Return a move with changes added to its splits and its response."""
    sellers, managers, leaders = (
        int(np.clip(share + more, 0, 100)) for share, more in zip(move.split, change[:3], strict=True)
    )
    response = int(np.clip(max(move.response) + change[3], 0, 100))
    return Move((sellers, managers, leaders), (response,) * 3, move.focus, move.concentration)


def distinct_plans(plans: PlanBatch, count: int) -> list[int]:
    """Return the first `count` plans, in order, whose first moves differ. There may be fewer."""
    chosen: list[int] = []
    for plan in range(len(plans)):
        if len(chosen) < count and all(_differ(plans, plan, other) for other in chosen):
            chosen.append(plan)
    return chosen


def _differ(plans: PlanBatch, one: int, other: int) -> bool:
    shares = np.abs(plans.shares[one, :, 0] - plans.shares[other, :, 0])
    response = abs(int(plans.response[one, 0]) - int(plans.response[other, 0]))
    return bool((shares >= DISTINCT_SHARE).any()) or response >= DISTINCT_RESPONSE


def first_lines(forecaster: Forecaster, count: int) -> PlanBatch:
    """Return lines to show before any search: the starting move and changes of it, each kept to the end."""
    moves = [change_move(starting_move(forecaster), change) for change in FIRST_MOVE_CHANGES.values()]
    return fill_plans(forecaster.horizon.constant_plans(moves), count)


def fill_plans(plans: PlanBatch, count: int) -> PlanBatch:
    """Return `count` plans with different first moves: the given ones, then the best one with other first moves."""
    together = concatenate_plans([plans, *_more_plans(plans)])
    return together.select(distinct_plans(together, count))


def _more_plans(plans: PlanBatch) -> Iterator[PlanBatch]:
    best = plans.select([0])
    for change in list(FIRST_MOVE_CHANGES.values())[1:]:
        yield _shift_first_move(best, change)
    for share in range(0, 101, 10):  # needed where a single seat has too few kinds of moves
        shares = best.shares.copy()
        shares[:, -1, 0] = share
        yield PlanBatch(best.horizon, shares, best.response, best.concentration)


def _shift_first_move(plan: PlanBatch, change: Sequence[int]) -> PlanBatch:
    shares, response = plan.shares.copy(), plan.response.copy()
    for place, seat in enumerate(plan.horizon.held):
        shares[:, place, 0] = np.clip(shares[:, place, 0] + change[seat], 0, 100)
    response[:, 0] = np.clip(response[:, 0] + change[3], 0, 100)
    return PlanBatch(plan.horizon, shares, response, plan.concentration)
