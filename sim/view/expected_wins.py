"""Estimate wins from business that does not exist yet: the expected wins per column of the board, less those expected
from pieces already on it.

The chance that a piece is won is the chance of passing its remaining stages, by the laws of a decision at today's
stocks and the market as read by the team. Its timing follows `due_chances`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model import deals
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.state import Stocks
from sim.view.board import COLUMNS, column_ends, due_chances, stages_left
from sim.view.view import ConversationView, DealView, View

MONTH_COLUMN, QUARTER_REST_COLUMN = 0, 1
"""Columns of this month and of the rest of this quarter."""

QUARTER_COLUMNS = 5
"""Number of columns up to the last single quarter. The columns after them are years."""

QUARTERS_IN_YEAR = 4


def wins_not_on_board(week: int, pieces: Sequence[float], wins: Sequence[float]) -> tuple[float, ...]:
    """Expected wins by column from business that does not exist yet.

    These are the expected `wins` by quarter (the first entry is the rest of the current quarter), less the wins
    expected from existing `pieces` (`wins_on_board`), but not below 0. New business is not due this month, unless the
    month is the rest of the quarter.
    """
    existing = (pieces[MONTH_COLUMN] + pieces[QUARTER_REST_COLUMN], *pieces[QUARTER_REST_COLUMN + 1 :])
    quarter, *later = (max(0.0, w - t) for w, t in zip(quarters_to_columns(wins), existing, strict=True))
    month_end, quarter_end, *_ = column_ends(week)
    return (quarter, 0.0, *later) if month_end == quarter_end else (0.0, quarter, *later)


def quarters_to_columns(values: Sequence[float]) -> list[float]:
    """Sum quarterly values by column: single quarters, then years. This month and the rest of this quarter are one
    value.
    """
    single = QUARTER_COLUMNS - QUARTER_REST_COLUMN
    found = [*values[:single], *[0.0] * (single - len(values))]
    for place in range(QUARTER_COLUMNS, len(COLUMNS)):
        start = single + (place - QUARTER_COLUMNS) * QUARTERS_IN_YEAR
        end = None if place == len(COLUMNS) - 1 else start + QUARTERS_IN_YEAR
        found.append(float(sum(values[start:end])))
    return found


def wins_on_board(firm: Firm, view: View) -> tuple[float, ...]:
    """Expected wins from the pieces on the board, by column."""
    chances, ends = segment_win_chances(firm, view), column_ends(view.week)
    found, spread = np.zeros(len(COLUMNS)), dict[tuple[float, ...], Array]()
    items: list[DealView | ConversationView] = [*view.deals, *view.conversations]
    for item in items:
        means = stages_left(item, view.pace)
        if means not in spread:
            spread[means] = np.diff([0.0, *due_chances(means, ends), 1.0])
        found += win_chance(firm, view, item, chances) * spread[means]
    return tuple(found.tolist())


def win_chance(firm: Firm, view: View, item: DealView | ConversationView, won: Array) -> float:
    """Chance (0..1) that an item is eventually won. `won` has the chances of a decision."""
    p, pace = firm.parameters, view.pace
    grown = isinstance(item, ConversationView) or item.grown
    neglect = float(deals.neglect_hazard(pace.coverage, p.stages))
    decided = float(won[item.segment, int(grown)]) * _survival_chance(
        neglect, pace.proposal_weeks[item.segment]
    )
    if isinstance(item, DealView) and item.stage == "proposal":
        return decided
    proposed = p.stages.proposal_share * _survival_chance(neglect, pace.qualified_weeks)
    ripe = p.conversations.grow if isinstance(item, ConversationView) else 1.0
    return decided * proposed * ripe


def _survival_chance(neglect: float, weeks: float) -> float:
    """Chance (0..1) that an item leaves a stage, whose mean time is `weeks`, before it is dropped."""
    return max(0.0, 1 - neglect * weeks)


def segment_win_chances(firm: Firm, view: View) -> Array:
    """Chance (0..1), (segments, 2), that a decision is won today, by segment and origin, with the market as read by the
    team.
    """
    tactical = [1 - share for share in view.pace.effective_split]
    p = firm.parameters.choice
    help_ = deals.help_on_deals(tactical[1] * firm.managers, tactical[2] * firm.leaders, p)
    return np.asarray(
        deals.decision_chances(stocks_as_read(view), help_, firm.scenario.rival.presence, p)[..., 0]
    )


def stocks_as_read(view: View) -> Stocks:
    """Return the stocks that the laws need: own stocks exactly, the market as read, and no unannounced shocks."""
    s, read = view.stocks, view.market
    known = {name: getattr(s, name) for name in s.__slots__}
    return Stocks(
        **known,
        gap=np.array(read.gap),
        rival_gap=np.array(read.rival_gap),
        demand=float(np.mean(read.demand)),
        slowness=0.0,
        exodus=0.0,
        filled=np.array([float(seller.present) for seller in view.sellers]),
        ramp=np.array([seller.ramp for seller in view.sellers]),
    )
