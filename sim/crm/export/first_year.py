"""When exported games begin."""

from __future__ import annotations

FIRST_YEAR = 2025
"""Year in whose January a game begins, unless chosen otherwise."""
