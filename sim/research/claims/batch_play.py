"""Playing plans side by side in common futures of whole games, on the batch engine."""

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
"""Futures times plans of a block, and its futures."""

BatchPolicyMaker = Callable[[Block], BatchPolicy]
"""Who moves in a block, for all plans."""


@dataclass(frozen=True, slots=True)
class PlanOutcomes:
    """What plans came to in common futures."""

    value: Array
    """k, (futures, plans); margin and franchise value. Of who is fired the margin until then."""
    fired: NDArray[np.bool_]
    """(futures, plans)."""
    bookings: Array
    """k, (quarters, futures, plans); also after a firing, as if it had not been."""
    margin: Array
    """k, (quarters, futures, plans); the same."""


def constant_plans(firm: Firm, moves: Sequence[Move]) -> BatchPolicyMaker:
    """Each plan is a move that is played all along."""
    mover = LinesPolicy(firm, [[move] for move in moves], 0, firm.scenario.organisation.cadence)
    return lambda _: mover


def combine_plans(movers: Sequence[BatchPolicyMaker]) -> BatchPolicyMaker:
    """Plans side by side, each a mover of its own."""

    def of(block: Block) -> BatchPolicy:
        return CombinedPolicy([mover(block) for mover in movers])

    return of


class CombinedPolicy:
    """Plays each plan by its own mover, in one block."""

    def __init__(self, movers: Sequence[BatchPolicy]) -> None:
        self._movers = movers
        self._said: list[Allocation | None] = [None] * len(movers)

    def __call__(self, state: BatchState) -> Allocation | None:
        """What each says for its own plan; who says nothing stays with what was said."""
        asked = [mover(state) for mover in self._movers]
        if all(a is None for a in asked):
            return None
        self._said = [new or old for new, old in zip(asked, self._said, strict=True)]
        said = [a for a in self._said if a is not None]
        return Allocation(
            **{
                name: _plan_columns((*state.shape, *tail), [getattr(a, name) for a in said])
                for name, tail in ALLOCATION_AXES
            }
        )


ALLOCATION_AXES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("split", (3,)), ("response", (3,)), ("sellers", (3,)), ("managers", (3,)), ("leaders", (4,)),
    ("concentration", ()),
)  # fmt: skip
"""Fields of an allocation, and their axes behind futures and plans."""


def _plan_columns(shape: tuple[int, ...], parts: list[Array]) -> Array:
    """Values of each plan, from what its mover says for all plans or for one. All have said something."""
    out = np.empty(shape)
    for plan, value in enumerate(parts):
        out[:, plan] = np.broadcast_to(value, shape)[:, plan]
    return out


def caretaker_policy(firm: Firm) -> BatchPolicy:
    """The caretaker of the franchise year."""
    return constant_batch_policy(firm, bot_base_move(firm, load_bot_rules(CARETAKER)), firm.scenario.weeks)


def block_sizes(futures: int, plans: int) -> list[int]:
    """Futures of each block: the fewest of equal size (the last can be smaller) that keep rows in bounds."""
    each = min(MAX_FUTURES, max(MIN_FUTURES, MAX_BLOCK_ROWS // plans), futures)
    return [min(each, futures - first) for first in range(0, futures, each)]


def make_blocks(firm: Firm, dice: RandomStreams, futures: int, plans: int) -> list[Block]:
    """Blocks of whole games. Equal dice, futures and plans give equal luck in any firm."""
    return [
        make_game_block(firm, dice, number, size) for number, size in enumerate(block_sizes(futures, plans))
    ]


def play_plans(
    firm: Firm, movers: BatchPolicyMaker, plans: int, dice: RandomStreams, futures: int
) -> PlanOutcomes:
    """So many plans in so many futures."""
    after, found = caretaker_policy(firm), []
    for block in make_blocks(firm, dice, futures, plans):
        books = QuarterSums("bookings", "margin")
        outcome = block.play(plans, movers(block), after, books)
        kept = [np.stack(books.sums[n][: firm.scenario.quarters]) for n in ("bookings", "margin")]
        found.append(PlanOutcomes(outcome.value, outcome.fired, kept[0], kept[1]))
    return PlanOutcomes(
        np.concatenate([p.value for p in found]),
        np.concatenate([p.fired for p in found]),
        np.concatenate([p.bookings for p in found], axis=1),
        np.concatenate([p.margin for p in found], axis=1),
    )


def constant_move_values(firm: Firm, moves: Sequence[Move], dice: RandomStreams, futures: int) -> Array:
    """k, (futures, moves); value of moves that are played all along."""
    after, mover = caretaker_policy(firm), constant_plans(firm, moves)
    parts = [b.play(len(moves), mover(b), after).value for b in make_blocks(firm, dice, futures, len(moves))]
    return np.concatenate(parts)
