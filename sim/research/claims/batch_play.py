"""Plans played in common futures of whole games, by the batch engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.batch.block import Block, make_game_block
from sim.batch.books import QuarterSums
from sim.batch.engine import BatchPolicy
from sim.batch.policies import LinesPolicy, constant_batch_policy
from sim.batch.state import BatchState
from sim.game.outcome import CARETAKER
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Allocation, Move
from sim.model.random_streams import RandomStreams
from sim.policy.batch_bots import bot_base_move
from sim.policy.registry import load_bot_rules

MAX_BLOCK_ROWS, MIN_FUTURES, MAX_FUTURES = 3000, 20, 1000
"""Bounds of a block: rows (futures times plans), and futures."""

BatchPolicyMaker = Callable[[Block], BatchPolicy]
"""Makes the policy that moves for all plans of a block."""


@dataclass(frozen=True, slots=True)
class PlanOutcomes:
    """Outcomes of plans in common futures."""

    value: Array
    """k, (futures, plans); margin and franchise value, or after a firing the margin up to it."""
    fired: NDArray[np.bool_]
    """(futures, plans)."""
    bookings: Array
    """k, (quarters, futures, plans); they continue after a firing as if it had not happened."""
    margin: Array
    """k, (quarters, futures, plans); it continues after a firing too."""


def constant_plans(firm: Firm, moves: Sequence[Move]) -> BatchPolicyMaker:
    """Plans that each play one move in every period."""
    mover = LinesPolicy(firm, [[move] for move in moves], 0, firm.scenario.organisation.cadence)
    return lambda _: mover


def combine_plans(movers: Sequence[BatchPolicyMaker]) -> BatchPolicyMaker:
    """Plans that each have their own policy."""
    return lambda block: CombinedPolicy([mover(block) for mover in movers])


class CombinedPolicy:
    """Plays each plan of a block by its own policy."""

    def __init__(self, movers: Sequence[BatchPolicy]) -> None:
        self._movers = movers
        self._current: list[Allocation | None] = [None] * len(movers)

    def __call__(self, state: BatchState) -> Allocation | None:
        """The moves of all plans; a policy that does not move now keeps its last move."""
        new = [mover(state) for mover in self._movers]
        if all(move is None for move in new):
            return None
        self._current = [move or last for move, last in zip(new, self._current, strict=True)]
        moves = [move for move in self._current if move is not None]
        return Allocation(
            **{
                name: _plan_columns((*state.shape, *tail), [getattr(move, name) for move in moves])
                for name, tail in ALLOCATION_AXES
            }
        )


ALLOCATION_AXES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("split", (3,)), ("response", (3,)), ("sellers", (3,)), ("managers", (3,)), ("leaders", (4,)),
    ("concentration", ()),
)  # fmt: skip
"""Fields of an allocation, and their axes after futures and plans."""


def _plan_columns(shape: tuple[int, ...], by_plan: list[Array]) -> Array:
    """Combine the values of each plan, given by its policy for all plans or for one."""
    out = np.empty(shape)
    for plan, value in enumerate(by_plan):
        out[:, plan] = np.broadcast_to(value, shape)[:, plan]
    return out


def caretaker_policy(firm: Firm) -> BatchPolicy:
    """The caretaker's policy, which runs the franchise year."""
    return constant_batch_policy(firm, bot_base_move(firm, load_bot_rules(CARETAKER)), firm.scenario.weeks)


def block_sizes(futures: int, plans: int) -> list[int]:
    """Futures of each block: as few blocks as the bounds allow, all of one size but the last."""
    each = min(MAX_FUTURES, max(MIN_FUTURES, MAX_BLOCK_ROWS // plans), futures)
    return [min(each, futures - first) for first in range(0, futures, each)]


def make_blocks(firm: Firm, dice: RandomStreams, futures: int, plans: int) -> list[Block]:
    """Blocks of whole games. The same dice, futures and plans give the same luck in any firm."""
    return [
        make_game_block(firm, dice, number, size) for number, size in enumerate(block_sizes(futures, plans))
    ]


def play_plans(
    firm: Firm, movers: BatchPolicyMaker, plans: int, dice: RandomStreams, futures: int
) -> PlanOutcomes:
    """Play plans in a number of futures."""
    after, blocks = caretaker_policy(firm), []
    for block in make_blocks(firm, dice, futures, plans):
        books = QuarterSums("bookings", "margin")
        outcome = block.play(plans, movers(block), after, books)
        bookings, margin = (
            np.stack(books.sums[name][: firm.scenario.quarters]) for name in ("bookings", "margin")
        )
        blocks.append(PlanOutcomes(outcome.value, outcome.fired, bookings, margin))
    return PlanOutcomes(
        np.concatenate([b.value for b in blocks]),
        np.concatenate([b.fired for b in blocks]),
        np.concatenate([b.bookings for b in blocks], axis=1),
        np.concatenate([b.margin for b in blocks], axis=1),
    )


def constant_move_values(firm: Firm, moves: Sequence[Move], dice: RandomStreams, futures: int) -> Array:
    """k, (futures, moves); value of moves that are played in every period."""
    after, mover = caretaker_policy(firm), constant_plans(firm, moves)
    parts = [b.play(len(moves), mover(b), after).value for b in make_blocks(firm, dice, futures, len(moves))]
    return np.concatenate(parts)
