"""Messages of a worker: an envelope for all of them, and payloads that are no answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

NOBODY = 0
"""The generation of messages that belong to no request."""


class ControlMessage(Enum):
    """What a worker reports to its client only."""

    READY = "ready"
    """The worker has started, and reads requests."""
    DONE = "done"
    """The worker has ended a request, successfully or not, and reads the next one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A request failed, or no request can be answered any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """A worker ended unexpectedly, and another one was started."""

    reason: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message of a worker."""

    generation: int
    """The generation of the request."""
    payload: Any
    """An answer, a `Failure` or a `ControlMessage`."""
