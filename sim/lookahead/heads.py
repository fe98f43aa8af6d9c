"""Where heads of a search begin: a free one, and around what it finds one for each kind of first move that a player may
think of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.lookahead.forecaster import Forecaster
from sim.lookahead.plans import Plans, join_plans
from sim.lookahead.search import Head, Region, around, spreads
from sim.model.move import Move, constant
from sim.policy.registry import bot_rules
from sim.policy.rules import RulesPolicy
from sim.view.observe import inherited_split

RESPONSES = (30, 60)
"""percent; responses with which splits are tried at first."""

REACH = 8.0
"""percent; how far the first moves of a head lie from its own."""

AS_BEFORE = "as before"

CHANGES: dict[str, tuple[int, int, int, int]] = {
    AS_BEFORE: (0, 0, 0, 0),
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
"""Kinds of first moves by name: percent that they add to the splits and the response of a move."""

DISTINCT, DISTINCT_RESPONSE = 5, 15
"""percent; by which first moves must differ in some seat, or in the response, to be two lines."""


def anchors(of: Forecaster) -> list[Move]:
    """Moves that every search tries: the last one, the scenario's steady split, the caretaker's, the inherited one."""
    firm = of.firm
    splits = [
        of.horizon.base,
        constant(firm, firm.scenario.steady),
        RulesPolicy(firm, bot_rules("caretaker")).of(()),
        constant(firm, inherited_split(firm)),
    ]
    answering = [Move(m.split, (r,) * 3) for m in splits[1:3] for r in RESPONSES]
    return [*splits, *answering]


def usual_move(of: Forecaster) -> Move:
    """The move around which a search begins: the last one, before the first the scenario's steady split."""
    return of.horizon.base if of.view.week else constant(of.firm, of.firm.scenario.steady)


def free_head(of: Forecaster) -> Head:
    """A head for any first move."""
    size = len(of.horizon.held) + 1
    region = Region("any", np.zeros(size), np.full(size, 100.0))
    tried = tuple(of.horizon.constant(move) for move in anchors(of))
    return Head(region, of.horizon.constant(usual_move(of)), spreads(of.horizon), tried)


def other_heads(of: Forecaster, free: Head, count: int) -> list[Head]:
    """Heads for different first moves around what a free head has found; at most as many as there are kinds."""
    found = free.incumbent.move(0) if free.incumbent is not None else usual_move(of)
    moves = {name: shift_move(found, change) for name, change in CHANGES.items()}
    moves[AS_BEFORE] = usual_move(of)
    return [
        Head(around(of.horizon, name, move, REACH), free.mean, spreads(of.horizon))
        for name, move in list(moves.items())[:count]
    ]


def shift_move(move: Move, change: tuple[int, int, int, int]) -> Move:
    """A move with something added to its splits and its response."""
    sellers, managers, leaders = (
        int(np.clip(share + more, 0, 100)) for share, more in zip(move.split, change[:3], strict=True)
    )
    response = int(np.clip(max(move.response) + change[3], 0, 100))
    return Move((sellers, managers, leaders), (response,) * 3, move.focus, move.concentration)


def distinct(plans: Plans, count: int) -> list[int]:
    """The first `count` plans, in their order, whose first moves differ; fewer where there are not so many."""
    chosen: list[int] = []
    for plan in range(len(plans)):
        if len(chosen) < count and all(_differ(plans, plan, other) for other in chosen):
            chosen.append(plan)
    return chosen


def _differ(plans: Plans, one: int, other: int) -> bool:
    shares = np.abs(plans.shares[one, :, 0] - plans.shares[other, :, 0])
    response = abs(int(plans.response[one, 0]) - int(plans.response[other, 0]))
    return bool((shares >= DISTINCT).any()) or response >= DISTINCT_RESPONSE


def first_lines(of: Forecaster, count: int) -> Plans:
    """Lines to show before any search: the usual move and changes of it, each held to the end."""
    moves = [shift_move(usual_move(of), change) for change in CHANGES.values()]
    return fill_plans(of.horizon.held_to_end(moves), count)


def fill_plans(plans: Plans, count: int) -> Plans:
    """So many plans with different first moves: those there are, and then the best one with other first moves."""
    together = join_plans([plans, *_others(plans)])
    return together.only(distinct(together, count))


def _others(plans: Plans) -> Iterator[Plans]:
    best = plans.only([0])
    for change in list(CHANGES.values())[1:]:
        yield _shift_plan(best, change)
    for share in range(0, 101, 10):  # where one seat has too few kinds of moves
        shares = best.shares.copy()
        shares[:, -1, 0] = share
        yield Plans(best.horizon, shares, best.response, best.concentration)


def _shift_plan(plan: Plans, change: Sequence[int]) -> Plans:
    shares, response = plan.shares.copy(), plan.response.copy()
    for place, seat in enumerate(plan.horizon.held):
        shares[:, place, 0] = np.clip(shares[:, place, 0] + change[seat], 0, 100)
    response[:, 0] = np.clip(response[:, 0] + change[3], 0, 100)
    return Plans(plan.horizon, shares, response, plan.concentration)
