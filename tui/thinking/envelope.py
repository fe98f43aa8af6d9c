"""What comes from a worker: one envelope for all of it, and what there is in it beside answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

NOBODY = 0
"""Generation of no request."""


class ControlMessage(Enum):
    """What a worker says to its client alone."""

    READY = "ready"
    """it has started, and reads requests."""
    DONE = "done"
    """it has ended a request, however that was, and reads the next one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A request ended in an error, or nothing can be answered any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """A worker ended by itself, and another one was started."""

    reason: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that a worker sends."""

    generation: int
    """of the request that it is about,"""
    payload: Any
    """an answer, a `Failure` or a `Sign`."""
