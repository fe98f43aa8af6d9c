"""All figures of an export's deals; the same deals give the same figures."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from sim.crm.deals import LOST, NOBODY, OPEN, WON, Deals
from sim.crm.estimate.arrivals import check_months, estimate_arrivals
from sim.crm.estimate.cycles import estimate_cycle
from sim.crm.estimate.fate import estimate_fate
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.gaps import list_gaps
from sim.crm.estimate.lines import list_product_lines
from sim.crm.estimate.quarter_end import estimate_quarter_end
from sim.crm.estimate.sellers import compare_sellers
from sim.crm.estimate.values import estimate_win_values
from sim.crm.estimate.win_rate import estimate_win_rate
from sim.crm.estimate.window import find_window

_T = TypeVar("_T")


def estimate(deals: Deals) -> Figures:
    """Each figure with its interval, or None and, in `cannot`, the sentence why."""
    seen = find_window(deals)
    why: list[str] = []
    owners = np.unique(deals.owner[deals.owner != NOBODY])
    won, lost, still = (int(np.count_nonzero(deals.outcome == outcome)) for outcome in (WON, LOST, OPEN))
    aging = _figure(estimate_fate(deals, seen), why)
    come = _figure(estimate_arrivals(deals, seen), why)
    odd, doubt = check_months(deals, seen, come)
    return Figures(
        rows=len(deals.outcome),
        won=won,
        lost=lost,
        open=still,
        sellers=len(owners) if len(owners) else None,
        managers=deals.managers,
        win_rate=_figure(estimate_win_rate(deals), why),
        arrivals=come,
        days_won=_figure(estimate_cycle(deals, WON), why),
        days_lost=_figure(estimate_cycle(deals, LOST), why),
        values=_figure(estimate_win_values(deals), why),
        quarter_end=_figure(estimate_quarter_end(deals, seen), why),
        rep_effect=_figure(compare_sellers(deals), why),
        fate=aging,
        lines=list_product_lines(deals),
        cannot=(*why, *list_gaps(deals, seen, aging)),
        odd=tuple(odd),
        doubt=doubt,
    )


def _figure(told: _T | str, why: list[str]) -> _T | None:
    """The figure; where there is a sentence instead, that is kept."""
    if isinstance(told, str):
        why.append(told)
        return None
    return told
