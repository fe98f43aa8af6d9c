"""Simulate plans in possible futures: those of the searcher, and held-out ones from which figures are reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sim.base.progress import StopCallback, StoppedError
from sim.batch.block import Block
from sim.batch.books import GameOutcomes, QuarterSums
from sim.batch.engine import BatchPolicy, BatchWeek, WeekObserver
from sim.batch.policies import constant_batch_policy, switch_policy
from sim.batch.state import BatchState
from sim.game.outcome import CARETAKER
from sim.lookahead.belief import Belief
from sim.lookahead.fixed_lines import PlannedLines
from sim.lookahead.line_figures import LineSample, make_line_sample
from sim.lookahead.plans import PlanBatch, PlanningHorizon
from sim.lookahead.view_seed import view_dice
from sim.model.arrays import Array
from sim.model.calendar import ends_quarter
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.batch_bots import bot_base_move, make_batch_bot
from sim.policy.notation import ALL_SEATS
from sim.policy.registry import load_bot_rules
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import FRANCHISE_WEEKS
from sim.view.expected_board import ExpectedPipeline, expect_pipeline
from sim.view.view import View

SEARCH_SALT, HELD_OUT_SALT = 1, 2
"""Salts of the dice for search and for reported figures."""


@dataclass(frozen=True)
class Forecaster:
    """All possible futures from a view."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    """Seats that the player decides for."""
    stop: StopCallback = lambda: False
    base: Move | None = None
    """Move from which plans differ. By default the last move."""
    fixed: tuple[int, ...] = ()
    """Held seats whose split stays as in `base`."""

    @cached_property
    def belief(self) -> Belief:
        """What the team believes."""
        return Belief(self.firm, self.view)

    @cached_property
    def horizon(self) -> PlanningHorizon:
        """The periods to plan. Seats that the player does not hold are played by their bot."""
        firm, view = self.firm, self.view
        bots = tuple(seat for seat in ALL_SEATS if seat not in self.held)
        others: BatchPolicy | None = None
        if bots:
            others = make_batch_bot(firm, load_bot_rules(firm.scenario.others), view.week, self.cadence)
        planned = tuple(seat for seat in self.held if seat not in self.fixed)
        return PlanningHorizon(
            firm, view.week, self.cadence, planned, self.base or view.last_move, others, bots
        )

    def play_searched(self, plans: PlanBatch, number: int, futures: int, flow: bool) -> GameOutcomes:
        """Play plans in a block of the searcher's futures. Raises StoppedError."""
        block = self.belief.block(view_dice(self.view, SEARCH_SALT), number, futures, flow)
        return block.play(len(plans), plans.policy(), self._caretaker(), self._stop_observer())

    def simulate_flow(
        self, plans: PlanBatch, number: int, futures: int, until: int, observer: WeekObserver
    ) -> None:
        """Simulate plans in the flow of a block of the searcher's futures up to a week, at most to the end of the
        franchise year. Raises StoppedError.
        """
        block = self.belief.block(view_dice(self.view, SEARCH_SALT), number, futures, flow=True)
        end = self.firm.scenario.weeks
        policy = switch_policy(plans.policy(), self._caretaker(), end)
        block.simulate(len(plans), policy, min(until, end + FRANCHISE_WEEKS), observer, self._stop_observer())

    def play_held_out(
        self, lines: Sequence[Sequence[Move]], number: int, futures: int, threshold: float, flow: bool = False
    ) -> LineSample:
        """Play lines of complete moves (the last one repeats) in a block of held-out futures. Use `flow` for hints,
        never for reported figures. Raises StoppedError.
        """
        block = self.belief.block(view_dice(self.view, HELD_OUT_SALT), number, futures, flow)
        quarters = QuarterSums("bookings", "wins")
        policy = PlannedLines(self.horizon, lines)
        outcome = block.play(len(lines), policy, self._caretaker(), quarters, self._stop_observer())
        return make_line_sample(outcome, threshold, quarters.sums)

    def expected_boards(self, move: Move, futures: int) -> tuple[ExpectedPipeline, ...]:
        """Return the expected board at the end of each quarter of the game if a move is kept, from the flow of held-out
        futures. Raises StoppedError.
        """
        block = self.belief.block(view_dice(self.view, HELD_OUT_SALT), 0, futures, flow=True)
        found: list[ExpectedPipeline] = []

        def watch(week: BatchWeek, state: BatchState) -> None:
            if ends_quarter(week.week):
                found.append(expect_pipeline(week.week + 1, state.counts))

        block.simulate(
            1, PlannedLines(self.horizon, [[move]]), self.firm.scenario.weeks, watch, self._stop_observer()
        )
        return tuple(found)

    def value_without_answers(self, block: Block) -> Array:
        """k, (futures,); value in a block if the last move is kept without answering any signal.
        Raises StoppedError.
        """
        policy = PlannedLines(self.horizon, [[replace(self.horizon.base, response=(0, 0, 0))]])
        return block.play(1, policy, self._caretaker(), self._stop_observer()).value[:, 0]

    def _caretaker(self) -> BatchPolicy:
        """Return the caretaker as a policy for the year after the game."""
        move = bot_base_move(self.firm, load_bot_rules(CARETAKER))
        return constant_batch_policy(self.firm, move, self.firm.scenario.weeks)

    def _stop_observer(self) -> WeekObserver:
        def watch(week: BatchWeek, state: BatchState) -> None:  # noqa: ARG001  # observers take both arguments
            if self.stop():
                raise StoppedError

        return watch
