"""A view's key: equal for equal views, so that two worlds with one visible history give one lookahead."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

from sim.model.dice import Dice
from sim.view.view import View

DIGITS = 9
"""Digits of numbers that count, as they agree between machines."""


def dice_of(view: View, salt: int = 0) -> Dice:
    """The dice of all that is imagined from a view; `salt` tells apart those who imagine."""
    text = f"{salt}{_plain(view)}"
    return Dice(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1)


def _plain(value: Any) -> str:
    if is_dataclass(value):
        return "(" + ",".join(_plain(getattr(value, f.name)) for f in fields(value)) + ")"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_plain, value)) + "]"
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else repr(value)
