"""Minds for tests: one that says what it is told to, and real small answers for it to say."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sim.base.progress import StopCallback, StoppedError
from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.requests import DraftRequest, LookaheadPosition, LookaheadRequest, SearchRequest
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.model.move import Move
from tests.tui.driving import Driver
from tui.controllers.lookahead import LookaheadController
from tui.runtime.messages import LookaheadAnswered
from tui.screens.play import PlayScreen
from tui.thinking.client import ENDED, AnswerListener, Client
from tui.thinking.envelope import Failure
from tui.thinking.lookahead_clients import LookaheadClients

FUTURES = 100
"""futures; after which an answer of a test is good enough."""

MOMENT = 2
"""answers; after which a quick mind has thought enough."""


class ToldMind:
    """A client that tells what a test says, however old: what is late is the app's to know."""

    def __init__(self, tell: AnswerListener) -> None:
        self._tell = tell
        self.requests: list[LookaheadRequest] = []
        self.by_generation: dict[int, LookaheadRequest] = {}
        self.generation = 0
        self.reason = ""
        self.closed = self.stopped = False

    def ask(self, request: LookaheadRequest) -> int:
        self.requests.append(request)
        self.generation += 1
        self.by_generation[self.generation] = request
        self.stopped = False
        return self.generation

    def stop(self) -> None:
        self.generation += 1
        self.stopped = True

    def close(self) -> None:
        self.generation += 1
        self.closed = True

    def say(self, payload: Any, generation: int | None = None) -> None:
        """Tell something about a request, the latest where none is named."""
        self._tell(LookaheadAnswered(self, self.generation if generation is None else generation, payload))

    def die(self) -> None:
        """As a client that can keep no worker."""
        self.reason = ENDED
        self.say(Failure(ENDED))


class QuickMind:
    """A client that thinks for real, but in a thread, and about everything for a moment only."""

    def __init__(self, tell: AnswerListener) -> None:
        self._requests: queue.Queue[tuple[int, LookaheadRequest] | None] = queue.Queue()
        self._tell, self.generation, self.reason = tell, 0, ""
        threading.Thread(target=self._run, daemon=True).start()

    def ask(self, request: LookaheadRequest) -> int:
        self.generation += 1
        self._requests.put((self.generation, request))
        return self.generation

    def stop(self) -> None:
        self.generation += 1

    def close(self) -> None:
        self.stop()
        self._requests.put(None)

    def _run(self) -> None:
        while (asked := self._requests.get()) is not None:
            generation, request = asked
            for payload in self._answers(request, lambda: self.generation != generation):  # noqa: B023
                if self.generation == generation:
                    self._tell(LookaheadAnswered(self, generation, payload))

    @staticmethod
    def _answers(request: LookaheadRequest, stop: StopCallback) -> Iterator[Any]:
        try:
            yield from islice(request.answers(stop), MOMENT)
        except StoppedError:
            pass
        except Exception as error:  # as a worker tells it
            yield Failure(f"{type(error).__name__}: {error}")


class Minds:
    """The two minds of a game, and what is foreseen in it."""

    def __init__(self, *, on: bool = True) -> None:
        self.made: list[ToldMind] = []
        self.lookahead = LookaheadClients(self._make, on=on)

    def _make(self, tell: AnswerListener) -> ToldMind:
        self.made.append(ToldMind(tell))
        return self.made[-1]

    @property
    def thinking(self) -> ToldMind:
        return self._of(self.lookahead.thinking)

    @property
    def drafting(self) -> ToldMind:
        return self._of(self.lookahead.drafting)

    @staticmethod
    def _of(client: Client | None) -> ToldMind:
        """One of the two; there are others, which look back."""
        assert isinstance(client, ToldMind)
        return client

    @property
    def asked(self) -> list[SearchRequest]:
        return [request for request in self.thinking.requests if isinstance(request, SearchRequest)]

    @property
    def weighed(self) -> list[DraftRequest]:
        return [request for request in self.drafting.requests if isinstance(request, DraftRequest)]

    async def tell_lines(self, driver: Driver) -> LookaheadSnapshot:
        """Answer the latest request for lines, and wait until that is taken over."""
        await driver.until("lines are asked for", lambda: self.asked)
        told = snapshot(self.asked[-1])
        self.thinking.say(told)
        await driver.until("they are taken over", lambda: foresight(driver).snapshot is told)
        return told

    async def tell_effect(self, driver: Driver, *, flow: bool = False) -> DraftEffect:
        """Answer the latest request about a draft, and wait until that is taken over."""
        request = self.weighed[-1]
        told = effect(request.position, request.move, request.best, flow=flow)
        self.drafting.say(told)
        await driver.until("it is taken over", lambda: foresight(driver).effect is told)
        return told

    async def is_weighed(self, driver: Driver) -> DraftRequest:
        """Wait until the draft is asked about."""
        whole = driver.session.draft
        await driver.until("the draft is weighed", lambda: self.weighed and self.weighed[-1].move == whole)
        return self.weighed[-1]


def foresight(driver: Driver) -> LookaheadController:
    """What the play screen foresees."""
    screen = driver.app.screen
    assert isinstance(screen, PlayScreen)
    return screen.foresight


def snapshot(request: SearchRequest) -> LookaheadSnapshot:
    """A quick answer; real lines of few futures."""
    quick = replace(request, limit=SearchLimit(futures=FUTURES))
    return next(iter(quick.answers(lambda: False)))


def effect(
    position: LookaheadPosition, move: Move, best: tuple[Move, ...] = (), *, flow: bool = False
) -> DraftEffect:
    """A quick answer: from the flow, or from few futures."""
    answers = DraftRequest(position, move, best).answers(lambda: False)
    first = next(answers)
    return first if flow else next(answers)
