"""Seeds derived from their purpose, so that nobody selects them."""

from __future__ import annotations

from hashlib import blake2b

from numpy.random import Generator

from sim.model.random_streams import RandomStreams


def seed(*names: str) -> int:
    """A seed from the names of a design and a purpose, with room above it for a million more."""
    return int.from_bytes(blake2b(" / ".join(names).encode(), digest_size=5).digest(), "big") * 1_000_000


def stream(*names: str) -> Generator:
    """Random numbers for a purpose."""
    return RandomStreams(seed(*names)).stream("test")
