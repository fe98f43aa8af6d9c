"""A scenario in which lessons are measured: plans in common futures, without firing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.block import Block
from sim.batch.policies import LinesPolicy
from sim.batch.state import BatchState
from sim.model.arrays import Array
from sim.model.calendar import moves_in_quarter
from sim.model.firm import Firm
from sim.model.move import Move, move_from_split
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import PlanOutcomes, make_blocks, play_plans
from sim.research.claims.claim_worlds import MEASURING_SEED, NO_FIRING, ClaimWorld, ScenarioChanges
from sim.view.observe import inherited_split

FULL_FUTURES, QUICK_FUTURES = 2_000, 200
"""Futures of a full measurement, and of a quick one."""

LESSON_SEED = MEASURING_SEED + 500
"""Seed of worlds that no tuning has used."""


@dataclass(frozen=True)
class LessonSetting:
    """A built-in scenario, possibly changed, in which a lesson is measured."""

    name: str
    futures: int = FULL_FUTURES
    pairs: tuple[tuple[str, object], ...] = ()
    """Keys and values of the changes."""

    @property
    def firm(self) -> Firm:
        """The firm of the scenario, without firing."""
        return ClaimWorld("lesson").firm(self.name, {**NO_FIRING, **dict(self.pairs)})

    def change(self, changes: ScenarioChanges) -> LessonSetting:
        """The same setting with further keys changed."""
        return replace(self, pairs=(*self.pairs, *changes.items()))

    @property
    def moves(self) -> int:
        """The number of moves of a whole game."""
        scenario = self.firm.scenario
        return scenario.quarters * moves_in_quarter(scenario.organisation.cadence)

    def play(self, *plans: Sequence[Move]) -> PlanOutcomes:
        """Play plans, each of a move for every period."""
        dice = RandomStreams(LESSON_SEED)
        return play_plans(self.firm, self.make_policy(plans), len(plans), dice, self.futures)

    def figure_after(
        self, figure: Callable[[BatchState], Array], weeks: int, *plans: Sequence[Move]
    ) -> Array:
        """(futures, plans); a figure of the state after a number of weeks of plans."""
        policy, blocks = self.make_policy(plans), self.blocks(len(plans))
        return np.concatenate([figure(block.simulate(len(plans), policy(block), weeks)) for block in blocks])

    def blocks(self, plans: int) -> list[Block]:
        """The futures in which plans are played, as blocks."""
        return make_blocks(self.firm, RandomStreams(LESSON_SEED), self.futures, plans)

    def make_policy(self, plans: Sequence[Sequence[Move]]) -> Callable[[object], LinesPolicy]:
        """The policy that plays plans in a block."""
        lines = LinesPolicy(
            self.firm, [list(plan) for plan in plans], 0, self.firm.scenario.organisation.cadence
        )
        return lambda _: lines

    def constant_plan(self, move: Move) -> list[Move]:
        """A plan of one move that never changes."""
        return [move] * self.moves

    @property
    def steady(self) -> Move:
        """The move of the bot `steady`."""
        return move_from_split(self.firm, self.firm.scenario.steady)

    @property
    def inherited(self) -> Move:
        """The move by which the firm continues as before."""
        return move_from_split(self.firm, inherited_split(self.firm))

    def steady_with_share(self, seat: int, percent: int) -> Move:
        """The steady move with another share of strategic time for one seat."""
        split = list(self.steady.split)
        split[seat] = percent
        return replace(self.steady, split=(split[0], split[1], split[2]))
