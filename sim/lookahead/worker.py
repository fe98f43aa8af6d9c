"""Thinking beside the screen: a process of its own that carries out one request after the other, the latest first.

A request is a function of a stop and a generation, that yields answers; both must be picklable. A new request stops the
one before within a simulated week. Answers carry their generation, so that whoever asked anew drops what is older.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Protocol

from sim.game.progress import StoppedError
from sim.lookahead.drafts import Effect, effects
from sim.lookahead.imagine import Imagination, Stop
from sim.lookahead.limit import Limit
from sim.lookahead.lines import Figure
from sim.lookahead.snapshot import Snapshot
from sim.lookahead.think import Thought
from sim.lookahead.turning import Valued, worth
from sim.model.firm import Firm
from sim.model.move import Move
from sim.scenario.organisation import Cadence
from sim.view.view import View

NOBODY = 0
"""Generation of no request."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A request ended in an error."""

    generation: int
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a request tells that lives above this package."""

    generation: int
    what: Any


Answer = Snapshot | Effect | Valued | Told | Failure


class Request(Protocol):
    """Something to think about."""

    def answers(self, generation: int, stop: Stop) -> Iterator[Answer]:
        """Better and better answers. Raises StoppedError."""
        ...


@dataclass(frozen=True, slots=True)
class Position:
    """What requests are about: a scenario, what the team knows, and who decides what."""

    firm: Firm
    view: View
    cadence: Cadence
    held: tuple[int, ...]
    threshold: float
    """in the unit of what the goal is set on."""
    base: Move
    """the last move of the whole firm."""

    def imagined(self, stop: Stop) -> Imagination:
        """Its futures."""
        return Imagination(self.firm, self.view, self.cadence, self.held, stop, self.base)


@dataclass(frozen=True, slots=True)
class Think:
    """Find lines."""

    position: Position
    show: int = 3
    limit: Limit = Limit()

    def answers(self, generation: int, stop: Stop) -> Iterator[Snapshot]:
        """Snapshots."""
        of = self.position.imagined(stop)
        return Thought(of, self.position.threshold, self.show, self.limit, generation).snapshots()


@dataclass(frozen=True, slots=True)
class Weigh:
    """Tell what a move being prepared would change."""

    position: Position
    move: Move

    def answers(self, generation: int, stop: Stop) -> Iterator[Effect]:
        """Effects."""
        return effects(self.position.imagined(stop), self.move, self.position.threshold, generation)


@dataclass(frozen=True, slots=True)
class Value:
    """Tell what positions of a line are worth; none of them is at an end."""

    positions: tuple[Position, ...]

    def answers(self, generation: int, stop: Stop) -> Iterator[Valued]:
        """One position more each."""
        found: tuple[Figure, ...] = ()
        for position in self.positions:
            found = (*found, worth(position.imagined(stop), position.threshold))
            yield Valued(generation, found)


class Worker:
    """A process that thinks. `answer` waits for what it finds, so it is called from a thread that may wait."""

    def __init__(self) -> None:
        context = get_context("spawn")
        # no lock: one side writes, and a lock that a process took to its grave would hold the screen for good
        self._latest = context.Value("q", NOBODY, lock=False)
        self._ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._latest), name="tactegic lookahead", daemon=True
        )
        self._process.start()
        theirs.close()
        self._generation = NOBODY

    def ask(self, request: Request) -> int:
        """Think about something else from now on; the generation of its answers."""
        self._generation += 1
        self._latest.value = self._generation
        with contextlib.suppress(OSError):  # the process is gone: nothing answers, and `answer` says so
            self._ours.send((self._generation, request))
        return self._generation

    def stop(self) -> None:
        """Think no more; answers that are under way are of an old generation."""
        self._generation += 1
        self._latest.value = self._generation

    def answer(self) -> Answer | None:
        """The next answer of the latest request (waits); None when the process has ended."""
        while True:
            try:
                found: Answer = self._ours.recv()
            except (EOFError, OSError):
                return None
            if found.generation == self._generation:
                return found

    def close(self) -> None:
        """End the process."""
        self.stop()
        self._process.terminate()
        self._process.join()
        self._ours.close()


def _serve(connection: Connection, latest: Any) -> None:
    """The process: the latest request is carried out, those before it are passed over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the screen decides when to leave
    with contextlib.suppress(EOFError, OSError):  # whoever asked is gone
        while True:
            generation, request = connection.recv()
            _carry_out(connection, generation, request, latest)


def _carry_out(connection: Connection, generation: int, request: Request, latest: Any) -> None:
    def stop() -> bool:
        return bool(latest.value != generation)

    try:
        for answer in request.answers(generation, stop):
            if stop():
                return
            connection.send(answer)
    except StoppedError:
        return
    except (EOFError, OSError):
        raise
    except Exception as error:  # whatever it is, the screen tells it
        connection.send(Failure(generation, f"{type(error).__name__}: {error}"))
