"""The client of a worker process.

It has one state, and one thread that communicates with the process. Callers never wait, and each request ends in one of
three ways: it is answered, it fails with an error, or it is superseded by the next one. None of them depends on anybody
reading the answers.
"""

from __future__ import annotations

import contextlib
import logging
import math
import pickle
import textwrap
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Protocol

from tui.runtime.messages import LookaheadAnswered
from tui.thinking.envelope import ControlMessage, Envelope, Failure, Restarted
from tui.thinking.state import FINAL_STATES, TIMEOUTS, TRANSITIONS, ClientState
from tui.thinking.worker import Worker

if TYPE_CHECKING:
    from sim.lookahead.requests import LookaheadRequest

LOG = logging.getLogger("tactegic.lookahead")

POLL_INTERVAL = 1.0
"""seconds; after which a worker that has said nothing is looked at. Beats are counted, not the clock: a machine that
slept, or a terminal that was stopped, has not waited."""

MAX_STARTS = 3
"""workers; that are started one after the other where none of them comes to be ready."""

MAX_TRIES = 2
"""times; that a request is sent, where the worker ends with it."""

MAX_REASON_LENGTH = 160
"""characters; length to which errors are shortened."""

ENDED = "the lookahead's process has ended"
NOT_RESPONDING = "the lookahead's process did not answer"
NOT_STARTED = "the lookahead's process could not be started"
NO_ANSWER = "the lookahead's process found no answer"

AnswerListener = Callable[[LookaheadAnswered], object]
"""Receives answers; called from the client's thread."""


class Client(Protocol):
    """As `WorkerClient`; tests have others."""

    @property
    def generation(self) -> int:
        """The generation of the latest request; it grows with every `ask`, `stop` and `close`."""
        ...

    @property
    def reason(self) -> str:
        """Why requests are not answered any more; empty as long as they are."""
        ...

    def ask(self, request: LookaheadRequest) -> int:
        """Start a request, which supersedes the one before; returns its generation."""
        ...

    def stop(self) -> None:
        """Stop the current request."""
        ...

    def close(self) -> None:
        """End; no more answers are sent."""
        ...


@dataclass(slots=True)
class _Task:
    """The latest request, until the worker is done with it."""

    request: LookaheadRequest
    answered: bool = False
    tries: int = 0


class _LostError(Exception):
    """The worker cannot be used any more."""


class WorkerClient:
    """Keeps a worker running: if it ends, another one is started."""

    def __init__(
        self,
        tell: AnswerListener,
        start: Callable[[], Worker] = Worker,
        times: Mapping[ClientState, float] = TIMEOUTS,
    ) -> None:
        """`times` are the seconds for which a worker may be silent."""
        self._tell, self._start, self._times = tell, start, times
        self.reason = ""
        self._lock = threading.Lock()
        """held for assignments only, never while anything is waited for."""
        self._state, self._generation = ClientState.STARTING, 0
        self._task: _Task | None = None
        self._worker: Worker | None = None
        self._bell, self._ringer = Pipe(duplex=False)
        self._rung = False
        self._thread = threading.Thread(target=self._run, name="lookahead", daemon=True)
        try:
            self._thread.start()
        except RuntimeError as error:  # the system has no thread to spare
            self._fail(f"{NOT_STARTED} ({shorten_reason(error)})")

    @property
    def state(self) -> ClientState:
        """What it is doing."""
        return self._state

    @property
    def generation(self) -> int:
        """The generation of the latest request; it grows with every `ask`, `stop` and `close`."""
        return self._generation

    def ask(self, request: LookaheadRequest) -> int:
        """Start a request, which supersedes the one before; returns its generation."""
        return self._turn_to(_Task(request))

    def stop(self) -> None:
        """Stop the current request."""
        self._turn_to(None)

    def close(self) -> None:
        """End the process; no more answers are sent."""
        with self._lock:
            self._to(ClientState.CLOSED)
            self._generation, self._task = self._generation + 1, None
            if self._worker is not None:
                self._worker.kill()
            self._ring()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(POLL_INTERVAL)  # a worker that is just being started ends by itself when we do

    def _turn_to(self, task: _Task | None) -> int:
        with self._lock:
            self._generation += 1
            generation, failed = self._generation, self._state is ClientState.FAILED
            self._task = None if self._state in FINAL_STATES else task
            if self._state is ClientState.THINKING:
                self._to(ClientState.STOPPING)
            if self._worker is not None:
                self._worker.turn_to(generation)
            self._ring()
        if failed and task is not None:
            self._say(generation, Failure(self.reason))
        return generation

    def _to(self, state: ClientState) -> None:
        assert state in TRANSITIONS[self._state], (self._state, state)
        self._state = state

    def _ring(self) -> None:
        """Let the thread look at what is wanted. One ring is enough, so this never waits."""
        if not self._rung and not self._ringer.closed:
            self._rung = True
            self._ringer.send_bytes(b"!")

    def _say(self, generation: int, payload: Any) -> None:
        if self._state is not ClientState.CLOSED:
            try:
                self._tell(LookaheadAnswered(self, generation, payload))
            except Exception as error:  # the listener may be gone, and may fail in any way
                LOG.debug("not heard", exc_info=error)

    # the thread

    def _run(self) -> None:
        starts, why = 0, ""
        while self._begin(why, starts):
            try:
                with self._working() as worker:
                    self._attend(worker)
            except _LostError as error:
                why = str(error)
                if self._state is not ClientState.CLOSED:  # else we have ended it
                    LOG.warning("a worker was lost: %s", why)
            except Exception as error:  # a fault of ours: another worker is tried all the same
                why = _error_name(error)
                LOG.exception("the client failed")
            starts = starts + 1 if self._state is ClientState.STARTING else 0
        with self._lock:
            self._bell.close()
            self._ringer.close()

    def _begin(self, why: str, starts: int) -> bool:
        """Whether to start a worker. A restart is reported with its reason."""
        if starts >= MAX_STARTS:
            self._fail(why)
        with self._lock:
            if self._state in FINAL_STATES:
                return False
            self._to(ClientState.STARTING)
            generation, task = self._generation, self._task
            failed = task is not None and task.tries >= MAX_TRIES
            if failed:
                self._task = None
        if why:
            self._say(generation, Failure(why) if failed else Restarted(why))
        return True

    def _fail(self, why: str) -> None:
        with self._lock:
            if self._state is ClientState.CLOSED:
                return
            self._to(ClientState.FAILED)
            self.reason, self._task, generation = why, None, self._generation
        self._say(generation, Failure(why))

    @contextlib.contextmanager
    def _working(self) -> Iterator[Worker]:
        """A worker, from its start to its end."""
        try:
            worker = self._start()
        except Exception as error:  # whatever keeps a process from starting
            raise _LostError(f"{NOT_STARTED} ({shorten_reason(error)})") from error
        try:
            with self._lock:
                self._worker = worker
            yield worker
        finally:
            with self._lock:
                self._worker = None
            worker.close()

    def _attend(self, worker: Worker) -> None:
        """Hand over what is wanted and hear what is answered until the client is closed. Raises _LostError."""
        silent, state = 0.0, self._state
        while self._state is not ClientState.CLOSED:
            self._hand_over(worker)
            if self._state is not state:
                silent, state = 0.0, self._state
            began = time.monotonic()
            ready = wait(
                [worker.connection, self._bell], None if state is ClientState.IDLE else POLL_INTERVAL
            )
            silent += min(POLL_INTERVAL, time.monotonic() - began)
            if self._bell in ready:
                self._bell.recv_bytes()
                self._rung = False
            if worker.connection in ready:
                with _in_time(worker, self._times[ClientState.STOPPING]):
                    envelope = worker.receive()
                self._hear(envelope)
                silent = 0.0
            elif silent >= self._times.get(state, math.inf):
                raise _LostError(NOT_RESPONDING)

    def _hand_over(self, worker: Worker) -> None:
        with self._lock:
            task, generation = self._task, self._generation
            if self._state is not ClientState.IDLE or task is None:
                return
            self._to(ClientState.THINKING)
            task.tries += 1
            worker.turn_to(generation)
        try:
            data = pickle.dumps(task.request)
        except Exception as error:  # reported like any other error of a request
            self._hear(Envelope(generation, Failure(_error_name(error))))
            self._hear(Envelope(generation, ControlMessage.DONE))
        else:
            with _in_time(worker, self._times[ClientState.STOPPING]):
                worker.send(generation, data)

    def _hear(self, envelope: Envelope) -> None:
        payload, generation = envelope.payload, envelope.generation
        with self._lock:
            task = self._task if generation == self._generation else None
            if self._state is ClientState.CLOSED:
                return
            if isinstance(payload, ControlMessage):
                self._to(ClientState.IDLE)
            if task is None or payload is ControlMessage.READY:
                return
            if payload is ControlMessage.DONE:
                self._task = None
                if task.answered:
                    return
                payload = Failure(NO_ANSWER)
            task.answered = True
        self._say(generation, payload)


def shorten_reason(error: object) -> str:
    """An error in one short line."""
    return textwrap.shorten(str(error), MAX_REASON_LENGTH, placeholder=" …")


def _error_name(error: Exception) -> str:
    return f"{type(error).__name__}: {shorten_reason(error)}"


@contextlib.contextmanager
def _in_time(worker: Worker, seconds: float) -> Iterator[None]:
    """Within it a message is read or sent. Raises _LostError where the worker has ended, or sends what cannot be read;
    one that stops amid a message is ended.
    """
    timer = threading.Timer(seconds, worker.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        raise _LostError(ENDED) from error
    finally:
        timer.cancel()
