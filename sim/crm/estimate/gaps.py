"""What a file does not show, and why, besides the figures that could not be estimated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.crm.deals import NOBODY, OPEN, Deals
from sim.crm.estimate.figures import MIN_OBSERVATIONS, DealFate
from sim.crm.estimate.window import FileWindow, format_day

ALWAYS = (
    "How people split their time between this quarter and the future: an export has deals, not hours.",
    "How strong relationships, knowledge and culture are: an export has the outcomes of deals, not their causes.",
    "What your customers will need next: an export has what was offered to them.",
)


def list_gaps(deals: Deals, window: FileWindow | None, fate: DealFate | None) -> list[str]:
    """One sentence for each gap, the most specific first."""
    return [*_field_gaps(deals), *_window_gaps(deals, window), *_old_deal_gaps(deals, fate), *ALWAYS]


def _field_gaps(deals: Deals) -> Iterator[str]:
    """Fields that all or some deals lack."""
    if len(deals.outcome) and not (deals.owner != NOBODY).any():
        yield "How many sellers there are, and how many deals each of them gets: no owner was found."
    undated = int(np.count_nonzero(~np.isfinite(deals.created)))
    if 0 < undated < len(deals.created):
        yield (
            f"When {_count_deals(undated)} came: no created date. They are not counted in any month or at any "
            "age."
        )
    if deals.products == () and len(deals.outcome):
        yield "Which products the deals are for: no product was found."


def _window_gaps(deals: Deals, window: FileWindow | None) -> Iterator[str]:
    """Deals that are missing at the beginning or the end of the file."""
    if window is None:
        return
    if window.closings_from is not None:
        yield (
            f"What happened before {format_day(window.closings_from)}: deals closed before that day are missing, so "
            "deals created earlier are counted only from then on."
        )
    if window.created_to < window.end:
        young = (deals.outcome == OPEN) & (deals.created > window.created_to)
        yield (
            f"Which deals were created after {format_day(window.created_to)}: only {np.count_nonzero(young)} of them "
            "are open, far fewer than of older deals at the same age. Open deals are missing, so deals that never "
            "close are undercounted among new deals."
        )


def _old_deal_gaps(deals: Deals, fate: DealFate | None) -> Iterator[str]:
    if fate is None or (fate.old_month is not None and fate.stay_open is not None):
        return
    if (deals.outcome == OPEN).any():
        yield (
            f"What becomes of old open deals: fewer than {MIN_OBSERVATIONS} could be followed from their first day, or "
            "beyond that age."
        )
    else:
        yield "What becomes of old open deals: the file has no open deals, and does not show whether there are any."


def _count_deals(number: int) -> str:
    return "1 deal" if number == 1 else f"{number:,} deals"
