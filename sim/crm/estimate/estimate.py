"""All figures of an export. The same deals always give the same figures."""

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
    """Estimate each figure with its interval, or None with a sentence in `gaps` that says why."""
    window = find_window(deals)
    reasons: list[str] = []
    owners = np.unique(deals.owner[deals.owner != NOBODY])
    won, lost, still_open = (int(np.count_nonzero(deals.outcome == outcome)) for outcome in (WON, LOST, OPEN))
    deal_fate = _figure(estimate_fate(deals, window), reasons)
    arrivals = _figure(estimate_arrivals(deals, window), reasons)
    oddities, doubt = check_months(deals, window, arrivals)
    return Figures(
        rows=len(deals.outcome),
        won=won,
        lost=lost,
        open=still_open,
        sellers=len(owners) if len(owners) else None,
        managers=deals.managers,
        win_rate=_figure(estimate_win_rate(deals), reasons),
        arrivals=arrivals,
        days_won=_figure(estimate_cycle(deals, WON), reasons),
        days_lost=_figure(estimate_cycle(deals, LOST), reasons),
        values=_figure(estimate_win_values(deals), reasons),
        quarter_end=_figure(estimate_quarter_end(deals, window), reasons),
        rep_effect=_figure(compare_sellers(deals), reasons),
        fate=deal_fate,
        lines=list_product_lines(deals),
        gaps=(*reasons, *list_gaps(deals, window, deal_fate)),
        oddities=tuple(oddities),
        doubt=doubt,
    )


def _figure(result: _T | str, reasons: list[str]) -> _T | None:
    """The figure; or None if it is a sentence, which is added to the reasons."""
    if isinstance(result, str):
        reasons.append(result)
        return None
    return result
