"""A block of futures: where they start, what will strike in each, and under which dice. Work is done block by block, so
that results depend neither on the number of cores nor on what else is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.batch import timeline
from sim.batch.books import GameTally, Outcome
from sim.batch.draws import SampledDraws
from sim.batch.engine import BatchPolicy, Watcher, run
from sim.batch.moves import then
from sim.batch.state import BatchStart, BatchState, opening
from sim.batch.timeline import Timeline
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.step import EXPECTED, Draw

FUTURES = 1000
"""futures of a block where nothing else is said; many enough that numpy's calls cost little."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some futures."""

    firm: Firm
    start: BatchStart
    timeline: Timeline
    futures: int
    dice: Dice
    number: int
    """of this block under its dice."""
    flow: bool = False
    """expectations in place of draws; timelines are as they are."""
    paces: Array | None = None
    """ratio, (futures, weeks from the game's start): rate of change; without it the scenario's."""

    def _draw(self) -> Callable[[int], Draw]:
        if self.flow:
            return lambda _: EXPECTED
        drawn = SampledDraws(self.dice, self.number, self.futures, self.firm.seats)

        def of(week: int) -> Draw:
            drawn.week = week
            return drawn

        return of

    def live(
        self, plans: int, mover: BatchPolicy, until: int, *watchers: Watcher, rival: bool = False
    ) -> BatchState:
        """Live from the start to a week under one mover for so many plans."""
        shape = (self.futures, plans)
        draw, paces = self._draw(), self.paces
        pace = None if paces is None else lambda week: paces[:, week : week + 1]
        return run(self.firm, self.start, self.timeline, shape, mover, draw, until, watchers, rival, pace)

    def play(self, plans: int, mover: BatchPolicy, after: BatchPolicy, *watchers: Watcher) -> Outcome:
        """Play games to their end, and the franchise year under the mover `after`."""
        game = GameTally(self.firm, self.start)
        whole = then(mover, after, self.firm.scenario.weeks)
        self.live(plans, whole, game.until, game, *watchers, rival=game.rival)
        return game.outcome()


def whole_games(firm: Firm, dice: Dice, number: int, futures: int = FUTURES) -> Block:
    """A block of games from their openings, in worlds drawn by the world's law."""
    stream = dice.stream("future timelines", number)
    return Block(firm, opening(firm), timeline.draw_timelines(firm, stream, futures), futures, dice, number)
