"""The year in which exported games begin."""

from __future__ import annotations

FIRST_YEAR = 2025
"""An exported game begins in January of this year by default."""
