"""The process that thinks beside the screen: answers of the latest request only, and no process left behind."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sim.lookahead.drafts import Effect
from sim.lookahead.imagine import Stop
from sim.lookahead.limit import Limit
from sim.lookahead.snapshot import Snapshot
from sim.lookahead.worker import Failure, Position, Think, Weigh, Worker
from sim.model.move import Move
from tests.lookahead.views import MOVE, firm, view


def _position(week: int = 130) -> Position:
    return Position(firm(), view(week=week), "quarter", (0, 1, 2), 18_000.0, MOVE)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    thinking = Worker()
    yield thinking
    thinking.close()


def _none_left() -> Iterator[Snapshot]:
    raise RuntimeError("no futures left")


@dataclass(frozen=True)
class Broken:
    """A request that fails."""

    def answers(self, generation: int, stop: Stop) -> Iterator[Snapshot]:  # noqa: ARG002  # as requests have it
        yield from _none_left()


def test_it_thinks_and_weighs(worker: Worker) -> None:
    generation = worker.ask(Think(_position(), limit=Limit(futures=600)))
    first = worker.answer()
    assert isinstance(first, Snapshot)
    assert (first.generation, first.week, len(first.lines)) == (generation, 130, 3)
    worker.ask(Weigh(_position(), Move((90, 90, 90), (30,) * 3)))
    effects = [worker.answer() for _ in range(2)]
    assert all(isinstance(effect, Effect) for effect in effects)
    assert [effect.flow for effect in effects if isinstance(effect, Effect)] == [True, False]
    assert all(effect.now.mean < -0.3 for effect in effects if isinstance(effect, Effect))


def test_a_new_request_takes_the_place_of_the_one_before(worker: Worker) -> None:
    worker.ask(Think(_position(0)))
    assert isinstance(worker.answer(), Snapshot)
    generation = worker.ask(Weigh(_position(), MOVE))
    answer = worker.answer()
    assert isinstance(answer, Effect)
    assert answer.generation == generation


def test_a_request_that_fails_is_told_and_the_next_one_is_answered(worker: Worker) -> None:
    generation = worker.ask(Broken())
    assert worker.answer() == Failure(generation, "RuntimeError: no futures left")
    worker.ask(Weigh(_position(), MOVE))
    assert isinstance(worker.answer(), Effect)


def test_holding_the_last_move_changes_nothing(worker: Worker) -> None:
    worker.ask(Weigh(_position(), MOVE))
    effect = worker.answer()
    assert isinstance(effect, Effect)
    assert (effect.now.mean, effect.score.mean, effect.value.mean) == (0, 0, 0)


def test_closed_in_the_middle_of_thinking_it_is_gone() -> None:
    thinking = Worker()
    thinking.ask(Think(_position(0)))
    assert isinstance(thinking.answer(), Snapshot)
    began = time.monotonic()
    thinking.close()
    assert time.monotonic() - began < 10
    assert thinking.answer() is None
    assert "tactegic lookahead" not in [p.name for p in multiprocessing.active_children() if not p.is_alive()]


def test_who_asks_a_process_that_died_gets_no_answer() -> None:
    thinking = Worker()
    thinking._process.kill()
    thinking._process.join()
    thinking.ask(Think(_position()))
    assert thinking.answer() is None
    thinking.close()
