"""A block of futures: where they start, what will strike in each, and under which dice. Work is done block by block, so
that results depend neither on the number of cores nor on what else is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.batch import timeline
from sim.batch.books import GameOutcomes, GameTally
from sim.batch.disruptions import DisruptionTracker
from sim.batch.draws import SampledDraws
from sim.batch.engine import BatchPolicy, TrackerMaker, WeekObserver, run_futures
from sim.batch.policies import switch_policy
from sim.batch.state import BatchStart, BatchState, opening_start
from sim.batch.timeline import Timeline
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.step import EXPECTED_DRAWS, Draw

BLOCK_FUTURES = 1000
"""futures of a block where nothing else is said; many enough that numpy's calls cost little."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some futures."""

    firm: Firm
    start: BatchStart
    timeline: Timeline
    futures: int
    dice: RandomStreams
    number: int
    """of this block under its dice."""
    flow: bool = False
    """expectations in place of draws; timelines are as they are."""
    paces: Array | None = None
    """ratio, (futures, weeks from the game's start): rate of change; without it the scenario's."""
    tracker: TrackerMaker = DisruptionTracker
    """Makes the tracker of disruptions; another one than the usual is an experiment."""

    def _draw(self) -> Callable[[int], Draw]:
        if self.flow:
            return lambda _: EXPECTED_DRAWS
        drawn = SampledDraws(self.dice, self.number, self.futures, self.firm.seats)

        def of(week: int) -> Draw:
            drawn.week = week
            return drawn

        return of

    def live(
        self, plans: int, mover: BatchPolicy, until: int, *watchers: WeekObserver, rival: bool = False
    ) -> BatchState:
        """Simulate from the start to a week under one policy for some plans."""
        shape = (self.futures, plans)
        draw, paces = self._draw(), self.paces
        pace = None if paces is None else lambda week: paces[:, week : week + 1]
        return run_futures(
            self.firm,
            self.start,
            self.timeline,
            shape,
            mover,
            draw,
            until,
            watchers,
            rival,
            pace,
            self.tracker,
        )

    def play(
        self, plans: int, mover: BatchPolicy, after: BatchPolicy, *watchers: WeekObserver
    ) -> GameOutcomes:
        """Play games to their end, and the franchise year under the mover `after`."""
        game = GameTally(self.firm, self.start)
        whole = switch_policy(mover, after, self.firm.scenario.weeks)
        self.live(plans, whole, game.until, game, *watchers, rival=game.rival)
        return game.outcome()


def make_game_block(firm: Firm, dice: RandomStreams, number: int, futures: int = BLOCK_FUTURES) -> Block:
    """A block of games from their openings, in worlds drawn by the world's law."""
    stream = dice.stream("future timelines", number)
    return Block(
        firm, opening_start(firm), timeline.draw_timelines(firm, stream, futures), futures, dice, number
    )
