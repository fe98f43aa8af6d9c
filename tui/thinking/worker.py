"""The process that thinks. It says when it is ready, answers one request after the other, and says when each has ended.

Nobody sends it a request before it is ready for one, so neither side ever waits for the other to read.
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
    """Begin with nothing."""


class Worker:
    """One process, from its start to its end. All of it is called by the client's thread, but for `turn_to` and `kill`,
    which never wait.
    """

    def __init__(self, begin: Callable[[], None] = _nothing) -> None:
        """`begin` is called in the process before all else. Raises what keeps a process from starting."""
        context = get_context("spawn")
        # no lock: one side writes, and a lock that a process took to its grave would hold the other for good
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
        """Stop the request that is being carried out, unless it is of this generation."""
        self._latest.value = generation

    def send(self, generation: int, request: bytes) -> None:
        """Send a request, pickled. Raises OSError where the process is gone."""
        self.connection.send((generation, request))

    def receive(self) -> Envelope:
        """What it has sent. Raises EOFError or OSError where the process is gone."""
        envelope: Envelope = self.connection.recv()
        return envelope

    def kill(self) -> None:
        """End the process, in whatever state it is: it holds nothing but what it was sent."""
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
    except Exception as error:  # whatever it is, the screen tells it
        connection.send(Envelope(generation, Failure(f"{type(error).__name__}: {error}")))
