"""What a client is doing, and what may follow on that."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

START_TIMEOUT = 60.0
"""seconds; for a worker to be ready."""

ANSWER_TIMEOUT = 120.0
"""seconds; for which a request may go without an answer."""

STOP_TIMEOUT = 20.0
"""seconds; for a worker to leave a request that was superseded: it looks after every simulated week."""


class ClientState(Enum):
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


TRANSITIONS = {
    ClientState.STARTING: {ClientState.STARTING, ClientState.IDLE, ClientState.FAILED, ClientState.CLOSED},
    ClientState.IDLE: {ClientState.THINKING, ClientState.STARTING, ClientState.CLOSED},
    ClientState.THINKING: {ClientState.IDLE, ClientState.STOPPING, ClientState.STARTING, ClientState.CLOSED},
    ClientState.STOPPING: {ClientState.IDLE, ClientState.STARTING, ClientState.CLOSED},
    ClientState.FAILED: {ClientState.CLOSED},
    ClientState.CLOSED: {ClientState.CLOSED},
}
"""What may follow on each state. From every state in which a worker is waited for there is a way that needs no worker:
it dies, or its time is up, and STARTING follows, and after some of those FAILED."""

FINAL_STATES = (ClientState.FAILED, ClientState.CLOSED)

TIMEOUTS: Mapping[ClientState, float] = MappingProxyType(
    {
        ClientState.STARTING: START_TIMEOUT,
        ClientState.THINKING: ANSWER_TIMEOUT,
        ClientState.STOPPING: STOP_TIMEOUT,
    }
)
"""seconds; for which a worker may be silent."""
