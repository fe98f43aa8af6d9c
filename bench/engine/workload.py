"""The work that both engines are timed on: whole games of a scenario under the split of its `steady`, and the franchise
year under the caretaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.batch.block import Block, make_game_block
from sim.batch.books import GameOutcomes
from sim.batch.engine import BatchPolicy, WeekObserver
from sim.batch.policies import LinesPolicy, constant_batch_policy
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.model.firm import Firm
from sim.model.move import Move, move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.batch_bots import bot_base_move
from sim.policy.registry import load_bot_rules
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.organisation import Split
from sim.scenario.scenario import FRANCHISE_WEEKS, Scenario

WORK_SEED = 1


@dataclass(frozen=True)
class BenchWorkload:
    """Games of a scenario."""

    scenario: Scenario
    splits: tuple[Split, ...] = ()
    """of plans side by side; none for the split of `steady` alone."""

    @property
    def firm(self) -> Firm:
        """Made anew, so that every run makes all that it needs."""
        return Firm(self.scenario)

    @property
    def weeks(self) -> int:
        """Of the game and its franchise year."""
        return self.scenario.weeks + FRANCHISE_WEEKS

    def _moves(self, firm: Firm) -> list[Move]:
        return [move_from_split(firm, split) for split in self.splits or (self.scenario.steady,)]

    def _caretaker(self, firm: Firm) -> Move:
        return bot_base_move(firm, load_bot_rules("caretaker"))

    def block(self, futures: int, number: int = 0) -> Block:
        """Futures of this work."""
        return make_game_block(self.firm, RandomStreams(WORK_SEED), number, futures)

    def play(self, block: Block, *watchers: WeekObserver) -> GameOutcomes:
        """All plans in the futures of a block."""
        firm = block.firm
        lines: Sequence[Sequence[Move]] = [[move] for move in self._moves(firm)]
        mover: BatchPolicy = LinesPolicy(firm, lines, 0, firm.scenario.organisation.cadence)
        after = constant_batch_policy(firm, self._caretaker(firm), firm.scenario.weeks)
        return block.play(len(lines), mover, after, *watchers)

    def batch(self, futures: int) -> GameOutcomes:
        """A block of futures from its dice to its outcome; all of its weeks must have been lived."""
        weeks: list[int] = []
        outcome = self.play(self.block(futures), lambda week, state: weeks.append(week.week))  # noqa: ARG005
        assert weeks == list(range(self.weeks))
        assert outcome.value.shape == (futures, max(1, len(self.splits)))
        return outcome

    def event(self, seed: int) -> Position:
        """One game, lived by the event engine."""
        firm, dice = self.firm, RandomStreams(seed)
        world = World(firm, seed)
        at, (move, *_), later = opening_position(world, dice), self._moves(firm), self._caretaker(firm)
        for week in range(0, self.weeks, WEEKS_IN_QUARTER):
            now = move if week < self.scenario.weeks else later
            at = advance(world, dice, at, now, WEEKS_IN_QUARTER).position
        assert at.week == self.weeks
        return at
