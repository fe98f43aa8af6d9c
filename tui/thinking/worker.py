"""The worker process of the lookahead. It reports when it is ready, answers one request after another, and reports the
end of each.

A request is sent only when the worker is ready for one, so neither side ever waits for the other to read.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from sim.base.processes import exit_with_parent
from sim.base.progress import StoppedError
from tui.thinking.envelope import NOBODY, ControlMessage, Envelope, Failure

if TYPE_CHECKING:
    from sim.lookahead.requests import LookaheadRequest


def _nothing() -> None:
    """Do nothing."""


class Worker:
    """A process, from its start to its end. Only the client's thread calls its methods, except `turn_to` and `kill`,
    which never wait.
    """

    def __init__(self, begin: Callable[[], None] = _nothing) -> None:
        """`begin` is called first in the process. Raises whatever prevents a process from starting."""
        context = get_context("spawn")
        # no lock: one side writes, and a lock held by a killed process would block the other forever
        self._latest = context.Value("q", NOBODY, lock=False)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, self._latest, begin), name="tactegic lookahead", daemon=True
        )
        try:
            self.process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()

    def turn_to(self, generation: int) -> None:
        """Stop the current request unless it is of this generation."""
        self._latest.value = generation

    def send(self, generation: int, request: bytes) -> None:
        """Send a request, pickled. Raises OSError if the process has ended."""
        self.connection.send((generation, request))

    def receive(self) -> Envelope:
        """The next message. Raises EOFError or OSError if the process has ended."""
        envelope: Envelope = self.connection.recv()
        return envelope

    def kill(self) -> None:
        """Kill the process in any state: it holds nothing but the request."""
        self.process.kill()

    def close(self) -> None:
        """End the process, and wait for that."""
        self.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, latest: Any, begin: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the screen decides when to leave
    exit_with_parent()
    begin()
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        connection.send(Envelope(NOBODY, ControlMessage.READY))
        while True:
            generation, request = connection.recv()
            _carry_out(connection, generation, request, latest)
            connection.send(Envelope(generation, ControlMessage.DONE))


def _carry_out(connection: Connection, generation: int, data: bytes, latest: Any) -> None:
    def stop() -> bool:
        return bool(latest.value != generation)

    try:
        request: LookaheadRequest = pickle.loads(data)  # noqa: S301  # our own, from our parent
        for answer in request.answers(stop):
            if stop():
                return
            connection.send(Envelope(generation, answer))
    except StoppedError:
        return
    except (EOFError, OSError):
        raise
    except Exception as error:  # the screen shows any error
        connection.send(Envelope(generation, Failure(f"{type(error).__name__}: {error}")))
