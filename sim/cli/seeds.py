"""Seeds as they are typed: `7`, `1:20` (both ends included), `1,5,9`, and mixtures."""

from __future__ import annotations

import re

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.cli.output import CommandError
from sim.model.random_streams import MAX_SEED

MAX_SEEDS = 1_000_000
"""Worlds of one command."""


def seeds(text: str) -> list[int]:
    """The seeds that a text says, in its order."""
    found: list[int] = []
    for part in text.split(","):
        span = re.fullmatch(r"\s*(\d{1,19})(?::(\d{1,19}))?\s*", part)
        if span is None:
            raise _wrong(f"{quote_value(part)} is not a seed")
        first, last = int(span[1]), int(span[2] or span[1])
        if last < first:
            raise _wrong(f"{first}:{last} runs backwards")
        if last > MAX_SEED:
            raise _wrong(f"a seed is at most {MAX_SEED}")
        if len(found) + last - first + 1 > MAX_SEEDS:
            raise _wrong(f"more than {MAX_SEEDS} seeds")
        found.extend(range(first, last + 1))
    return found


def seed(text: str, name: str) -> int:
    """One seed."""
    if re.fullmatch(r"\d{1,19}", text) is None or int(text) > MAX_SEED:
        message = f"{quote_value(text)} is not a seed"
        raise CommandError(Trouble(name, message, f"give a whole number from 0 to {MAX_SEED}"))
    return int(text)


def _wrong(message: str) -> CommandError:
    return CommandError(Trouble("--seeds", message, "write whole numbers like 7, 1:20 (1 to 20) or 1,5,9"))
