"""Whatever is done with the lookahead, in whatever order: no request is left without an end.

A hypothesis machine drives the real client and a real worker: asks, stops, other games, switching off and on, closing,
killing the worker, stopping it as a terminal does, processes that cannot be started, slow and deaf requests. Whenever
it settles, every client must bring its latest request to an answer or to an error that is told, within a time that only
a stuck one needs. Answers are to the request whose generation they have, and nothing is told after the end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sim.lookahead.requests import DraftRequest, LookaheadPosition, LookaheadRequest, SearchRequest
from sim.lookahead.search_limit import SearchLimit
from sim.model.move import Move
from tests.lookahead.views import MOVE, firm, view
from tests.tui.thinking.asked import KINDS, LOSING, number_of
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.client import Client, WorkerClient
from tui.thinking.envelope import Failure
from tui.thinking.lookahead_clients import LookaheadClients
from tui.thinking.state import TRANSITIONS, ClientState
from tui.thinking.worker import Worker

SECONDS = 60.0
"""seconds; after which a request counts as stuck. Only a test that fails takes so long."""

SHORT = {ClientState.STARTING: 5.0, ClientState.THINKING: 1.5, ClientState.STOPPING: 1.5}
"""seconds; for which a worker may be silent here, where some never answer."""

STEPS = 50
"""acts of one run."""

ACTS: Counter[str] = Counter()
"""What was done in all runs."""


@dataclass
class Put:
    """What was put to a client."""

    client: WorkerClient
    generation: int
    number: int


class Machine(RuleBasedStateMachine):
    """The lookahead of a session, and whoever does something with it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = threading.Condition()
        self.told: list[LookaheadAnswered] = []
        self.put: dict[tuple[int, int], Put] = {}
        self.workers: list[Worker] = []
        self.clients: list[WorkerClient] = []
        self.refusing = False
        self.count = 0
        self.lookahead = self._session()

    def _session(self) -> LookaheadClients:
        lookahead = LookaheadClients(self._client)
        lookahead.listener = self._hear
        return lookahead

    def _client(self, _: object) -> Client:
        client = WorkerClient(self._hear, self._start, SHORT)
        self.clients.append(client)
        return client

    def _start(self) -> Worker:
        if self.refusing:
            raise OSError("no more processes")
        worker = Worker()
        self.workers.append(worker)
        return worker

    def _hear(self, answer: LookaheadAnswered) -> None:
        with self.heard:
            self.told.append(answer)
            self.heard.notify_all()

    def _both(self) -> list[WorkerClient]:
        both = (self.lookahead.thinking, self.lookahead.drafting)
        return [client for client in both if isinstance(client, WorkerClient)]

    def _chosen(self, second: bool) -> WorkerClient:
        self.lookahead.start()
        client = self.lookahead.drafting if second else self.lookahead.thinking
        assert isinstance(client, WorkerClient)
        return client

    def _ask(self, client: WorkerClient, request: LookaheadRequest, number: int = 0) -> None:
        generation = client.ask(request)
        self.put[id(client), generation] = Put(client, generation, number)

    def _resolved(self, client: WorkerClient) -> bool:
        """Whether the latest request has come to an end, or nothing is asked."""
        here = (id(client), client.generation)
        return here not in self.put or any((id(a.client), a.generation) == here for a in self.told)

    # what is done

    @rule(second=st.booleans(), kind=st.sampled_from(KINDS))
    @precondition(lambda self: self.lookahead.on)
    def ask(self, second: bool, kind: type) -> None:
        """Ask something."""
        ACTS["ask"] += 1
        self.count += 1
        self._ask(self._chosen(second), kind(self.count), self.count)

    @rule(second=st.booleans(), kind=st.sampled_from(LOSING), chance=st.integers(0, 3))
    @precondition(lambda self: self.lookahead.on)
    def ask_what_costs_the_process(self, second: bool, kind: type, chance: int) -> None:
        """Now and then, as another process takes its time."""
        ACTS["ask what loses the worker"] += not chance
        if not chance:
            self.count += 1
            self._ask(self._chosen(second), kind(self.count), self.count)

    @rule(second=st.booleans(), week=st.sampled_from([0, 130]))
    @precondition(lambda self: self.lookahead.on)
    def ask_for_real(self, second: bool, week: int) -> None:
        """Lines, or what a move changes."""
        ACTS["ask for real"] += 1
        position = LookaheadPosition(firm(), view(week=week), "quarter", (0, 1, 2), 18_000.0, MOVE)
        request = (
            DraftRequest(position, Move((90, 90, 90), (30,) * 3))
            if second
            else SearchRequest(position, 3, SearchLimit(futures=100))
        )
        self._ask(self._chosen(second), request)

    @rule()
    def stop(self) -> None:
        """As at the end of a game."""
        ACTS["stop"] += 1
        self.lookahead.rest()

    @rule()
    @precondition(lambda self: self.lookahead.on)
    def switch_game(self) -> None:
        """The old screen's rest may come before or behind what the new one asks."""
        ACTS["switch game"] += 1
        self.lookahead.rest()
        self.lookahead.listener = None
        self.ask(False, KINDS[0])
        self.lookahead.listener = self._hear

    @rule()
    def toggle(self) -> None:
        """Off, or on."""
        ACTS["toggle"] += 1
        self.lookahead.turn(not self.lookahead.on)

    @rule(chance=st.integers(0, 3))
    def close(self, chance: int) -> None:
        """End all of it; what is asked next begins anew."""
        ACTS["close"] += not chance
        if not chance:
            self.lookahead.close()
            self.count += 1

    @rule(second=st.booleans(), how=st.sampled_from([signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP]))
    def kill(self, second: bool, how: signal.Signals) -> None:
        """The worker ends, or stands still."""
        worker = self._chosen(second)._worker if self.lookahead.on else None
        if worker is not None and worker.process.pid is not None:
            ACTS[how.name] += 1
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                os.kill(worker.process.pid, how)

    @rule(chance=st.integers(0, 5))
    def refuse(self, chance: int) -> None:
        """The system starts no processes, or does so again."""
        ACTS["refuse processes"] += 1
        refusing = self.refusing = not chance
        if not refusing and self.lookahead.trouble:
            self.lookahead.turn(True)

    @rule()
    def settle(self) -> None:
        """Every latest request comes to an end."""
        ACTS["settle"] += 1
        with self.heard:
            for client in self._both():
                done = self.heard.wait_for(lambda: self._resolved(client), SECONDS)  # noqa: B023
                assert done, f"stuck: {client.state}, generation {client.generation}"

    # what always holds

    @invariant()
    def answers_are_to_their_requests(self) -> None:
        """Nobody gets another one's answer, and an error says why."""
        with self.heard:
            for answer in self.told:
                put = self.put.get((id(answer.client), answer.generation))
                number = number_of(answer.payload)
                assert number is None or (put is not None and put.number == number)
                assert not isinstance(answer.payload, Failure) or answer.payload.reason
        assert all(client.state in TRANSITIONS for client in self.clients)

    @invariant()
    def what_failed_says_so(self) -> None:
        """A client without a worker says why."""
        assert all((c.state is ClientState.FAILED) <= bool(c.reason) for c in self.clients)

    def teardown(self) -> None:
        """After the last act all comes to rest, and no process is left."""
        self.settle()
        self.lookahead.close()
        for client in self.clients:
            client._thread.join(SECONDS)
            assert not client._thread.is_alive()
            assert client.state is ClientState.CLOSED
        told = len(self.told)
        assert all(_gone(worker) for worker in self.workers)
        assert len(self.told) == told


def _gone(worker: Worker) -> bool:
    return worker.process.exitcode is not None


def _run(acts: int, **given: object) -> None:
    ACTS.clear()
    of = settings(
        max_examples=-(-acts // STEPS),
        stateful_step_count=STEPS,
        phases=[Phase.generate],  # no two runs are alike in time, so a smaller one shows nothing
        suppress_health_check=list(HealthCheck),
        database=None,
        **given,  # type: ignore[arg-type]
    )
    run_state_machine_as_test(Machine, settings=of)


def test_no_request_is_left_without_an_end() -> None:
    _run(100, derandomize=True)


@pytest.mark.full
def test_no_request_is_left_without_an_end_in_ten_thousand_acts() -> None:
    _run(16_000)  # some acts have nothing to do
    assert sum(ACTS.values()) >= 10_000, ACTS
