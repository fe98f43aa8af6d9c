"""A game as the rows of a CRM: one row for each deal, from the facts of a line and the deals open at its end.

The rows say what the game knows, except when the deals of the start were created. The model needs no ages, because all
deals in a stage progress at one rate however old they are. So their ages are drawn as in a firm that always had full
coverage: the time in a stage is exponential, and so is the time already spent in it (the exponential is memoryless),
with the mean of the stage. A proposal was a qualified deal before, for a time of that stage. The random stream 'start
ages' is keyed by the deal's id, so a deal has the same age in every export of its game, whatever was played.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.export.calendar import FIRST_YEAR, calendar_days
from sim.event.facts import DealArrived, DealDisqualified, DealDropped, DealLost, DealProposed, DealWon, Fact
from sim.event.items import Deal
from sim.event.names import customer_name
from sim.event.position import Position
from sim.game.game import Game
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams, to_exponential
from sim.scenario.parameters import StageParameters

Source = Literal["market", "conversation"]
Stage = Literal["Qualified", "Proposal", "Closed Won", "Closed Lost"]
Reason = Literal["", "rival", "no decision", "disqualified", "no time"]

UNITS_IN_K, AMOUNT_DECIMALS, MIN_AMOUNT = 1000, 2, 0.01
"""Currency units in a k, decimals of an amount, and the smallest amount with these."""

Closed = DealWon | DealLost | DealDisqualified | DealDropped


@dataclass(frozen=True, slots=True)
class ExportRows:
    """The columns of an export with n deals, sorted by creation day and id."""

    opportunity_id: tuple[str, ...]
    """The deal's id in the game, in digits."""
    account: tuple[str, ...]
    """Name of the customer; several customers can have the same."""
    owner: tuple[str, ...]
    """Name of the seller who closed the deal, or has it now."""
    product: tuple[str, ...]
    """Title of the segment, with its name if several segments have the same title."""
    source: tuple[Source, ...]
    """'conversation' for a deal that grew from one, else 'market'."""
    stage: tuple[Stage, ...]
    reason: tuple[Reason, ...]
    """Why the deal was lost; else empty."""
    created: Ints
    """(n,) days since 1970-01-01."""
    closed: Floats
    """(n,) whole days since 1970-01-01; NaN for open deals."""
    amount: Floats
    """(n,) currency units (not k) with two decimals, at least 0.01; NaN unless won."""


def export_rows(
    firm: Firm, dice: RandomStreams, facts: Iterable[Fact], position: Position, start: int = FIRST_YEAR
) -> ExportRows:
    """The rows of a line of a game: its facts from week 0 on, and the position at its end.

    The game begins in January of the year `start`.
    """
    history = _collect_facts(facts)
    items: list[Closed | Deal] = [*history.closed.values(), *position.deals]
    ids = [_deal_id(item) for item in items]
    created = calendar_days(_creation_times(firm, dice, history, ids, items), start)
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
        source=tuple("conversation" if id_ in history.grown else "market" for id_ in ids),
        stage=tuple(map(_deal_stage, items)),
        reason=tuple(map(_loss_reason, items)),
        created=created[order],
        closed=_closing_days(np.array(ends, dtype=np.float64), start),
        amount=np.array(amounts, dtype=np.float64),
    )


def line_rows(game: Game, start: int = FIRST_YEAR) -> ExportRows:
    """The rows of the line from the start of a game to the current position, without its variations."""
    nodes = list(game.at.line())
    facts = (fact for node in reversed(nodes) for fact in node.facts)
    return export_rows(game.setup.firm, game.setup.stream, facts, game.at.position, start)


def rows_to_deals(rows: ExportRows) -> Deals:
    """The deals that reading the rows back from a CSV file would give, with names kept.

    Only unusual names differ: a file has names that look like formulas with an apostrophe, and its reader merges names
    that differ only in case and spaces.
    """
    outcomes = {"Closed Won": WON, "Closed Lost": LOST}
    owner, owners = _index_names(rows.owner)
    product, products = _index_names(rows.product)
    return Deals(
        outcome=np.array([outcomes.get(stage, OPEN) for stage in rows.stage], dtype=np.int64),
        created=rows.created.astype(np.float64),
        closed=rows.closed,
        value=rows.amount,
        owner=owner,
        product=product,
        owners=owners,
        products=products,
    )


@dataclass(slots=True)
class _DealHistory:
    """The history of deals from the facts, by id."""

    created: dict[int, float] = field(default_factory=dict)
    """weeks since the start of the game."""
    grown: set[int] = field(default_factory=set)
    proposed: set[int] = field(default_factory=set)
    closed: dict[int, Closed] = field(default_factory=dict)


def _collect_facts(facts: Iterable[Fact]) -> _DealHistory:
    history = _DealHistory()
    for fact in facts:
        match fact:
            case DealArrived():
                history.created[fact.item] = fact.time
                if fact.grown:
                    history.grown.add(fact.item)
            case DealProposed():
                history.proposed.add(fact.item)
            case DealWon() | DealLost() | DealDisqualified() | DealDropped():
                history.closed[fact.item] = fact
    return history


def _deal_id(item: Closed | Deal) -> int:
    return item.id if isinstance(item, Deal) else item.item


def _creation_times(
    firm: Firm, dice: RandomStreams, history: _DealHistory, ids: list[int], items: list[Closed | Deal]
) -> Floats:
    """(n,) weeks since the start of the game."""
    stages = firm.parameters.stages
    times = [
        history.created[id_]
        if id_ in history.created
        else -start_age(dice, stages, id_, proposal=_was_proposal(item) and id_ not in history.proposed)
        for id_, item in zip(ids, items, strict=True)
    ]
    return np.array(times, dtype=np.float64)


def start_age(dice: RandomStreams, stages: StageParameters, item: int, *, proposal: bool) -> float:
    """weeks; age of a deal of the start, as described above.

    Its time as a qualified deal does not depend on whether it is a proposal.
    """
    as_qualified, as_proposal = (
        to_exponential(u) for u in dice.stream("start ages", item).random(2).tolist()
    )
    return as_qualified * stages.qualified_weeks + (as_proposal * stages.proposal_weeks if proposal else 0.0)


def _was_proposal(item: Closed | Deal) -> bool:
    """Whether a deal ended as a proposal."""
    match item:
        case Deal() | DealDropped():
            return item.stage == "proposal"
        case _:
            return not isinstance(item, DealDisqualified)


def _segment_titles(firm: Firm) -> list[str]:
    """Titles by segment; titles that are not unique are followed by the segment's name."""
    segments = firm.scenario.market.segments
    titles = [segment.title for segment in segments.values()]
    return [
        f"{title} ({name})" if titles.count(title) > 1 else title
        for name, title in zip(segments, titles, strict=True)
    ]


def _deal_amount(value: float) -> float:
    """Convert from k to currency units, at least MIN_AMOUNT."""
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
    """(n,) calendar days; NaN for NaN."""
    known = np.isfinite(weeks)
    days = np.full(len(weeks), np.nan)
    days[known] = calendar_days(weeks[known], start)
    return days


def _index_names(names: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """(n,) index of each name into the distinct names, and these in order of appearance."""
    numbers: dict[str, int] = {}
    index = [numbers.setdefault(name, len(numbers)) for name in names]
    return np.array(index, dtype=np.int64), tuple(numbers)
