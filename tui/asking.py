"""A process of its own for one long question, beside the two that think about the game on the screen."""

from __future__ import annotations

from sim.lookahead.worker import Request
from tui.lookahead import Lookahead, Tell, Thinker
from tui.messages import LookaheadFailed


class Asking:
    """The process that answers a question, while there is one."""

    def __init__(self, lookahead: Lookahead) -> None:
        self._lookahead = lookahead
        self._thinker: Thinker | None = None

    def __bool__(self) -> bool:
        """Whether something is asked."""
        return self._thinker is not None

    def ask(self, request: Request, tell: Tell) -> None:
        """Start the process. Raises whatever keeps a process from starting."""
        self._thinker = self._lookahead.thinker(tell)
        self._thinker.ask(request)

    def takes(self, generation: int) -> bool:
        """Whether an answer is to what is asked."""
        return self._thinker is not None and self._thinker.takes(generation)

    def failed(self, failure: LookaheadFailed) -> bool:
        """Whether a failure is that of this process."""
        return self._thinker is not None and failure.thinker is self._thinker

    def end(self) -> None:
        """End the process."""
        if self._thinker is not None:
            self._thinker.close()
            self._thinker = None
