"""The levers of a move, which can be changed one at a time: splits, answers, their spread, and focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sim.model.move import Move
from sim.policy.notation import SEAT_NAMES
from sim.policy.seats import merge_shares

LeverKind = Literal["split", "answers", "spread", "focus"]


@dataclass(frozen=True, slots=True)
class MoveLever:
    """A lever of a move."""

    kind: LeverKind
    seat: int = 0
    """Index of the seat, for a split."""

    @property
    def name(self) -> str:
        """Name of the lever."""
        return SEAT_NAMES[self.seat] if self.kind == "split" else self.kind


def changed_levers(before: Move, after: Move, held: Sequence[int]) -> list[MoveLever]:
    """Return the levers of the held seats in which two moves differ."""
    found = [MoveLever("split", seat) for seat in held if before.split[seat] != after.split[seat]]
    if any(before.response[seat] != after.response[seat] for seat in held):
        found.append(MoveLever("answers"))
    if before.concentration != after.concentration:
        found.append(MoveLever("spread"))
    if before.focus != after.focus:
        found.append(MoveLever("focus"))
    return found


def undo_lever(before: Move, after: Move, lever: MoveLever) -> Move:
    """Return the later move with one lever as in the earlier one."""
    if lever.kind == "answers":
        return replace(after, response=before.response)
    if lever.kind == "spread":
        return replace(after, concentration=before.concentration)
    if lever.kind == "focus":
        return replace(after, focus=before.focus)
    return replace(after, split=merge_shares((lever.seat,), before.split, after.split))


def lever_difference(before: Move, after: Move, lever: MoveLever, held: Sequence[int]) -> int:
    """Return the change of a split or of answers in percentage points. 0 for other levers."""
    if lever.kind == "answers":
        return after.response[held[0]] - before.response[held[0]]
    return after.split[lever.seat] - before.split[lever.seat] if lever.kind == "split" else 0
