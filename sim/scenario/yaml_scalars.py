"""What a plain word of YAML means here: the core rules of YAML 1.2, narrowed to what people expect of a scenario.

Only decimal numbers are numbers and only true/false are true and false: `no`, `on`, `1:30`, `0x1F`, `012` and dates
stay the text that they look like (the older YAML 1.1 turns them into something else behind one's back).
"""

from __future__ import annotations

import math
import re

MAX_NUMBER_LENGTH = 40
"""characters; no number of a scenario needs more, and reading very long ones is slow."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class NotANumberError(ValueError):
    """A plain word that is written like a number but is none that a scenario can use."""


def parse_scalar(text: str) -> str | int | float | bool | None:
    """The value of a word without quotes. Raises NotANumberError."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _NOT_FINITE.fullmatch(text):
        raise NotANumberError("is not a finite number")
    return parse_number(text) if _FLOAT.fullmatch(text) else text


def parse_number(text: str) -> int | float:
    """The value of decimal digits; minus zero is zero."""
    if len(text) > MAX_NUMBER_LENGTH:
        raise NotANumberError(f"is a number of more than {MAX_NUMBER_LENGTH} characters")
    if _INT.fullmatch(text):
        return int(text)
    value = float(text)
    if not math.isfinite(value):
        raise NotANumberError("is a number that is too large to be finite")
    return value + 0.0
