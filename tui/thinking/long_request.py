"""A separate process for one long request."""

from __future__ import annotations

from sim.lookahead.requests import LookaheadRequest
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.client import AnswerListener, Client
from tui.thinking.lookahead_clients import LookaheadClients

LONG_TIMEOUT = 1800.0
"""seconds; the longest time between two answers: a whole game of a large firm may be played between them."""


class LongRequest:
    """A long request and its process, while there is one."""

    def __init__(self, lookahead: LookaheadClients) -> None:
        self._lookahead = lookahead
        self._client: Client | None = None

    def __bool__(self) -> bool:
        """Whether a request is running."""
        return self._client is not None

    def ask(self, request: LookaheadRequest, tell: AnswerListener) -> None:
        """Start a process for a request."""
        self.end()
        self._client = self._lookahead.client(tell, LONG_TIMEOUT)
        self._client.ask(request)

    def takes(self, answer: LookaheadAnswered) -> bool:
        """Whether an answer belongs to the current request."""
        return answer.client is self._client and answer.current

    def end(self) -> None:
        """End the process."""
        if self._client is not None:
            self._client.close()
            self._client = None
