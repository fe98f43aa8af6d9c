"""What both engines play: a scenario, a policy, a cadence, and a length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.batch.engine import BatchPolicy
from sim.batch.policies import LinesPolicy
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.batch_bots import make_batch_bot
from sim.policy.policy import Policy
from sim.policy.registry import load_bot_rules, make_bot
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.view.view import View


@dataclass(frozen=True)
class Design:
    """A sample that is drawn with both engines."""

    name: str
    scenario: Scenario
    moves: str | Sequence[Move]
    """A bot's name, or a line of moves of which the last one repeats."""
    cadence: Cadence
    value: bool = False
    """Whether the year after the end is simulated too, for the value."""
    plays: bool = True
    """Whether games are played. If not, only worlds are compared."""
    cost: float = field(default=1.0, compare=False)
    """Approximate seconds of a game in the event engine, by which work is distributed."""

    @property
    def quarters(self) -> int:
        """Quarters that are compared."""
        return self.scenario.quarters

    def policy(self, firm: Firm) -> Policy:
        """Return the policy for the event engine."""
        return make_bot(self.moves, firm) if isinstance(self.moves, str) else Line(self.moves)

    def mover(self, firm: Firm) -> BatchPolicy:
        """Return the policy for the batch engine."""
        if isinstance(self.moves, str):
            return make_batch_bot(firm, load_bot_rules(self.moves), 0, self.cadence)
        return LinesPolicy(firm, [self.moves], 0, self.cadence)


class Line:
    """A line of moves as a policy for one game, asked period after period."""

    def __init__(self, moves: Sequence[Move]) -> None:
        self._moves, self._made = moves, 0

    def __call__(self, view: View) -> Move:  # noqa: ARG002  # a line looks at nothing
        """Return the next move."""
        self._made += 1
        return self._moves[min(self._made, len(self._moves)) - 1]
