"""Blocks of futures for tests of the batch engine: worlds, moves, and the state of every week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.batch.block import make_game_block
from sim.batch.engine import BatchWeek
from sim.batch.policies import LinesPolicy
from sim.batch.state import BatchState
from sim.batch.timeline import IntArray
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts, Stocks
from sim.scenario.organisation import Cadence

STEADY, TACTICAL = Move((24, 33, 65), (30, 30, 30)), Move((0, 0, 0), (30, 30, 30))
BUSY = Move((40, 60, 90), (80, 70, 60), ((10, 20, 70), (20, 40, 40), (10, 60, 10, 20)), 2.0)


@dataclass(frozen=True)
class Stood:
    """The state of futures after a week, (futures, plans, ...), and the week's results."""

    week: BatchWeek
    counts: Counts
    stocks: Stocks
    cash: Array
    fired: Array
    attainments: tuple[Array, ...]
    seen: IntArray
    progress: Array


class Diary:
    """Stores every week."""

    def __init__(self) -> None:
        self.weeks: list[Stood] = []

    def __call__(self, week: BatchWeek, state: BatchState) -> None:
        """Store a week."""
        c = state.counts
        copied = Counts(c.qualified.copy(), c.proposals.copy(), c.conversations.copy(), c.accounts.copy())
        self.weeks.append(
            Stood(
                week, copied, state.stocks, state.cash.copy(), state.fired.copy(), tuple(state.attainments),
                state.coming.seen.copy(), state.coming.progress.copy(),
            )
        )  # fmt: skip


def lived(
    firm: Firm,
    lines: Sequence[Sequence[Move]],
    weeks: int,
    *,
    seed: int = 1,
    block: int = 0,
    futures: int = 50,
    cadence: Cadence = "quarter",
    rival: bool = False,
) -> list[Stood]:
    """Simulate all weeks of a block from the opening."""
    diary = Diary()
    games = make_game_block(firm, RandomStreams(seed), block, futures)
    games.simulate(len(lines), LinesPolicy(firm, lines, 0, cadence), weeks, diary, rival=rival)
    return diary.weeks
