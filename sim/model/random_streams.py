"""Named random streams: one counter-based generator (Philox) for each seed, purpose and up to three integer keys.

The same name gives the same numbers on every machine, whatever else was drawn. A move therefore changes no draws of
things that it does not affect. The project has no other source of randomness.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.random import Generator, Philox

MAX_SEED = 2**63 - 1


@cache
def _purpose_key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class RandomStreams:
    """All streams of one seed (an integer from 0 to 2^63 - 1)."""

    seed: int

    def __post_init__(self) -> None:
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(f"a seed is a whole number from 0 to {MAX_SEED}, here {self.seed}")

    def stream(self, purpose: str, *keys: int) -> Generator:
        """Return the stream with this name. There are at most three keys, all integers from 0."""
        counter = np.zeros(4, dtype=np.uint64)
        counter[1 : 1 + len(keys)] = keys
        return Generator(
            Philox(key=np.array([self.seed, _purpose_key(purpose)], dtype=np.uint64), counter=counter)
        )


def to_exponential(u: float) -> float:
    """Convert a uniform in [0, 1) to a unit exponential."""
    return -math.log1p(-u)


def pick_index(u: float, chances: list[float]) -> int:
    """Return the index that a uniform selects, by chances that sum to 1. An index with chance 0 is never selected."""
    for index, chance in enumerate(chances):
        u -= chance
        if u < 0:
            return index
    # Rounding can leave the sum below the uniform.
    return max(index for index, chance in enumerate(chances) if chance > 0)
