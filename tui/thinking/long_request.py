"""A process of its own for one long question, beside the two that think about the game on the screen."""

from __future__ import annotations

from sim.lookahead.requests import LookaheadRequest
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.client import AnswerListener, Client
from tui.thinking.lookahead_clients import LookaheadClients

LONG_TIMEOUT = 1800.0
"""seconds; for which it may be silent: whoever plays a whole game in a large firm between two answers."""


class LongRequest:
    """The process that answers a question, while there is one."""

    def __init__(self, lookahead: LookaheadClients) -> None:
        self._lookahead = lookahead
        self._client: Client | None = None

    def __bool__(self) -> bool:
        """Whether something is asked."""
        return self._client is not None

    def ask(self, request: LookaheadRequest, tell: AnswerListener) -> None:
        """Start the process."""
        self.end()
        self._client = self._lookahead.client(tell, LONG_TIMEOUT)
        self._client.ask(request)

    def takes(self, answer: LookaheadAnswered) -> bool:
        """Whether an answer is to what is asked."""
        return answer.client is self._client and answer.current

    def end(self) -> None:
        """End the process."""
        if self._client is not None:
            self._client.close()
            self._client = None
