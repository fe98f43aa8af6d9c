"""The outlook of a piece, and where new business comes from, as sentences."""

from __future__ import annotations

import math

from sim.model.conversations import AGES
from sim.text.figures import count_noun, format_money, format_percent, format_time_off
from sim.view.business_sources import BusinessSources
from sim.view.piece_outlook import PieceOutlook
from sim.view.view import DealView

NEXT_EVENTS = {
    "proposal": "the customer decides",
    "qualified": "a proposal, or it turns out not to be an opportunity",
    "conversation": "it ripens by another third",
}
RIPE_NEXT_EVENT = "it is ripe: an opportunity may grow from it"
"""What comes next, by piece; and of a conversation in its last age."""

AGE_NAMES = ("first", "second", "last")


def describe_piece(of: PieceOutlook) -> list[str]:
    """A story as sentences."""
    return [_kind_sentence(of), _owner_sentence(of), _time_sentence(of), _chance_sentence(of)]


def _kind_sentence(of: PieceOutlook) -> str:
    item = of.item
    if isinstance(item, DealView):
        what = "A proposal" if of.piece == "proposal" else "A qualified opportunity"
        origin = "grown from a conversation" if item.grown else "that came in or was prospected"
        return f"{what} in {of.segment}, {origin}."
    return (
        f"A conversation about the coming years in {of.segment}, in the {AGE_NAMES[item.age]} of {AGES} ages."
    )


def _owner_sentence(of: PieceOutlook) -> str:
    who = (
        f"{of.owner} works on it"
        if of.owner
        else "Its seller has left; nobody works on it until the seat is filled"
    )
    if of.since is None:
        return f"{who}; it was there when you started."
    since = "began" if of.piece == "conversation" else "reached this stage"
    return (
        f"{who}; it {since} {count_noun(of.since, 'week')} ago."
        if of.since
        else f"{who}; it {since} just now."
    )


def _time_sentence(of: PieceOutlook) -> str:
    item = of.item
    ripe = not isinstance(item, DealView) and item.age == AGES - 1
    what = RIPE_NEXT_EVENT if ripe else NEXT_EVENTS[of.piece]
    if of.piece == "proposal":
        return f"Next: {what}, {format_time_off(*of.next)} at today's pace, in eight of ten cases."
    decided = f"If it goes on, its business is due {format_time_off(*of.due)}."
    return f"Next: {what}, {format_time_off(*of.next)} at today's pace, in eight of ten cases. {decided}"


def _chance_sentence(of: PieceOutlook) -> str:
    c = of.chance
    low, high = round(100 * c.low), round(100 * c.high)
    range_ = f" ({low} to {high}, given how well the market is read)" if low < high else ""
    chance_ = f"Chance of winning it in the end: {format_percent(c.mean)}{range_}."
    return f"{chance_} Such a win is worth {format_money(of.worth)} on average."


def describe_sources(of: BusinessSources) -> list[str]:
    """The sources as sentences."""
    low, high = (round(of.arrivals * math.exp(side * of.error)) for side in (-1, 1))
    range_ = f" ({low} to {high}, given how well the market is read)" if low < high else ""
    new = count_noun(round(of.arrivals), "new opportunity", "new opportunities")
    return [
        f"At today's pace a quarter brings {new}{range_}: {_format_part(of.by_relationships, of.arrivals)} "
        f"of them thanks to your relationships, {_format_part(of.by_prospecting, of.arrivals)} from prospecting "
        "in the hours that the pipeline leaves.",
        f"{count_noun(round(of.grown), 'opportunity', 'opportunities').capitalize()} will grow within a quarter "
        "from the conversations that are ripening now.",
        f"With this move sellers begin {count_noun(round(of.begun), 'conversation')} a quarter, "
        f"{_format_part(of.by_insight, of.begun)} of them thanks to your insight; what grows from them is due "
        f"{format_time_off(*of.due)}.",
    ]


def _format_part(part: float, whole: float) -> str:
    return format_percent(part / whole) if whole > 0 else format_percent(0)
