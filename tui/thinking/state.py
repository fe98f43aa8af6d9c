"""What a client is doing, and what may follow on that."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

TO_START = 60.0
"""seconds; for a worker to be ready."""

PATIENCE = 120.0
"""seconds; for which a request may go without an answer."""

TO_STOP = 20.0
"""seconds; for a worker to leave a request that was superseded: it looks after every simulated week."""


class State(Enum):
    """What a client is doing."""

    STARTING = "starting"
    """a worker has been started, and is not ready yet."""
    IDLE = "idle"
    """the worker is ready, and nothing is asked."""
    THINKING = "thinking"
    """the worker carries out the latest request."""
    STOPPING = "stopping"
    """the worker is to leave a request that was superseded."""
    FAILED = "failed"
    """no worker could be kept; `reason` says why. Every request fails."""
    CLOSED = "closed"


NEXT = {
    State.STARTING: {State.STARTING, State.IDLE, State.FAILED, State.CLOSED},
    State.IDLE: {State.THINKING, State.STARTING, State.CLOSED},
    State.THINKING: {State.IDLE, State.STOPPING, State.STARTING, State.CLOSED},
    State.STOPPING: {State.IDLE, State.STARTING, State.CLOSED},
    State.FAILED: {State.CLOSED},
    State.CLOSED: {State.CLOSED},
}
"""What may follow on each state. From every state in which a worker is waited for there is a way that needs no worker:
it dies, or its time is up, and STARTING follows, and after some of those FAILED."""

ENDS = (State.FAILED, State.CLOSED)

TIMES: Mapping[State, float] = MappingProxyType(
    {State.STARTING: TO_START, State.THINKING: PATIENCE, State.STOPPING: TO_STOP}
)
"""seconds; for which a worker may be silent."""
