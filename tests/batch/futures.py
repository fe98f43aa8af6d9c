"""Blocks of futures for tests of the batch engine: worlds, moves, and a look at every week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.batch.block import whole_games
from sim.batch.engine import Week
from sim.batch.moves import Lines
from sim.batch.state import BatchState
from sim.batch.timeline import Whole
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.move import Move
from sim.scenario.organisation import Cadence

STEADY, TACTICAL = Move((24, 33, 65), (30, 30, 30)), Move((0, 0, 0), (30, 30, 30))
BUSY = Move((40, 60, 90), (80, 70, 60), ((10, 20, 70), (20, 40, 40), (10, 60, 10, 20)), 2.0)


@dataclass(frozen=True)
class Stood:
    """Where futures stood after a week, (futures, plans, ...), and what the week brought."""

    week: Week
    counts: Counts
    stocks: Stocks
    cash: Array
    fired: Array
    attainments: tuple[Array, ...]
    seen: Whole
    progress: Array


class Diary:
    """Keeps every week."""

    def __init__(self) -> None:
        self.weeks: list[Stood] = []

    def __call__(self, week: Week, state: BatchState) -> None:
        """Note a week."""
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
    """All weeks of a block from the opening."""
    diary = Diary()
    games = whole_games(firm, Dice(seed), block, futures)
    games.live(len(lines), Lines(firm, lines, 0, cadence), weeks, diary, rival=rival)
    return diary.weeks
