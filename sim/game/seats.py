"""The seats that a player holds, and how moves of several deciders are merged."""

from __future__ import annotations

from dataclasses import replace

from sim.model.firm import Firm
from sim.model.move import Focus, Move, PerSeat
from sim.policy.focus import default_focus_percents
from sim.policy.notation import ALL_SEATS
from sim.scenario.organisation import HeldSeat

_HELD_SEATS: dict[HeldSeat, tuple[int, ...]] = {
    "seller": (0,),
    "manager": (1,),
    "leader": (2,),
    "team": ALL_SEATS,
}


def held_seats(seat: HeldSeat) -> tuple[int, ...]:
    """Return the indexes of the seats (sellers, managers, leaders) that the holder decides for."""
    return _HELD_SEATS[seat]


def merge_moves(firm: Firm, seat: HeldSeat, own: Move, others: Move) -> Move:
    """Return the move of the whole firm: the held seats from `own`, the others from `others`. The concentration applies
    to the whole firm and is the player's.
    """
    held = held_seats(seat)
    if held == ALL_SEATS:
        return own
    focus: Focus | None = None
    if own.focus is not None or others.focus is not None:
        whole = default_focus_percents(firm)
        mine, theirs = own.focus or whole, others.focus or whole
        sellers, managers, leaders = (mine[s] if s in held else theirs[s] for s in ALL_SEATS)
        focus = (sellers, managers, leaders)
    return replace(
        own,
        split=_merge_seats(held, own.split, others.split),
        response=_merge_seats(held, own.response, others.response),
        focus=focus,
    )


def _merge_seats(held: tuple[int, ...], own: PerSeat, others: PerSeat) -> PerSeat:
    sellers, managers, leaders = (own[s] if s in held else others[s] for s in ALL_SEATS)
    return sellers, managers, leaders
