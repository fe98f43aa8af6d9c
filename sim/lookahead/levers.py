"""What a move can be changed in, one lever at a time: a seat's split, the answers, how they are spread, a focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sim.model.move import Move
from sim.policy.notation import SEAT_NAMES

LeverKind = Literal["split", "answers", "spread", "focus"]


@dataclass(frozen=True, slots=True)
class MoveLever:
    """One lever."""

    kind: LeverKind
    seat: int = 0
    """index of the seat, of a split."""

    @property
    def name(self) -> str:
        """As people call it."""
        return SEAT_NAMES[self.seat] if self.kind == "split" else self.kind


def changed_levers(before: Move, after: Move, held: Sequence[int]) -> list[MoveLever]:
    """The levers of the held seats in which two moves differ."""
    found = [MoveLever("split", seat) for seat in held if before.split[seat] != after.split[seat]]
    if any(before.response[seat] != after.response[seat] for seat in held):
        found.append(MoveLever("answers"))
    if before.concentration != after.concentration:
        found.append(MoveLever("spread"))
    if before.focus != after.focus:
        found.append(MoveLever("focus"))
    return found


def undo_lever(before: Move, after: Move, lever: MoveLever) -> Move:
    """The later move with one lever as in the one before."""
    if lever.kind == "answers":
        return replace(after, response=before.response)
    if lever.kind == "spread":
        return replace(after, concentration=before.concentration)
    if lever.kind == "focus":
        return replace(after, focus=before.focus)
    split = list(after.split)
    split[lever.seat] = before.split[lever.seat]
    return replace(after, split=(split[0], split[1], split[2]))


def lever_difference(before: Move, after: Move, lever: MoveLever, held: Sequence[int]) -> int:
    """Percent points of a split or of answers; 0 for what has no such measure."""
    if lever.kind == "answers":
        return after.response[held[0]] - before.response[held[0]]
    return after.split[lever.seat] - before.split[lever.seat] if lever.kind == "split" else 0
