"""What a file cannot tell, and why, beyond the figures that say so themselves."""

from __future__ import annotations

import numpy as np

from sim.crm.deals import NOBODY, OPEN, Deals
from sim.crm.estimate.figures import MIN_OBSERVATIONS, DealFate
from sim.crm.estimate.window import FileWindow

ALWAYS = (
    "How people split their time between this quarter and the future: an export holds deals, not hours.",
    "How strong relationships, knowledge or culture are: an export holds what became of deals, not what they rest on.",
    "What your customers will need next: an export holds what they were offered.",
)


def list_gaps(deals: Deals, seen: FileWindow | None, fate: DealFate | None) -> list[str]:
    """Sentences, the most particular first."""
    return [
        *_owner_gaps(deals),
        *_field_gaps(deals),
        *_window_gaps(deals, seen),
        *_old_deal_gaps(deals, fate),
        *ALWAYS,
    ]


def _owner_gaps(deals: Deals) -> list[str]:
    if len(deals.outcome) and not (deals.owner != NOBODY).any():
        return ["How many sellers there are, and how many deals come to each: no owner was read."]
    return []


def _field_gaps(deals: Deals) -> list[str]:
    """Deals of which a part is missing while others have it."""
    told = []
    undated = int(np.count_nonzero(~np.isfinite(deals.created)))
    if 0 < undated < len(deals.created):
        told.append(
            f"When {_count_deals(undated)} came: no created date. They count in no month and at no age."
        )
    if deals.products == () and len(deals.outcome):
        told.append("What the deals are of: no product was read.")
    return told


def _window_gaps(deals: Deals, seen: FileWindow | None) -> list[str]:
    """Deals that are missing at the beginning or the end of the file."""
    if seen is None:
        return []
    told = []
    if seen.closings_from is not None:
        first = _format_day(seen.closings_from)
        told.append(
            f"What came before {first}: deals that closed before that day are missing, so those that were created "
            "before it count only from then on."
        )
    if seen.created_to < seen.end:
        young = (deals.outcome == OPEN) & (deals.created > seen.created_to)
        told.append(
            f"What came after {_format_day(seen.created_to)}: of the deals created since, only {np.count_nonzero(young)} are "
            "open, far fewer than older deals were at their age. Open deals are missing, so deals that never end count "
            "too little in what comes."
        )
    return told


def _old_deal_gaps(deals: Deals, fate: DealFate | None) -> list[str]:
    if fate is None or (fate.old_month is not None and fate.stay_open is not None):
        return []
    if not (deals.outcome == OPEN).any():
        return [
            "What becomes of old open deals: the file holds no open deal, and does not say whether there are any."
        ]
    return [
        f"What becomes of old open deals: fewer than {MIN_OBSERVATIONS} could be followed from their first day, or "
        "beyond that age."
    ]


def _count_deals(count: int) -> str:
    return "1 deal" if count == 1 else f"{count:,} deals"


def _format_day(day: int) -> str:
    return str(np.datetime64(day, "D"))
