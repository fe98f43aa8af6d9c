"""The outlook for a piece: its owner, its age, what comes next and when, and how likely it is won.

It uses only what a team can know. Times follow from today's pace, and chances from today's stocks and the market as the
team reads it, with the error of that reading.
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
"""Quantiles of a time that is given as a range: eight of ten cases."""

MAX_TIME_WEEKS = 12 * WEEKS_IN_YEAR
"""weeks; longest time that is reported."""


@dataclass(frozen=True, slots=True)
class RangedFigure:
    """A figure with the bounds of eight of ten cases."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PieceOutlook:
    """What a team can know about a piece."""

    item: BoardItem
    piece: PieceKind
    customer: str
    segment: str
    """Title of the segment."""
    owner: str
    """Name of the seller. Empty if the seat is empty."""
    since: int | None
    """Weeks in its stage (for a conversation, since it began). None if that was before the game."""
    next: tuple[float, float]
    """weeks; bounds of the time until its next step at today's pace, if it is not dropped."""
    due: tuple[float, float]
    """weeks; bounds of the time until its business is decided."""
    chance: RangedFigure
    """0..1; chance that it is eventually won. The bounds include only the error of reading the market, not the dice."""
    worth: float
    """k; mean value of a win of its segment and origin."""


def make_piece_outlook(firm: Firm, view: View, item: BoardItem) -> PieceOutlook:
    """Return the outlook for a piece of the view."""
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
    """weeks; bounds of the time in which something passes all its stages, in eight of ten cases. `means` are the mean
    times of the stages in weeks.
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
    """Chance (0..1) that a piece is eventually won, with its error. The readings of our gap and the rival's err
    independently. The error of the chance is the root of the sum of squares of half the differences that one standard
    deviation of each makes.
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
