"""The lookahead of the app: the clients of two worker processes, one for lines and one for drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.lookahead.search_limit import SearchLimit
from sim.play.settings.settings import Settings
from tui.runtime.messages import LookaheadAnswered
from tui.runtime.priority import prepare_worker
from tui.thinking.client import AnswerListener, Client, WorkerClient
from tui.thinking.state import ANSWER_TIMEOUT, TIMEOUTS, ClientState
from tui.thinking.worker import Worker

if TYPE_CHECKING:
    from sim.lookahead.requests import LookaheadPosition, LookaheadRequest
    from sim.model.move import Move

DEFAULT_LINES, MAX_LINES = 3, 6
"""lines; the initial number to search for, and the largest."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request that was sent to a client."""

    client: Client
    generation: int


def is_current(ticket: Ticket | None) -> bool:
    """Whether a request is the latest of its client. Others are not answered any more and must be repeated."""
    return ticket is not None and ticket.client.generation == ticket.generation


class LookaheadClients:
    """Two clients, one for lines and one for drafts. The lookahead stays off once it was switched off."""

    def __init__(
        self,
        make: Callable[[AnswerListener], Client] | None = None,
        *,
        on: bool = True,
        limit: SearchLimit = SearchLimit(),  # noqa: B008  # frozen
    ) -> None:
        self._make, self._usual, self._limit = make, limit, limit
        self.on = on
        self.lines = DEFAULT_LINES
        self.listener: AnswerListener | None = None
        """Receives the answers: the screen of the current game."""
        self.thinking: Client | None = None
        self.drafting: Client | None = None

    def obey(self, settings: Settings) -> None:
        """Apply strength and on/off from the settings."""
        self._limit = self._usual if settings.strength == "full" else settings.limit
        self.on = self.on and settings.lookahead

    @property
    def _clients(self) -> list[Client]:
        return [client for client in (self.thinking, self.drafting) if client is not None]

    @property
    def trouble(self) -> str:
        """Why the lookahead failed; empty if it did not."""
        return next((client.reason for client in self._clients if client.reason), "")

    def start(self) -> None:
        """Start the processes, so that they are ready for the first request."""
        if self.on:
            self.thinking = self.thinking or self.client(self._tell)
            self.drafting = self.drafting or self.client(self._tell)

    def client(self, tell: AnswerListener, patience: float = ANSWER_TIMEOUT) -> Client:
        """Make another client, which waits `patience` seconds for an answer."""
        if self._make is not None:
            return self._make(tell)
        return WorkerClient(
            tell, partial(Worker, prepare_worker), {**TIMEOUTS, ClientState.THINKING: patience}
        )

    def _tell(self, answer: LookaheadAnswered) -> None:
        if self.listener is not None:
            self.listener(answer)

    def look(self, position: LookaheadPosition, lines: int) -> Ticket | None:
        """Request lines for a position."""
        from sim.lookahead.requests import SearchRequest

        self.start()
        return _ask(self.thinking, SearchRequest(position, lines, self._limit))

    def weigh(self, position: LookaheadPosition, move: Move, best: tuple[Move, ...]) -> Ticket | None:
        """Request what a move would change; `best` is the best line so far."""
        from sim.lookahead.requests import DraftRequest

        self.start()
        return _ask(self.drafting, DraftRequest(position, move, best))

    def value(
        self, positions: tuple[LookaheadPosition, ...], played: tuple[Move | None, ...]
    ) -> Ticket | None:
        """Request values of positions and their next moves; supersedes the request for the draft."""
        from sim.lookahead.requests import PositionsRequest

        self.start()
        return _ask(self.drafting, PositionsRequest(positions, played))

    def rest(self) -> None:
        """Stop all requests."""
        for client in self._clients:
            client.stop()

    def turn(self, on: bool) -> None:
        """Switch on or off; switching on also restarts what failed."""
        self.on = on
        if self.trouble:
            self.close()
        if on:
            self.start()
        else:
            self.rest()

    def close(self) -> None:
        """End the processes."""
        for client in self._clients:
            client.close()
        self.thinking = self.drafting = None


def _ask(client: Client | None, request: LookaheadRequest) -> Ticket | None:
    return None if client is None else Ticket(client, client.ask(request))
