"""What can be asked of the lookahead, as data: a request is a function of a stop that yields answers.

Requests and answers can be pickled, so that another process may carry a request out (`tui/thinking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sim.base.progress import StopCallback
from sim.lookahead.anytime_search import AnytimeSearch
from sim.lookahead.draft_effects import DraftEffect, evaluate_draft
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.lookahead.turning_points import PositionValue, PositionValues, value_position
from sim.model.firm import Firm
from sim.model.move import Move
from sim.scenario.organisation import Cadence
from sim.view.view import View


class LookaheadRequest(Protocol):
    """Something to think about."""

    def answers(self, stop: StopCallback) -> Iterator[Any]:
        """Better and better answers. Raises StoppedError."""
        ...


@dataclass(frozen=True, slots=True)
class LookaheadPosition:
    """What requests are about: a scenario, what the team knows, and who decides what."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    threshold: float
    """in the unit of what the goal is set on."""
    base: Move
    """the last move of the whole firm."""

    def imagined(self, stop: StopCallback) -> Forecaster:
        """Its futures."""
        return Forecaster(self.firm, self.view, self.cadence, self.held, stop, self.base)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Find lines."""

    position: LookaheadPosition
    show: int = 3
    limit: SearchLimit = SearchLimit()

    def answers(self, stop: StopCallback) -> Iterator[LookaheadSnapshot]:
        """Snapshots."""
        of = self.position.imagined(stop)
        return AnytimeSearch(of, self.position.threshold, self.show, self.limit).snapshots()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Tell what a move being prepared would change."""

    position: LookaheadPosition
    move: Move
    best: tuple[Move, ...] = ()
    """the best line that is known; empty while none is."""

    def answers(self, stop: StopCallback) -> Iterator[DraftEffect]:
        """Effects."""
        return evaluate_draft(self.position.imagined(stop), self.move, self.position.threshold, self.best)


@dataclass(frozen=True, slots=True)
class PositionsRequest:
    """Tell what positions of a line are worth, and the moves that were played there; no position is at an end."""

    positions: tuple[LookaheadPosition, ...]
    played: tuple[Move | None, ...]
    """the player's next move in each; None where the line ends."""

    def answers(self, stop: StopCallback) -> Iterator[PositionValues]:
        """One position more each."""
        found: tuple[PositionValue, ...] = ()
        for position, move in zip(self.positions, self.played, strict=True):
            found = (*found, value_position(position.imagined(stop), move, position.threshold))
            yield PositionValues(found)
