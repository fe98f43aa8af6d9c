"""A scenario in which lessons are measured: plans side by side in common futures, with directors who wait for ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

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
"""Of the dice: of worlds that no tuning has used."""


@dataclass(frozen=True)
class LessonSetting:
    """A scenario in which something is measured."""

    name: str
    futures: int = FULL_FUTURES
    more: tuple[tuple[str, object], ...] = ()

    @property
    def firm(self) -> Firm:
        """It, with directors who wait for ever."""
        return ClaimWorld("lesson").firm(self.name, {**NO_FIRING, **dict(self.more)})

    def but(self, changes: ScenarioChanges) -> LessonSetting:
        """The same with some keys changed."""
        return replace(self, more=(*self.more, *changes.items()))

    @property
    def moves(self) -> int:
        """Of a whole game."""
        of = self.firm.scenario
        return of.quarters * moves_in_quarter(of.organisation.cadence)

    def played(self, *plans: Sequence[Move]) -> PlanOutcomes:
        """Plans, each a move for every period."""
        return play_plans(self.firm, self.lines(plans), len(plans), RandomStreams(LESSON_SEED), self.futures)

    def ends(self, of: Callable[[BatchState], Array], weeks: int, *plans: Sequence[Move]) -> Array:
        """(futures, plans); a figure of the states that plans lead to after so many weeks."""
        lines = self.lines(plans)
        every = make_blocks(self.firm, RandomStreams(LESSON_SEED), self.futures, len(plans))
        return np.concatenate([of(block.simulate(len(plans), lines(block), weeks)) for block in every])

    def lines(self, plans: Sequence[Sequence[Move]]) -> Callable[[object], LinesPolicy]:
        """Plans as they are played in a block."""
        lines = LinesPolicy(
            self.firm, [list(plan) for plan in plans], 0, self.firm.scenario.organisation.cadence
        )
        return lambda _: lines

    def all_along(self, move: Move) -> list[Move]:
        """A move that never changes."""
        return [move] * self.moves

    @property
    def steady(self) -> Move:
        """What the bot `steady` plays here."""
        return move_from_split(self.firm, self.firm.scenario.steady)

    @property
    def inherited(self) -> Move:
        """How the firm lived before."""
        return move_from_split(self.firm, inherited_split(self.firm))

    def share(self, seat: int, percent: int) -> Move:
        """The steady move with another share of one seat."""
        split = list(self.steady.split)
        split[seat] = percent
        return replace(self.steady, split=(split[0], split[1], split[2]))
