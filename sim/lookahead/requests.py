"""Requests to the lookahead, as data. A request is a function of a stop callback that yields answers.

Requests and answers can be pickled, so that another process can handle a request (`tui/thinking`).
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
    """A request to the lookahead."""

    def answers(self, stop: StopCallback) -> Iterator[Any]:
        """Yield better and better answers. Raises StoppedError."""
        ...


@dataclass(frozen=True, slots=True)
class LookaheadPosition:
    """The subject of a request: a scenario, what the team knows, and who decides what."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    threshold: float
    """In the unit of the goal's measure."""
    base: Move
    """The last move of the whole firm."""

    def forecaster(self, stop: StopCallback) -> Forecaster:
        """Return a forecaster for the position."""
        return Forecaster(self.firm, self.view, self.cadence, self.held, stop, self.base)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Find the best lines."""

    position: LookaheadPosition
    show: int = 3
    limit: SearchLimit = SearchLimit()

    def answers(self, stop: StopCallback) -> Iterator[LookaheadSnapshot]:
        """Yield snapshots of the search."""
        forecaster = self.position.forecaster(stop)
        return AnytimeSearch(forecaster, self.position.threshold, self.show, self.limit).snapshots()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """Evaluate what a drafted move would change."""

    position: LookaheadPosition
    move: Move
    best: tuple[Move, ...] = ()
    """Best known line. Empty if there is none."""

    def answers(self, stop: StopCallback) -> Iterator[DraftEffect]:
        """Yield estimates of the effect."""
        return evaluate_draft(self.position.forecaster(stop), self.move, self.position.threshold, self.best)


@dataclass(frozen=True, slots=True)
class PositionsRequest:
    """Evaluate the positions of a line and the moves played there. No position is at an end."""

    positions: tuple[LookaheadPosition, ...]
    played: tuple[Move | None, ...]
    """The player's next move in each position. None where the line ends."""

    def answers(self, stop: StopCallback) -> Iterator[PositionValues]:
        """Yield the values, with one more position each time."""
        found: tuple[PositionValue, ...] = ()
        for position, move in zip(self.positions, self.played, strict=True):
            found = (*found, value_position(position.forecaster(stop), move, position.threshold))
            yield PositionValues(found)
