"""The lookahead beside the screen: processes that think, whether it is switched on, and a thread for each that waits.

Threads post messages and touch nothing else. What comes late is known by its generation: `takes` says so, and
whoever handles the message asks.
"""

from __future__ import annotations

import logging
import textwrap
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from sim.lookahead.limit import Limit
from sim.settings.settings import Settings
from tui.messages import Foreseen, LineValued, LookaheadFailed, Reviewed, Weighed
from tui.quiet import Hush

if TYPE_CHECKING:
    from sim.lookahead.worker import Answer, Position, Request
    from sim.model.move import Move

LOG = logging.getLogger("tactegic.lookahead")

USUAL_LINES, MOST_LINES = 3, 6
"""lines; that are looked for at first, and at most."""

LONGEST_REASON = 160
"""characters; of an error, as it is told."""

GONE = "the process that thinks has ended"
NO_PROCESS = "no process that thinks could be started"


class Mind(Protocol):
    """Thinks about the latest request; as `sim.lookahead.worker.Worker`."""

    def ask(self, request: Request) -> int:
        """Think about something else from now on; the generation of its answers."""
        ...

    def stop(self) -> None:
        """Think no more."""
        ...

    def answer(self) -> Answer | None:
        """The next answer (waits); None when nothing will come any more."""
        ...

    def close(self) -> None:
        """End."""
        ...


Tell = Callable[[Message], object]
"""Posts a message to whoever shows it."""


class Thinker:
    """A mind and the thread that listens to it.

    Until it has answered once, the latest of further requests waits here: a process that is still starting reads
    nothing, and whoever wrote to it would wait.
    """

    def __init__(self, mind: Mind, tell: Tell, quiet: bool = True) -> None:
        self._mind, self._tell, self._closing = mind, tell, False
        self._wanted, self._asked, self._heard = 0, False, False
        self._waiting: Request | None = None
        self.gone = False
        """whether the mind has ended by itself."""
        if quiet:
            mind.ask(Hush())
        self._thread = threading.Thread(target=self._listen, name="lookahead", daemon=True)
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Think about this from now on."""
        if self._asked and not self._heard:
            self._waiting = request
        else:
            self._asked, self._wanted = True, self._mind.ask(request)

    def stop(self) -> None:
        """Think no more."""
        self._waiting, self._wanted = None, 0
        self._mind.stop()

    def takes(self, generation: int) -> bool:
        """An answer has come; whether it is to the latest request."""
        first, self._heard = not self._heard, True
        if first and self._waiting is not None:
            request, self._waiting = self._waiting, None
            self.ask(request)
            return False
        return generation == self._wanted

    def close(self) -> None:
        """End; nothing is told any more."""
        self._closing = True
        self._mind.close()

    def _listen(self) -> None:
        while True:
            answer = self._mind.answer()
            if self._closing:
                return
            if answer is None:
                self.gone = True
                self._tell(LookaheadFailed(self, GONE))
                return
            self._tell(self._message(answer))

    def _message(self, answer: Answer) -> Message:
        from sim.lookahead.drafts import Effect
        from sim.lookahead.snapshot import Snapshot
        from sim.lookahead.turning import Valued
        from sim.lookahead.worker import Told

        if isinstance(answer, Snapshot):
            return Foreseen(answer)
        if isinstance(answer, Effect):
            return Weighed(answer)
        if isinstance(answer, Told):
            return Reviewed(answer)
        if isinstance(answer, Valued):
            return LineValued(answer)
        return LookaheadFailed(self, _in_one_line(answer.message), answer.generation)


def _in_one_line(said: object) -> str:
    """What is said of an error, short."""
    return textwrap.shorten(str(said), LONGEST_REASON, placeholder=" …")


class Lookahead:
    """Two minds, one for lines and one for drafts, and what the player wants of them. It stays off when it was
    switched off.
    """

    def __init__(
        self,
        make: Callable[[], Mind] | None = None,
        *,
        on: bool = True,
        limit: Limit = Limit(),  # noqa: B008  # frozen
    ) -> None:
        self._make, self._usual, self._limit = make, limit, limit
        self.on = on
        self.lines = USUAL_LINES
        self.trouble = ""
        """why there is none, if there is none."""
        self.listener: Tell | None = None
        """who is told; the screen of the game that is played."""
        self.thinking: Thinker | None = None
        self.drafting: Thinker | None = None

    def obey(self, settings: Settings) -> None:
        """Think as hard as is set, and not at all where it is set off."""
        self._limit = self._usual if settings.strength == "full" else settings.limit
        self.on = self.on and settings.lookahead

    @property
    def _thinkers(self) -> list[Thinker]:
        return [thinker for thinker in (self.thinking, self.drafting) if thinker is not None]

    def start(self) -> None:
        """Start the minds, so that they are warm when they are asked. Where that fails `trouble` says so."""
        if any(thinker.gone for thinker in self._thinkers):  # while nobody listened
            self._give_up(GONE)
        if self._thinkers or self.trouble or not self.on:
            return
        try:
            self.thinking, self.drafting = self._thinker(), self._thinker()
            self.trouble = ""
        except Exception as error:  # whatever keeps processes from starting: the game goes on without
            LOG.warning("not started", exc_info=error)
            self._give_up(f"{NO_PROCESS} ({_in_one_line(error)})")

    def _thinker(self) -> Thinker:
        return self.thinker(self._tell)

    def thinker(self, tell: Tell) -> Thinker:
        """Another mind, for whoever wants one. Raises what keeps a process from starting."""
        if self._make is not None:
            return Thinker(self._make(), tell, quiet=False)
        from sim.lookahead.worker import Worker

        return Thinker(Worker(), tell)

    def _tell(self, message: Message) -> None:
        if self.listener is not None:
            self.listener(message)

    def look(self, position: Position, lines: int) -> None:
        """Find lines in a position."""
        self.start()
        if self.thinking is not None:
            from sim.lookahead.worker import Think

            self.thinking.ask(Think(position, lines, self._limit))

    def weigh(self, position: Position, move: Move) -> None:
        """Tell what a move would change."""
        self.start()
        if self.drafting is not None:
            from sim.lookahead.worker import Weigh

            self.drafting.ask(Weigh(position, move))

    def value(self, positions: tuple[Position, ...]) -> None:
        """Tell what positions of a line are worth; the draft waits meanwhile."""
        self.start()
        if self.drafting is not None:
            from sim.lookahead.worker import Value

            self.drafting.ask(Value(positions))

    def rest(self) -> None:
        """Think about nothing."""
        for thinker in self._thinkers:
            thinker.stop()

    def switch(self) -> None:
        """Off, or on again; on also tries again what failed."""
        self.turn(not self.on or bool(self.trouble))

    def turn(self, on: bool) -> None:
        """On or off; on also tries again what failed."""
        self.on, self.trouble = on, ""
        if self.on:
            self.start()
        else:
            self.rest()

    def failed(self, failure: LookaheadFailed) -> bool:
        """Take note of a failure; whether it concerns what is wanted. A mind that has ended takes the other with it."""
        if failure.thinker not in (self.thinking, self.drafting):
            return False
        if failure.generation is None:
            self._give_up(failure.reason)
            return True
        return failure.thinker.takes(failure.generation)

    def _give_up(self, reason: str) -> None:
        self.close()
        self.trouble = reason

    def close(self) -> None:
        """End the processes."""
        for thinker in self._thinkers:
            thinker.close()
        self.thinking = self.drafting = None
