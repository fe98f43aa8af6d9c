"""A block of futures: their start, disruptions and dice.

Work is done block by block, so that results depend neither on the number of cores nor on what else is evaluated.
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
"""Default number of futures in a block, large enough that the overhead of numpy calls is small."""


@dataclass(frozen=True, slots=True)
class Block:
    """A number of futures."""

    firm: Firm
    start: BatchStart
    timeline: Timeline
    futures: int
    dice: RandomStreams
    number: int
    """Number of this block under its dice."""
    flow: bool = False
    """Whether to use expectations in place of draws. The timelines are still drawn."""
    paces: Array | None = None
    """ratio, (futures, weeks from the game's start); rate of change. By default that of the scenario."""
    tracker: TrackerMaker = DisruptionTracker
    """Makes the tracker of disruptions. Experiments may replace it."""

    def _draw(self) -> Callable[[int], Draw]:
        if self.flow:
            return lambda _: EXPECTED_DRAWS
        draws = SampledDraws(self.dice, self.number, self.futures, self.firm.seats)

        def set_week(week: int) -> Draw:
            draws.week = week
            return draws

        return set_week

    def simulate(
        self, plans: int, policy: BatchPolicy, until: int, *observers: WeekObserver, rival: bool = False
    ) -> BatchState:
        """Simulate from the start to a week under one policy for a number of plans."""
        shape = (self.futures, plans)
        draw, paces = self._draw(), self.paces
        pace = None if paces is None else lambda week: paces[:, week : week + 1]
        return run_futures(
            self.firm,
            self.start,
            self.timeline,
            shape,
            policy,
            draw,
            until,
            observers,
            rival,
            pace,
            self.tracker,
        )

    def play(
        self, plans: int, policy: BatchPolicy, after: BatchPolicy, *observers: WeekObserver
    ) -> GameOutcomes:
        """Simulate games to their end, and the franchise year under the policy `after`."""
        game = GameTally(self.firm, self.start)
        whole = switch_policy(policy, after, self.firm.scenario.weeks)
        self.simulate(plans, whole, game.until, game, *observers, rival=game.rival)
        return game.outcome()


def make_game_block(firm: Firm, dice: RandomStreams, number: int, futures: int = BLOCK_FUTURES) -> Block:
    """Return a block of games from their openings, in worlds drawn by the world's law."""
    stream = dice.stream("future timelines", number)
    return Block(
        firm, opening_start(firm), timeline.draw_timelines(firm, stream, futures), futures, dice, number
    )
