"""Playing plans side by side in common futures of whole games, on the batch engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.batch.block import Block, whole_games
from sim.batch.books import Quarters
from sim.batch.engine import BatchPolicy
from sim.batch.moves import Lines, constantly
from sim.batch.state import BatchState
from sim.game.outcome import CARETAKER
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.move import Allocation, Move
from sim.policy.registry import bot_rules
from sim.policy.together import constant_move

ROWS, LEAST_FUTURES, MOST_FUTURES = 3000, 20, 1000
"""Futures times plans of a block, and its futures."""

Movers = Callable[[Block], BatchPolicy]
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


def constant_plans(firm: Firm, moves: Sequence[Move]) -> Movers:
    """Each plan is a move that is played all along."""
    mover = Lines(firm, [[move] for move in moves], 0, firm.scenario.organisation.cadence)
    return lambda _: mover


def play_side_by_side(movers: Sequence[Movers]) -> Movers:
    """Plans side by side, each a mover of its own."""

    def of(block: Block) -> BatchPolicy:
        return SideBySide([mover(block) for mover in movers])

    return of


class SideBySide:
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
                name: _columns((*state.shape, *tail), [getattr(a, name) for a in said])
                for name, tail in TAILS
            }
        )


TAILS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("split", (3,)), ("response", (3,)), ("sellers", (3,)), ("managers", (3,)), ("leaders", (4,)),
    ("concentration", ()),
)  # fmt: skip
"""Fields of an allocation, and their axes behind futures and plans."""


def _columns(shape: tuple[int, ...], parts: list[Array]) -> Array:
    """Values of each plan, from what its mover says for all plans or for one. All have said something."""
    out = np.empty(shape)
    for plan, value in enumerate(parts):
        out[:, plan] = np.broadcast_to(value, shape)[:, plan]
    return out


def caretaker_mover(firm: Firm) -> BatchPolicy:
    """The caretaker of the franchise year."""
    return constantly(firm, constant_move(firm, bot_rules(CARETAKER)), firm.scenario.weeks)


def sizes(futures: int, plans: int) -> list[int]:
    """Futures of each block: the fewest of equal size (the last can be smaller) that keep rows in bounds."""
    each = min(MOST_FUTURES, max(LEAST_FUTURES, ROWS // plans), futures)
    return [min(each, futures - first) for first in range(0, futures, each)]


def blocks(firm: Firm, dice: Dice, futures: int, plans: int) -> list[Block]:
    """Blocks of whole games. Equal dice, futures and plans give equal luck in any firm."""
    return [whole_games(firm, dice, number, size) for number, size in enumerate(sizes(futures, plans))]


def play_plans(firm: Firm, movers: Movers, plans: int, dice: Dice, futures: int) -> PlanOutcomes:
    """So many plans in so many futures."""
    after, found = caretaker_mover(firm), []
    for block in blocks(firm, dice, futures, plans):
        books = Quarters("bookings", "margin")
        outcome = block.play(plans, movers(block), after, books)
        kept = [np.stack(books.kept[n][: firm.scenario.quarters]) for n in ("bookings", "margin")]
        found.append(PlanOutcomes(outcome.value, outcome.fired, kept[0], kept[1]))
    return PlanOutcomes(
        np.concatenate([p.value for p in found]),
        np.concatenate([p.fired for p in found]),
        np.concatenate([p.bookings for p in found], axis=1),
        np.concatenate([p.margin for p in found], axis=1),
    )


def constant_values(firm: Firm, moves: Sequence[Move], dice: Dice, futures: int) -> Array:
    """k, (futures, moves); value of moves that are played all along."""
    after, mover = caretaker_mover(firm), constant_plans(firm, moves)
    parts = [b.play(len(moves), mover(b), after).value for b in blocks(firm, dice, futures, len(moves))]
    return np.concatenate(parts)
