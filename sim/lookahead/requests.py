"""What can be asked of the lookahead, as data: a request is a function of a stop that yields answers.

Requests and answers can be pickled, so that another process may carry a request out (`tui/thinking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sim.lookahead.anytime import AnytimeSearch
from sim.lookahead.drafts import DraftEffect, effects
from sim.lookahead.forecaster import Forecaster, Stop
from sim.lookahead.limit import Limit
from sim.lookahead.snapshot import Snapshot
from sim.lookahead.turning_points import Valued, Worth, position_worth
from sim.model.firm import Firm
from sim.model.move import Move
from sim.scenario.organisation import Cadence
from sim.view.view import View


class Request(Protocol):
    """Something to think about."""

    def answers(self, stop: Stop) -> Iterator[Any]:
        """Better and better answers. Raises StoppedError."""
        ...


@dataclass(frozen=True, slots=True)
class ForecastSubject:
    """What requests are about: a scenario, what the team knows, and who decides what."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    threshold: float
    """in the unit of what the goal is set on."""
    base: Move
    """the last move of the whole firm."""

    def imagined(self, stop: Stop) -> Forecaster:
        """Its futures."""
        return Forecaster(self.firm, self.view, self.cadence, self.held, stop, self.base)


@dataclass(frozen=True, slots=True)
class Think:
    """Find lines."""

    position: ForecastSubject
    show: int = 3
    limit: Limit = Limit()

    def answers(self, stop: Stop) -> Iterator[Snapshot]:
        """Snapshots."""
        of = self.position.imagined(stop)
        return AnytimeSearch(of, self.position.threshold, self.show, self.limit).snapshots()


@dataclass(frozen=True, slots=True)
class Weigh:
    """Tell what a move being prepared would change."""

    position: ForecastSubject
    move: Move
    best: tuple[Move, ...] = ()
    """the best line that is known; empty while none is."""

    def answers(self, stop: Stop) -> Iterator[DraftEffect]:
        """Effects."""
        return effects(self.position.imagined(stop), self.move, self.position.threshold, self.best)


@dataclass(frozen=True, slots=True)
class ValueRequest:
    """Tell what positions of a line are worth, and the moves that were played there; no position is at an end."""

    positions: tuple[ForecastSubject, ...]
    played: tuple[Move | None, ...]
    """the player's next move in each; None where the line ends."""

    def answers(self, stop: Stop) -> Iterator[Valued]:
        """One position more each."""
        found: tuple[Worth, ...] = ()
        for position, move in zip(self.positions, self.played, strict=True):
            found = (*found, position_worth(position.imagined(stop), move, position.threshold))
            yield Valued(found)
