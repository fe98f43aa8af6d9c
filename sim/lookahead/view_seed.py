"""The seed of a view. Equal views have equal seeds, so that two worlds with the same visible history give the same
lookahead.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

from sim.model.random_streams import RandomStreams
from sim.view.view import View

COUNTED_DIGITS = 9
"""Significant digits of numbers, to which machines agree."""


def view_dice(view: View, salt: int = 0) -> RandomStreams:
    """Return the random streams for everything derived from a view. `salt` separates different uses."""
    text = f"{salt}{_canonical_text(view)}"
    return RandomStreams(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1)


def _canonical_text(value: Any) -> str:
    if is_dataclass(value):
        return "(" + ",".join(_canonical_text(getattr(value, f.name)) for f in fields(value)) + ")"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_canonical_text, value)) + "]"
    return f"{value:.{COUNTED_DIGITS}g}" if isinstance(value, float) else repr(value)
