"""A game as the rows of a CRM: one row for each deal, from the facts of its line and what is open at its end.

What a row says is what the game knows, but for one thing: when the deals of the start were created. They were there
before the game, whose laws need no age: all deals in a stage move on at one rate, however long they are there. So their
age is drawn as a firm that always lived with full coverage would have it: time in a stage is exponential there, and so
is the time that a deal in it has spent so far (the exponential has no memory), with the stage's mean; a proposal was a
qualified opportunity before that, for a time of that stage. The dice are of the stream 'start ages' by the deal's
identity, so a deal has one age in every export of its game, whatever was played.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.export.calendar import calendar_days
from sim.crm.export.first_year import FIRST_YEAR
from sim.event.facts import DealArrived, DealDisqualified, DealDropped, DealLost, DealProposed, DealWon, Fact
from sim.event.items import Deal
from sim.event.names import customer_name
from sim.event.position import Position
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams, to_exponential
from sim.scenario.parameters import StageParameters

Source = Literal["market", "conversation"]
Stage = Literal["Qualified", "Proposal", "Closed Won", "Closed Lost"]
Reason = Literal["", "rival", "no decision", "disqualified", "no time"]

UNITS_IN_K, AMOUNT_DECIMALS, MIN_AMOUNT = 1000, 2, 0.01
"""Currency units in a k, digits of an amount behind the point, and the smallest amount with these."""

Closed = DealWon | DealLost | DealDisqualified | DealDropped


@dataclass(frozen=True, slots=True)
class ExportRows:
    """The columns of an export, n deals each, by the day they were created and their identity."""

    opportunity_id: tuple[str, ...]
    """the identity of the deal in the game, in digits."""
    account: tuple[str, ...]
    """the customer's name; several customers can have one."""
    owner: tuple[str, ...]
    """name of the seller who closed it, or has it now."""
    product: tuple[str, ...]
    """title of its segment, with the segment's name where several have this title."""
    source: tuple[Source, ...]
    """'conversation' for a deal grown from one, else 'market'."""
    stage: tuple[Stage, ...]
    reason: tuple[Reason, ...]
    """why it was lost; else empty."""
    created: Ints
    """(n,) days since 1970-01-01."""
    closed: Floats
    """(n,) days since 1970-01-01, whole; NaN while it is open."""
    amount: Floats
    """(n,) currency units of full size (not k), two decimals, at least .01; NaN where it is not won."""


def export_rows(
    firm: Firm, dice: RandomStreams, facts: Iterable[Fact], position: Position, start: int = FIRST_YEAR
) -> ExportRows:
    """The rows of a line of a game: `facts` are all of it from week 0 on, `position` is its end, and the game begins in
    January of the year `start`.
    """
    told = _collect_facts(facts)
    items: list[Closed | Deal] = [*told.closed.values(), *position.deals]
    ids = [_deal_id(item) for item in items]
    created = calendar_days(_creation_times(firm, dice, told, ids, items), start)
    order = np.lexsort((np.array(ids, dtype=np.int64), created)).tolist()
    items, ids = [items[i] for i in order], [ids[i] for i in order]
    titles, names = _segment_titles(firm), [seller.name for seller in position.sellers]
    ends = [np.nan if isinstance(item, Deal) else item.time for item in items]
    amounts = [_deal_amount(item.value) if isinstance(item, DealWon) else np.nan for item in items]
    return ExportRows(
        opportunity_id=tuple(map(str, ids)),
        account=tuple(map(customer_name, ids)),
        owner=tuple(names[item.owner] if isinstance(item, Deal) else item.seller for item in items),
        product=tuple(titles[item.segment] for item in items),
        source=tuple("conversation" if id_ in told.grown else "market" for id_ in ids),
        stage=tuple(map(_deal_stage, items)),
        reason=tuple(map(_loss_reason, items)),
        created=created[order],
        closed=_closing_days(np.array(ends, dtype=np.float64), start),
        amount=np.array(amounts, dtype=np.float64),
    )


def rows_to_deals(of: ExportRows) -> Deals:
    """What reading the CSV back with names kept gives, without a file. Only names that are hostile or the same but for
    case and spaces read otherwise: a file carries them with an apostrophe, and its reader takes them for one.
    """
    outcomes = {"Closed Won": WON, "Closed Lost": LOST}
    owner, owners = _index_names(of.owner)
    product, products = _index_names(of.product)
    return Deals(
        outcome=np.array([outcomes.get(stage, OPEN) for stage in of.stage], dtype=np.int64),
        created=of.created.astype(np.float64),
        closed=of.closed,
        value=of.amount,
        owner=owner,
        product=product,
        owners=owners,
        products=products,
    )


@dataclass(slots=True)
class _DealHistory:
    """What the facts tell of deals, by identity."""

    came: dict[int, float] = field(default_factory=dict)
    """weeks."""
    grown: set[int] = field(default_factory=set)
    proposed: set[int] = field(default_factory=set)
    closed: dict[int, Closed] = field(default_factory=dict)


def _collect_facts(facts: Iterable[Fact]) -> _DealHistory:
    told = _DealHistory()
    for fact in facts:
        match fact:
            case DealArrived():
                told.came[fact.item] = fact.time
                if fact.grown:
                    told.grown.add(fact.item)
            case DealProposed():
                told.proposed.add(fact.item)
            case DealWon() | DealLost() | DealDisqualified() | DealDropped():
                told.closed[fact.item] = fact
    return told


def _deal_id(item: Closed | Deal) -> int:
    return item.id if isinstance(item, Deal) else item.item


def _creation_times(
    firm: Firm, dice: RandomStreams, told: _DealHistory, ids: list[int], items: list[Closed | Deal]
) -> Floats:
    """Weeks since the start of the game, (n,)."""
    stages = firm.parameters.stages
    came = [
        told.came[id_]
        if id_ in told.came
        else -start_age(dice, stages, id_, proposal=_was_proposal(item) and id_ not in told.proposed)
        for id_, item in zip(ids, items, strict=True)
    ]
    return np.array(came, dtype=np.float64)


def start_age(dice: RandomStreams, stages: StageParameters, item: int, *, proposal: bool) -> float:
    """Weeks, above 0; age of a deal of the start, see above. Its time as a qualified one does not depend on whether it
    is a proposal.
    """
    as_qualified, as_proposal = (
        to_exponential(u) for u in dice.stream("start ages", item).random(2).tolist()
    )
    return as_qualified * stages.qualified_weeks + (as_proposal * stages.proposal_weeks if proposal else 0.0)


def _was_proposal(item: Closed | Deal) -> bool:
    """Whether it was a proposal in the end."""
    match item:
        case Deal() | DealDropped():
            return item.stage == "proposal"
        case _:
            return not isinstance(item, DealDisqualified)


def _segment_titles(firm: Firm) -> list[str]:
    """By segment; titles that are no names get their segment's name behind them."""
    segments = firm.scenario.market.segments
    titles = [segment.title for segment in segments.values()]
    return [
        f"{title} ({name})" if titles.count(title) > 1 else title
        for name, title in zip(segments, titles, strict=True)
    ]


def _deal_amount(value: float) -> float:
    """Currency units from k. A win is worth something, however small."""
    return max(round(value * UNITS_IN_K, AMOUNT_DECIMALS), MIN_AMOUNT)


def _deal_stage(item: Closed | Deal) -> Stage:
    if isinstance(item, Deal):
        return "Proposal" if item.stage == "proposal" else "Qualified"
    return "Closed Won" if isinstance(item, DealWon) else "Closed Lost"


def _loss_reason(item: Closed | Deal) -> Reason:
    match item:
        case DealLost():
            return item.to
        case DealDisqualified():
            return "disqualified"
        case DealDropped():
            return "no time"
        case _:
            return ""


def _closing_days(weeks: Floats, start: int) -> Floats:
    """Calendar days of moments, NaN where there is none."""
    there = np.isfinite(weeks)
    days = np.full(len(weeks), np.nan)
    days[there] = calendar_days(weeks[there], start)
    return days


def _index_names(names: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """Index of each name among the different ones, these in the order of their first rows."""
    numbers: dict[str, int] = {}
    index = [numbers.setdefault(name, len(numbers)) for name in names]
    return np.array(index, dtype=np.int64), tuple(numbers)
