"""The meaning of plain YAML words: the core schema of YAML 1.2, narrowed to what people expect in a scenario.

Only decimal numbers are numbers, and only true/false are booleans. `no`, `on`, `1:30`, `0x1F`, `012` and dates stay
text, although YAML 1.1 would convert them.
"""

from __future__ import annotations

import math
import re

MAX_NUMBER_LENGTH = 40
"""Maximum number of characters of a number. No scenario needs more, and long ones are slow to read."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class NotANumberError(ValueError):
    """A plain word that looks like a number but cannot be used as one."""


def parse_scalar(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted word. Raises NotANumberError."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _NOT_FINITE.fullmatch(text):
        raise NotANumberError("is not a finite number")
    return parse_number(text) if _FLOAT.fullmatch(text) else text


def parse_number(text: str) -> int | float:
    """Return the value of decimal digits. Minus zero becomes zero."""
    if len(text) > MAX_NUMBER_LENGTH:
        raise NotANumberError(f"is a number of more than {MAX_NUMBER_LENGTH} characters")
    if _INT.fullmatch(text):
        return int(text)
    value = float(text)
    if not math.isfinite(value):
        raise NotANumberError("is a number that is too large to be finite")
    return value + 0.0
