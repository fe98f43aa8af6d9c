"""The seats that a player holds, and how moves of several deciders are merged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sim.model.firm import Firm
from sim.model.move import Focus, Move, PerSeat
from sim.policy.focus import default_focus_percents
from sim.policy.notation import ALL_SEATS
from sim.scenario.literals import HeldSeat

_HELD_SEATS: dict[HeldSeat, tuple[int, ...]] = {
    "seller": (0,),
    "manager": (1,),
    "leader": (2,),
    "team": ALL_SEATS,
}


def held_seats(seat: HeldSeat) -> tuple[int, ...]:
    """Return the indexes of the seats (sellers, managers, leaders) that the holder decides for."""
    return _HELD_SEATS[seat]


def merge_moves(firm: Firm, held: Collection[int], own: Move, others: Move) -> Move:
    """Return the move of the whole firm: the held seats from `own`, the others from `others`. The concentration applies
    to the whole firm and is that of `own`.
    """
    if len(held) == len(ALL_SEATS):
        return own
    focus: Focus | None = None
    if own.focus is not None or others.focus is not None:
        default = default_focus_percents(firm)
        own_focus, other_focus = own.focus or default, others.focus or default
        sellers, managers, leaders = (own_focus[s] if s in held else other_focus[s] for s in ALL_SEATS)
        focus = (sellers, managers, leaders)
    return replace(
        own,
        split=merge_shares(held, own.split, others.split),
        response=merge_shares(held, own.response, others.response),
        focus=focus,
    )


def merge_shares(held: Collection[int], own: PerSeat, others: PerSeat) -> PerSeat:
    """Return the held seats' shares of `own`, and the others of `others`."""
    sellers, managers, leaders = (own[s] if s in held else others[s] for s in ALL_SEATS)
    return sellers, managers, leaders
