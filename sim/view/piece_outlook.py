"""The outlook of a piece: who owns it, for how long, what comes next and when, and how likely it is won.

It uses only what a team can know: times follow from today's pace, chances from today's stocks and from the market as
it is read, with its error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from sim.model import deals
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.view.board import BoardItem, PieceKind, stages_left
from sim.view.expected_wins import segment_win_chances, win_chance
from sim.view.observe import NORMAL_P90
from sim.view.view import DealView, View

TIME_QUANTILES = (0.1, 0.9)
"""Quantiles between which a time is said to lie: eight of ten."""

MAX_TIME_WEEKS = 12 * WEEKS_IN_YEAR
"""weeks; what takes longer is said to take so long."""


@dataclass(frozen=True, slots=True)
class RangedFigure:
    """A figure and the bounds between which it lies in eight of ten cases."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PieceOutlook:
    """What a team can know of a piece."""

    item: BoardItem
    piece: PieceKind
    customer: str
    segment: str
    """title."""
    owner: str
    """name of the seller; empty where nobody sits in the seat."""
    since: int | None
    """weeks in its stage (a conversation: since it began); None where that began before the game."""
    next: tuple[float, float]
    """weeks; bounds of the time until what comes next, under today's pace, if it is not dropped."""
    due: tuple[float, float]
    """weeks; bounds of the time until its business is decided."""
    chance: RangedFigure
    """0..1; that it is won in the end. Bounds as far as the reading of the market errs; the dice come on top."""
    worth: float
    """k; the mean of a win of its segment and origin."""


def make_piece_outlook(firm: Firm, view: View, item: BoardItem) -> PieceOutlook:
    """The story of a piece of the view."""
    means = stages_left(item, view.pace)
    seller = view.sellers[item.owner]
    grown = not isinstance(item, DealView) or item.grown
    value = deals.mean_value(firm.value, view.stocks.insight, firm.parameters.value)
    return PieceOutlook(
        item=item,
        piece=item.stage if isinstance(item, DealView) else "conversation",
        customer=item.customer,
        segment=view.segments[item.segment],
        owner=seller.name if seller.present else "",
        since=view.week - item.since if item.since >= 0 else None,
        next=passing_time_bounds(means[:1]),
        due=passing_time_bounds(means),
        chance=win_chance_range(firm, view, item),
        worth=float(value[item.segment, int(grown)]),
    )


def passing_time_bounds(means: Sequence[float]) -> tuple[float, float]:
    """weeks; between which something passes all its stages in eight of ten cases. `means` are the stages' mean times
    in weeks.
    """
    pass_on = -np.expm1(-1 / np.asarray(means, dtype=float))
    step = np.diag(np.append(1 - pass_on, 1.0)) + np.diag(pass_on, k=1)
    start = np.eye(len(means) + 1)[0]
    done = [float(at[-1]) for at in accumulate(range(MAX_TIME_WEEKS), lambda at, _: at @ step, initial=start)]
    low, high = (
        next((week for week, d in enumerate(done) if d >= q), MAX_TIME_WEEKS) for q in TIME_QUANTILES
    )
    return float(low), float(high)


def win_chance_range(firm: Firm, view: View, item: BoardItem) -> RangedFigure:
    """0..1; that a piece is won in the end. The reading errs in our gap and in the rival's, independently: half the
    difference that one standard deviation of each makes, together as the root of squares, is the chance's.
    """

    def at(own: float, rival: float) -> float:
        market = view.market
        moved = replace(
            market,
            gap=tuple(g + own * market.error for g in market.gap),
            rival_gap=tuple(g + rival * market.error for g in market.rival_gap),
        )
        return win_chance(firm, view, item, segment_win_chances(firm, replace(view, market=moved)))

    mean = at(0, 0)
    sd = math.hypot((at(-1, 0) - at(1, 0)) / 2, (at(0, 1) - at(0, -1)) / 2)
    return RangedFigure(mean, max(0.0, mean - NORMAL_P90 * sd), min(1.0, mean + NORMAL_P90 * sd))
