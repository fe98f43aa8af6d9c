"""States of a client, and the transitions between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

START_TIMEOUT = 60.0
"""seconds; until a worker must be ready."""

ANSWER_TIMEOUT = 120.0
"""seconds; the longest time without an answer to a request."""

STOP_TIMEOUT = 20.0
"""seconds; until a worker must have stopped a superseded request. It checks after every simulated week."""


class ClientState(Enum):
    """What a client is doing."""

    STARTING = "starting"
    """A worker was started and is not ready yet."""
    IDLE = "idle"
    """The worker is ready, and there is no request."""
    THINKING = "thinking"
    """The worker carries out the latest request."""
    STOPPING = "stopping"
    """The worker has been told to stop a superseded request."""
    FAILED = "failed"
    """No worker could be kept running; `reason` says why. Every request fails."""
    CLOSED = "closed"


TRANSITIONS = {
    ClientState.STARTING: {ClientState.STARTING, ClientState.IDLE, ClientState.FAILED, ClientState.CLOSED},
    ClientState.IDLE: {ClientState.THINKING, ClientState.STARTING, ClientState.CLOSED},
    ClientState.THINKING: {ClientState.IDLE, ClientState.STOPPING, ClientState.STARTING, ClientState.CLOSED},
    ClientState.STOPPING: {ClientState.IDLE, ClientState.STARTING, ClientState.CLOSED},
    ClientState.FAILED: {ClientState.CLOSED},
    ClientState.CLOSED: {ClientState.CLOSED},
}
"""The states that may follow each state. No state waits for a worker forever: if it dies or its time is up, STARTING
follows, and after several failed starts FAILED.
"""

FINAL_STATES = (ClientState.FAILED, ClientState.CLOSED)

TIMEOUTS: Mapping[ClientState, float] = MappingProxyType(
    {
        ClientState.STARTING: START_TIMEOUT,
        ClientState.THINKING: ANSWER_TIMEOUT,
        ClientState.STOPPING: STOP_TIMEOUT,
    }
)
"""seconds; the longest silence of a worker in each state."""
