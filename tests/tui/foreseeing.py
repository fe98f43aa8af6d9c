"""Minds for tests: one that says what it is told to, and real small answers for it to say."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sim.game.progress import StoppedError
from sim.lookahead.drafts import Effect
from sim.lookahead.limit import Limit
from sim.lookahead.snapshot import Snapshot
from sim.lookahead.worker import Answer, Failure, Position, Request, Think, Weigh
from sim.model.move import Move
from tests.tui.driving import Driver
from tui.foresight import Foresight
from tui.lookahead import Lookahead, Thinker
from tui.screens.play import PlayScreen

FUTURES = 100
"""futures; after which an answer of a test is good enough."""

MOMENT = 2
"""answers; after which a quick mind has thought enough."""


class ToldMind:
    """Answers what a test tells it, and passes everything on, however old: what is late is the app's to know."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.by_generation: dict[int, Request] = {}
        self.generation = 0
        self.closed = self.stopped = False
        self._answers: queue.Queue[Answer | None] = queue.Queue()

    def ask(self, request: Request) -> int:
        self.requests.append(request)
        self.generation += 1
        self.by_generation[self.generation] = request
        self.stopped = False
        return self.generation

    def stop(self) -> None:
        self.generation += 1
        self.stopped = True

    def answer(self) -> Answer | None:
        return self._answers.get()

    def close(self) -> None:
        self.closed = True
        self._answers.put(None)

    def say(self, answer: Answer) -> None:
        self._answers.put(answer)

    def die(self) -> None:
        self._answers.put(None)


class QuickMind:
    """Thinks for real, but in a thread, and about everything for a moment only."""

    def __init__(self) -> None:
        self._requests: queue.Queue[tuple[int, Request] | None] = queue.Queue()
        self._generation = 0
        self._told = self._answers()

    def ask(self, request: Request) -> int:
        self._generation += 1
        self._requests.put((self._generation, request))
        return self._generation

    def stop(self) -> None:
        self._generation += 1

    def answer(self) -> Answer | None:
        return next(self._told, None)

    def close(self) -> None:
        self.stop()
        self._requests.put(None)

    def _answers(self) -> Iterator[Answer]:
        while (asked := self._requests.get()) is not None:
            generation, request = asked
            try:
                yield from islice(request.answers(generation, lambda: self._generation != generation), MOMENT)  # noqa: B023
            except StoppedError:
                pass
            except Exception as error:  # as a worker tells it
                yield Failure(generation, f"{type(error).__name__}: {error}")


class Minds:
    """The two minds of a game, and what is foreseen in it."""

    def __init__(self, *, on: bool = True) -> None:
        self.made: list[ToldMind] = []
        self.lookahead = Lookahead(self._make, on=on)

    def _make(self) -> ToldMind:
        self.made.append(ToldMind())
        return self.made[-1]

    @property
    def thinking(self) -> ToldMind:
        return self._of(self.lookahead.thinking)

    @property
    def drafting(self) -> ToldMind:
        return self._of(self.lookahead.drafting)

    @staticmethod
    def _of(thinker: Thinker | None) -> ToldMind:
        """The mind of a thinker; there are others, which look back."""
        assert thinker is not None
        assert isinstance(thinker._mind, ToldMind)
        return thinker._mind

    @property
    def asked(self) -> list[Think]:
        return [request for request in self.thinking.requests if isinstance(request, Think)]

    @property
    def weighed(self) -> list[Weigh]:
        return [request for request in self.drafting.requests if isinstance(request, Weigh)]

    async def tell_lines(self, driver: Driver) -> Snapshot:
        """Answer the latest request for lines, and wait until that is taken over."""
        await driver.until("lines are asked for", lambda: self.asked)
        told = snapshot(self.asked[-1], self.thinking.generation)
        self.thinking.say(told)
        await driver.until("they are taken over", lambda: foresight(driver).snapshot is told)
        return told

    async def tell_effect(self, driver: Driver, *, flow: bool = False) -> Effect:
        """Answer the latest request about a draft, and wait until that is taken over."""
        request = self.weighed[-1]
        told = effect(request.position, request.move, self.drafting.generation, flow=flow)
        self.drafting.say(told)
        await driver.until("it is taken over", lambda: foresight(driver).effect is told)
        return told

    async def is_weighed(self, driver: Driver) -> Weigh:
        """Wait until the draft is asked about."""
        whole = driver.session.draft
        await driver.until("the draft is weighed", lambda: self.weighed and self.weighed[-1].move == whole)
        return self.weighed[-1]


def foresight(driver: Driver) -> Foresight:
    """What the play screen foresees."""
    screen = driver.app.screen
    assert isinstance(screen, PlayScreen)
    return screen.foresight


def snapshot(request: Think, generation: int) -> Snapshot:
    """A quick answer; real lines of few futures."""
    quick = replace(request, limit=Limit(futures=FUTURES))
    return next(iter(quick.answers(generation, lambda: False)))


def effect(position: Position, move: Move, generation: int, *, flow: bool = False) -> Effect:
    """A quick answer: from the flow, or from few futures."""
    answers = Weigh(position, move).answers(generation, lambda: False)
    first = next(answers)
    return first if flow else next(answers)
