"""The client of the process that thinks: answers of the latest request, an end of every request, no process left."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.requests import DraftRequest, LookaheadPosition, SearchRequest
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.model.move import Move
from sim.play.companion_bot import play_companion
from sim.play.companion_request import CompanionRequest
from tests.lookahead.views import MOVE, firm, view
from tests.making import game
from tests.tui.thinking.asked import (
    Broken,
    Deadly,
    Deaf,
    Empty,
    Endless,
    Large,
    Mute,
    Quick,
    Slow,
    Spoiling,
    Unsendable,
)
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.client import ENDED, NO_ANSWER, NOT_RESPONDING, WorkerClient
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.state import TIMEOUTS, ClientState
from tui.thinking.worker import Worker

SECONDS = 60.0
"""seconds; after which something is given up. Only a test that fails takes so long, however busy the machine is."""

SHORT = {ClientState.STARTING: SECONDS, ClientState.THINKING: 1.0, ClientState.STOPPING: 1.0}
"""seconds; for which a worker may be silent, where a test waits for that."""


class Ear:
    """Hears a client."""

    def __init__(self, **given: Any) -> None:
        self.heard: queue.Queue[LookaheadAnswered] = queue.Queue()
        self.client = WorkerClient(self.heard.put, **given)

    def next(self) -> Any:
        """The next thing that is told, of whatever generation; fails where nothing comes."""
        return self.heard.get(timeout=SECONDS).payload

    def latest(self) -> Any:
        """The next thing that is told of the latest request."""
        while True:
            told = self.heard.get(timeout=SECONDS)
            if told.current:
                return told.payload


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    opened = Ear()
    yield opened
    opened.client.close()


def _position(week: int = 130) -> LookaheadPosition:
    return LookaheadPosition(firm(), view(week=week), "quarter", (0, 1, 2), 18_000.0, MOVE)


def test_it_thinks_and_weighs(ear: Ear) -> None:
    ear.client.ask(SearchRequest(_position(), limit=SearchLimit(futures=600)))
    first = ear.latest()
    assert isinstance(first, LookaheadSnapshot)
    assert (first.week, len(first.lines)) == (130, 3)
    ear.client.ask(DraftRequest(_position(), Move((90, 90, 90), (30,) * 3)))
    effects = [ear.latest() for _ in range(2)]
    assert [effect.flow for effect in effects if isinstance(effect, DraftEffect)] == [True, False]
    assert all(effect.now.mean < -0.3 for effect in effects)


def test_holding_the_last_move_changes_nothing(ear: Ear) -> None:
    ear.client.ask(DraftRequest(_position(), MOVE))
    effect = ear.latest()
    assert (effect.now.mean, effect.score.mean, effect.value.mean) == (0, 0, 0)


def test_a_bot_plays_in_it(ear: Ear) -> None:
    setup = replace(game().setup, beside="captain")
    ear.client.ask(CompanionRequest(setup))
    assert [ear.latest() for _ in range(4)] == list(play_companion(setup))


@pytest.mark.parametrize("first", [Slow(1, 100_000), Deaf(1), Quick(1), Large(1)])
def test_a_new_request_takes_the_place_of_the_one_before(ear: Ear, first: Any) -> None:
    ear.client.ask(first)
    ear.client.ask(Quick(2))
    assert ear.latest() == 2


def test_the_first_request_may_be_stopped_before_its_worker_has_started() -> None:
    """As when a game is left at once: the cause of a lookahead that was dead for the rest of a session."""
    ear = Ear()
    ear.client.ask(Quick(1))
    ear.client.stop()
    ear.client.ask(Quick(2))
    assert ear.latest() == 2
    ear.client.close()


def test_who_does_not_listen_changes_nothing() -> None:
    heard: queue.Queue[LookaheadAnswered] = queue.Queue()

    def deaf(answer: LookaheadAnswered) -> None:
        heard.put(answer)
        raise RuntimeError("this screen is gone")

    client = WorkerClient(deaf)
    try:
        for number in range(3):
            client.ask(Quick(number))
            while heard.get(timeout=SECONDS).payload != number:
                pass
    finally:
        client.close()


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (Broken(1), "RuntimeError: no futures left"),
        (Empty(1), NO_ANSWER),
        (Unsendable(1), "pickle"),
        (Mute(1), "pickle"),
    ],
)
def test_a_request_that_fails_is_told_and_the_next_one_is_answered(
    ear: Ear, request_: Any, reason: str
) -> None:
    ear.client.ask(request_)
    failure = ear.latest()
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    ear.client.ask(Quick(2))
    assert ear.latest() == 2


@pytest.mark.parametrize("request_", [Deadly(1), Spoiling(1)])
def test_a_request_that_costs_its_process_is_tried_twice_then_it_fails(ear: Ear, request_: Any) -> None:
    ear.client.ask(request_)
    assert [ear.latest(), ear.latest()] == [Restarted(ENDED), Failure(ENDED)]
    ear.client.ask(Quick(2))
    assert ear.latest() == 2
    assert not ear.client.reason


def test_a_request_that_is_never_answered_fails() -> None:
    ear = Ear(times=SHORT)
    try:
        ear.client.ask(Endless(1))
        assert [ear.latest(), ear.latest()] == [Restarted(NOT_RESPONDING), Failure(NOT_RESPONDING)]
    finally:
        ear.client.close()


def test_a_process_that_ended_is_started_again_and_said_and_answers(ear: Ear) -> None:
    ear.client.ask(Quick(1))
    assert ear.latest() == 1
    ear.client.ask(Slow(2, 100_000))
    _kill(ear.client, signal.SIGKILL)
    assert ear.latest() == Restarted(ENDED)
    ear.client.ask(Quick(3))
    assert ear.latest() == 3


def test_a_process_that_stands_still_is_ended_and_another_one_answers() -> None:
    ear = Ear(times={**TIMEOUTS, ClientState.STOPPING: 1.0})
    try:
        ear.client.ask(Quick(1))
        assert [ear.latest() for _ in range(3)] == [1, 1, 1]
        _kill(ear.client, signal.SIGSTOP)
        ear.client.ask(Large(2))  # which no pipe holds
        told = ear.latest()
        assert isinstance(told, Restarted)
        assert ear.latest().number == 2
    finally:
        ear.client.close()


def test_where_no_process_can_be_started_every_request_fails_at_once() -> None:
    def fail() -> Worker:
        raise OSError("no more processes")

    ear = Ear(start=fail)
    ear.client.ask(Quick(1))
    while not isinstance(failure := ear.latest(), Failure):
        pass
    assert "no more processes" in failure.reason
    assert ear.client.state is ClientState.FAILED
    ear.client.ask(Quick(2))
    assert ear.latest() == Failure(ear.client.reason)
    ear.client.close()


def test_closed_in_the_middle_of_thinking_it_is_gone() -> None:
    ear = Ear()
    ear.client.ask(SearchRequest(_position(0)))
    assert isinstance(ear.latest(), LookaheadSnapshot)
    worker = ear.client._worker
    assert worker is not None
    ear.client.close()
    assert worker.process.exitcode is not None
    assert worker.process not in multiprocessing.active_children()
    ear.client.ask(Quick(1))  # and this does no harm
    assert ear.client.state is ClientState.CLOSED


PARENT = """
import threading, os
from tests.tui.thinking.asked import Endless
from tui.thinking.client import WorkerClient
if __name__ == "__main__":
    client = WorkerClient(print)
    client.ask(Endless(1))
    while client.state.value != "thinking": threading.Event().wait(0.01)
    print(client._worker.process.pid, flush=True)
    threading.Event().wait()
"""


def test_a_worker_ends_with_its_parent_whatever_it_is_doing(tmp_path: Any) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, program],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    _is_gone(worker)


def _is_gone(process: int) -> None:
    """Wait until it is."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("it lives on")


def _kill(client: WorkerClient, how: signal.Signals) -> None:
    assert client._worker is not None
    pid = client._worker.process.pid
    assert pid is not None
    os.kill(pid, how)
