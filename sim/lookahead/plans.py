"""Plans: what the held seats do in every remaining period, as a few coefficients each.

The share of a seat in period p of M is `100 x logistic(c0 + c1 cos(pi (p + .5)/M) + c2 cos(2 pi (p + .5)/M))`, with
another coefficient for the first period alone. That period will really be played before the next plan is made. Free
values for every period would be 36 per seat, too many for a search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.batch.engine import BatchPolicy
from sim.batch.state import BatchState
from sim.model.arrays import Array
from sim.model.calendar import period_weeks
from sim.model.firm import Firm
from sim.model.move import MAX_CONCENTRATION, Allocation, Move, make_allocation
from sim.scenario.organisation import Cadence

FOCUS_FIELDS = ("sellers", "managers", "leaders")
"""Fields of an allocation with the focus of each seat."""

COSINE_TERMS = 3
"""Number of cosine terms of a share, including the constant."""

MIN_SHARE, MAX_SHARE = 0.005, 0.995
"""Shares closest to 0 and 1 that a coefficient represents."""

MAX_LOGIT = 50.0


@dataclass(frozen=True)
class PlanningHorizon:
    """The periods for which plans are made."""

    firm: Firm
    week: int
    """First week to plan."""
    cadence: Cadence
    held: tuple[int, ...]
    """Seats that plans decide for."""
    base: Move
    """What plans do not change: the focus, and seats that are neither planned nor a bot's."""
    others: BatchPolicy | None = None
    """The bot for other seats."""
    bots: tuple[int, ...] = ()
    """Seats that the bot plays."""

    @cached_property
    def starts(self) -> list[int]:
        """First weeks of the periods to the end of the game."""
        found, week = [], self.week
        while week < self.firm.scenario.weeks:
            found.append(week)
            week += period_weeks(week, self.cadence)
        return found

    @property
    def size(self) -> int:
        """Number of coefficients of a plan: each held seat's share, the response, the concentration."""
        return (len(self.held) + 1) * (COSINE_TERMS + 1) + 1

    @cached_property
    def _waves(self) -> Array:
        """(periods, COSINE_TERMS + 1); weight of each coefficient in each period."""
        at = (np.arange(len(self.starts)) + 0.5) / len(self.starts)
        waves = [np.cos(np.pi * k * at) for k in range(COSINE_TERMS)]
        return np.stack([*waves, np.arange(len(self.starts)) == 0.0], axis=-1)

    def plans(self, coefficients: Array) -> PlanBatch:
        """Return the plans of coefficients of shape (plans, size)."""
        count, seats = len(coefficients), len(self.held)
        shares = coefficients[:, :-1].reshape(count, seats + 1, COSINE_TERMS + 1)
        logits = np.clip(shares @ self._waves.T, -MAX_LOGIT, MAX_LOGIT)
        percent = np.rint(100 / (1 + np.exp(-logits))).astype(np.int64)
        power = np.clip(np.rint(2 * (1 + coefficients[:, -1])) / 2, 0, MAX_CONCENTRATION)
        return PlanBatch(self, percent[:, :seats], percent[:, seats], power)

    def constant_plans(self, moves: Sequence[Move]) -> PlanBatch:
        """Return the plans of staying with each of some moves. They are exact, whereas coefficients cannot represent 0
        or 100 percent.
        """
        periods = len(self.starts)
        shares = np.array([[move.split[seat] for seat in self.held] for move in moves], dtype=np.int64)
        response = np.array([move.response[self.held[-1]] for move in moves], dtype=np.int64)
        return PlanBatch(
            self,
            np.repeat(shares.reshape(len(moves), len(self.held), 1), periods, axis=2),
            np.repeat(response[:, np.newaxis], periods, axis=1),
            np.array([move.concentration for move in moves]),
        )

    def constant_coefficients(self, move: Move) -> Array:
        """Return the coefficients, (size,), of the plan that stays with a move."""
        wanted = [move.split[seat] for seat in self.held] + [move.response[self.held[-1]]]
        found = np.zeros((len(wanted), COSINE_TERMS + 1))
        share = np.clip(np.array(wanted) / 100, MIN_SHARE, MAX_SHARE)
        found[:, 0] = np.log(share / (1 - share))
        return np.concatenate([found.ravel(), [move.concentration - 1]])


@dataclass(frozen=True)
class PlanBatch:
    """A number of plans, in whole percents."""

    horizon: PlanningHorizon
    shares: NDArray[np.int64]
    """percent, (plans, held seats, periods); strategic shares."""
    response: NDArray[np.int64]
    """percent, (plans, periods); response."""
    concentration: Array
    """power, (plans,); concentration of answers."""

    def __len__(self) -> int:
        return len(self.concentration)

    def move(self, plan: int, period: int = 0) -> Move:
        """Return a move of a plan. Seats that are not held are as in the horizon's base."""
        base = self.horizon.base
        split, response = list(base.split), list(base.response)
        for place, seat in enumerate(self.horizon.held):
            split[seat] = int(self.shares[plan, place, period])
            response[seat] = int(self.response[plan, period])
        return Move(
            split=(split[0], split[1], split[2]),
            response=(response[0], response[1], response[2]),
            focus=base.focus,
            concentration=float(self.concentration[plan]),
        )

    def line(self, plan: int) -> tuple[Move, ...]:
        """Return all moves of a plan."""
        return tuple(self.move(plan, period) for period in range(len(self.horizon.starts)))

    def select(self, which: Sequence[int] | NDArray[np.intp]) -> PlanBatch:
        """Return some of the plans."""
        which = np.asarray(which, dtype=np.intp)
        return PlanBatch(self.horizon, self.shares[which], self.response[which], self.concentration[which])

    def policy(self) -> PlanPolicy:
        """Return the batch policy that plays the plans."""
        return PlanPolicy(self)


def concatenate_plans(parts: Sequence[PlanBatch]) -> PlanBatch:
    """Concatenate plans of the same horizon."""
    return PlanBatch(
        parts[0].horizon,
        np.concatenate([p.shares for p in parts]),
        np.concatenate([p.response for p in parts]),
        np.concatenate([p.concentration for p in parts]),
    )


class PlanPolicy:
    """A batch policy that plays the moves of each plan in all its futures, with bots in seats that
    plans do not hold.
    """

    def __init__(self, plans: PlanBatch) -> None:
        self._plans, self._horizon = plans, plans.horizon
        self._periods = {week: period for period, week in enumerate(self._horizon.starts)}
        self._base = make_allocation(self._horizon.firm, self._horizon.base)

    def __call__(self, state: BatchState) -> Allocation | None:
        """Return the allocation of a period that begins now."""
        period = self._periods.get(state.week)
        if period is None:
            return None
        count = len(self._plans)
        split = np.broadcast_to(self._base.split, (count, 3)).copy()
        response = np.broadcast_to(self._base.response, (count, 3)).copy()
        for place, seat in enumerate(self._horizon.held):
            split[..., seat] = self._plans.shares[:, place, period] / 100
            response[..., seat] = self._plans.response[:, period] / 100
        own = replace(self._base, split=split, response=response, concentration=self._plans.concentration)
        others = self._horizon.others(state) if self._horizon.others else None
        return own if others is None else merge_bot_seats(own, others, self._horizon.bots)


def merge_bot_seats(own: Allocation, others: Allocation, bots: Sequence[int]) -> Allocation:
    """Return an allocation with the bots' seats from `others` and the rest from `own`."""
    merged = {f.name: np.asarray(getattr(own, f.name)) for f in fields(Allocation)}
    lead = np.broadcast_shapes(own.split.shape[:-1], others.split.shape[:-1])
    for name in ("split", "response"):
        theirs = np.broadcast_to(getattr(others, name), (*lead, 3))
        merged[name] = np.broadcast_to(merged[name], (*lead, 3)).copy()
        merged[name][..., list(bots)] = theirs[..., list(bots)]
    for seat in bots:
        merged[FOCUS_FIELDS[seat]] = np.asarray(getattr(others, FOCUS_FIELDS[seat]))
    return Allocation(**merged)
