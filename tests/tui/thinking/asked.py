"""Requests for tests, each of another kind: quick, slow, deaf, broken, deadly. Answers say which request it was."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.base.progress import StopCallback, StoppedError

BIG = 1 << 20
"""bytes; more than any pipe holds."""

STEP = 0.001
"""seconds; between two looks of a slow request at whether it is wanted."""


@dataclass(frozen=True)
class Asked:
    """A request that a test knows again."""

    number: int


@dataclass(frozen=True)
class Quick(Asked):
    """Answers three times."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002  # as requests have it
        for _ in range(3):
            yield self.number


@dataclass(frozen=True)
class Slow(Asked):
    """Takes its time, and looks whether it is wanted as real ones do."""

    steps: int = 200

    def answers(self, stop: StopCallback) -> Iterator[int]:
        for _ in range(self.steps):
            if stop():
                raise StoppedError
            threading.Event().wait(STEP)
        yield self.number


@dataclass(frozen=True)
class Deaf(Asked):
    """Does not look whether it is wanted."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        threading.Event().wait(50 * STEP)
        yield self.number


@dataclass(frozen=True)
class Endless(Asked):
    """Never answers, and never looks."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        threading.Event().wait()
        yield self.number


@dataclass(frozen=True)
class Empty(Asked):
    """Has no answer."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        return iter(())


@dataclass(frozen=True)
class Broken(Asked):
    """Fails."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        raise RuntimeError("no futures left")


@dataclass(frozen=True)
class Deadly(Asked):
    """Ends its process."""

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        os._exit(3)


@dataclass(frozen=True)
class Large(Asked):
    """Larger than a pipe, and so is its answer."""

    weight: bytes = bytes(BIG)

    def answers(self, stop: StopCallback) -> Iterator[Any]:  # noqa: ARG002
        yield Heavy(self.number, self.weight)


@dataclass(frozen=True)
class Heavy:
    """A large answer."""

    number: int
    weight: bytes


class Unreadable:
    """An answer that cannot be read where it arrives."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("no number",)


@dataclass(frozen=True)
class Spoiling(Asked):
    """Answers what cannot be read."""

    def answers(self, stop: StopCallback) -> Iterator[Any]:  # noqa: ARG002
        yield Unreadable()


@dataclass(frozen=True)
class Unsendable(Asked):
    """Cannot be sent."""

    what: Any = lambda: 0

    def answers(self, stop: StopCallback) -> Iterator[int]:  # noqa: ARG002
        yield self.number


@dataclass(frozen=True)
class Mute(Asked):
    """Its answer cannot be sent."""

    def answers(self, stop: StopCallback) -> Iterator[Any]:  # noqa: ARG002
        yield lambda: 0


KINDS = (Quick, Quick, Slow, Slow, Deaf, Empty, Broken, Large, Unsendable, Mute)
"""Those that leave their process as it was."""
LOSING = (Deadly, Spoiling, Endless)
"""Those that cost it."""


def number_of(payload: object) -> int | None:
    """Which request an answer is to; None where it does not say so."""
    return payload.number if isinstance(payload, Heavy) else payload if isinstance(payload, int) else None
