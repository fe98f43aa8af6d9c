"""Names of seats and cadences. This module imports nothing, so that the command line starts quickly."""

from __future__ import annotations

from typing import Literal

Cadence = Literal["quarter", "month"]
Seat = Literal["seller", "manager", "leader"]
HeldSeat = Literal["seller", "manager", "leader", "team"]
