"""Playing plans in imagined futures: the searcher's own, and held-out ones that only figures are told from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sim.batch.books import Outcome, Quarters
from sim.batch.engine import Mover, Watcher, Week
from sim.batch.moves import constantly
from sim.batch.state import State
from sim.game.outcome import CARETAKER
from sim.game.progress import StoppedError
from sim.lookahead.belief import Belief
from sim.lookahead.digest import dice_of
from sim.lookahead.lines import Sample, sample
from sim.lookahead.plans import Horizon, Plans
from sim.model.firm import Firm
from sim.policy.registry import bot_rules
from sim.policy.together import constant_move, together
from sim.scenario.organisation import Cadence
from sim.view.view import View

SEARCHED, HELD_OUT = 1, 2
"""Salts of the dice: what is searched in, what is reported from."""

Stop = Callable[[], bool]
"""Whether the work is to stop now."""


@dataclass(frozen=True)
class Imagination:
    """All futures that can be imagined from a view."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    stop: Stop = lambda: False

    @cached_property
    def belief(self) -> Belief:
        """What the team believes."""
        return Belief(self.firm, self.view)

    @cached_property
    def horizon(self) -> Horizon:
        """The periods to plan, the seats that are not held played by their bot."""
        firm, view = self.firm, self.view
        others: Mover | None = None
        if len(self.held) < len(view.last_move.split):
            others = together(firm, bot_rules(firm.scenario.others), view.week, self.cadence)
        return Horizon(firm, view.week, self.cadence, self.held, view.last_move, others)

    def searched(self, plans: Plans, number: int, futures: int, flow: bool) -> Outcome:
        """Plans in a block of the searcher's futures. Raises StoppedError."""
        block = self.belief.block(dice_of(self.view, SEARCHED), number, futures, flow)
        return block.play(len(plans), plans.mover(), self._after(), self._stopping())

    def held_out(self, plans: Plans, number: int, futures: int, threshold: float) -> Sample:
        """Plans in a block of held-out futures. Raises StoppedError."""
        block = self.belief.block(dice_of(self.view, HELD_OUT), number, futures)
        quarters = Quarters("bookings", "wins")
        outcome = block.play(len(plans), plans.mover(), self._after(), quarters, self._stopping())
        return sample(outcome, threshold, quarters.kept)

    def _after(self) -> Mover:
        """The caretaker, after the end of the game."""
        move = constant_move(self.firm, bot_rules(CARETAKER))
        return constantly(self.firm, move, self.firm.scenario.weeks)

    def _stopping(self) -> Watcher:
        def watch(week: Week, state: State) -> None:  # noqa: ARG001  # a watcher is told both
            if self.stop():
                raise StoppedError

        return watch
