"""Kinds of seats and of paces, by name. Loads nothing, so that the command line knows them at once."""

from __future__ import annotations

from typing import Literal

Cadence = Literal["quarter", "month"]
Seat = Literal["seller", "manager", "leader"]
HeldSeat = Literal["seller", "manager", "leader", "team"]
