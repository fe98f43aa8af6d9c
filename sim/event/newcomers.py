"""Arrivals: a common stream of potential customers for each week and segment, thinned by the rate.

Potential customers form a sequence with unit-exponential distances. Those whose position is below the week's mean
arrive, at the corresponding moment of the week. More effort therefore adds customers, and lets the same ones arrive
earlier, but replaces none.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.event.items import ARRIVAL, GROWN, Conversation, DealLuck, item_id
from sim.event.opening import make_deal_luck
from sim.event.run_state import RunState
from sim.event.week_plan import WeekPlan
from sim.model.conversations import AGES
from sim.model.random_streams import to_exponential

DEAL_LUCK_UNIFORMS = 6
"""Number of uniforms that determine an opportunity's luck."""


def draw_newcomers(
    desk: RunState, purpose: str, segment: int, mean: float, width: int
) -> Iterator[tuple[int, float, list[float]]]:
    """Yield (ordinal, moment in the week, `width` uniforms) of each potential item that arrives this week."""
    if mean <= 0:
        return
    stream = desk.dice.stream(purpose, desk.week, segment)
    position, ordinal = 0.0, 0
    while True:
        step, *uniforms = stream.random(1 + width).tolist()
        position += to_exponential(step)
        if position >= mean:
            return
        yield ordinal, position / mean, uniforms
        ordinal += 1


def new_deals(desk: RunState, plan: WeekPlan) -> Iterator[tuple[float, int, int, DealLuck]]:
    """Yield (moment, identity, segment, luck) of each opportunity that arrives this week."""
    size = len(desk.firm.segments)
    for segment, mean in enumerate(plan.rates.arrivals.tolist()):
        for ordinal, at, uniforms in draw_newcomers(desk, "customers", segment, mean, DEAL_LUCK_UNIFORMS):
            item = item_id(desk.week, size, segment, ordinal, ARRIVAL)
            yield at, item, segment, make_deal_luck(uniforms)


def new_conversations(desk: RunState, plan: WeekPlan) -> Iterator[tuple[float, Conversation]]:
    """Yield conversations that begin this week, with their moments. Their `due` is the duration of the first age."""
    size = len(desk.firm.segments)
    for segment, mean in enumerate(plan.rates.begun.tolist()):
        width = AGES + 1 + DEAL_LUCK_UNIFORMS
        for ordinal, at, uniforms in draw_newcomers(desk, "conversations", segment, mean, width):
            waits = [to_exponential(u) for u in uniforms[:AGES]]
            yield (
                at,
                Conversation(
                    id=item_id(desk.week, size, segment, ordinal, GROWN),
                    segment=segment,
                    age=0,
                    owner=0,
                    since=desk.week,
                    due=waits[0],
                    waits=(waits[1], waits[2]),
                    grows=uniforms[AGES],
                    luck=make_deal_luck(uniforms[AGES + 1 :]),
                ),
            )
