"""A period as it was played: its states, its move, its signals and strikes.

It is made from a node of the game, and knows nothing of disruptions that were neither noticed nor over by its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.why.state_arrays import StateArrays, position_to_arrays
from sim.event.facts import DisruptionAnswered, DisruptionStruck
from sim.event.items import DisruptionWatch
from sim.game.game_tree import GameNode
from sim.game.outcome import CARETAKER
from sim.game.setup import GameSetup
from sim.model.arrays import Array
from sim.model.move import Allocation, make_allocation
from sim.model.threats import answer_effect
from sim.model.world import Disruption
from sim.policy.registry import make_bot
from sim.scenario.disruptions import DisruptionType
from sim.view.observe import observe

RIVAL_STOCKS = ("rival_gap",)
"""Stocks that belong to the rival."""


@dataclass(frozen=True, slots=True)
class PeriodStrike:
    """The effects of a strike in a period, either those on the rival or all others."""

    rival: bool
    """Whether these are the effects on the rival."""
    week: int
    """Week of the period, counted from 0."""
    kind: DisruptionType
    """Type with these effects only."""
    segment: Array
    """0 or 1, (S,): the segment that was struck."""
    severity: float
    answered: float
    """0..1; effect of the answer."""


@dataclass(frozen=True, slots=True, eq=False)
class PlayedPeriod:
    """W weeks that were played. A period is equal only to itself."""

    weeks: range
    start: StateArrays
    end: StateArrays
    move: Allocation
    caretaker: Allocation
    """Move under which the year after the period would be played."""
    strikes: tuple[PeriodStrike, ...]
    signals: Array
    """(W, S): window for conversations opened by disruptions that are seen coming."""
    talk: Array
    """(W, S): window for conversations left open by past strikes."""
    open: Array
    """0 or 1, (W,): whether there is a signal to answer."""
    bookings: float
    """k."""
    margin: float
    """k."""

    def place(self, week: int, other: PlayedPeriod) -> int:
        """The week of another period, perhaps of another length, that corresponds to a week of this one."""
        return week * len(other.weeks) // len(self.weeks)


def make_played_period(setup: GameSetup, node: GameNode) -> PlayedPeriod:
    """Make the period that led to a node (not the root)."""
    before = node.parent
    assert before is not None
    assert node.move is not None
    firm, weeks = setup.firm, range(before.position.week, node.position.week)
    books = node.position.weeks[weeks.start :]
    signals, talk, is_open = _week_windows(setup, node, weeks, _known_disruptions(setup, node))
    return PlayedPeriod(
        weeks=weeks,
        start=position_to_arrays(firm, before.position),
        end=position_to_arrays(firm, node.position),
        move=make_allocation(firm, node.move),
        caretaker=make_allocation(
            firm, make_bot(CARETAKER, firm)(observe(setup.world, node.position, node.move))
        ),
        strikes=tuple(_period_strikes(setup, node, weeks)),
        signals=signals,
        talk=talk,
        open=is_open,
        bookings=sum(book.bookings for book in books),
        margin=sum(book.margin for book in books),
    )


def _known_disruptions(setup: GameSetup, node: GameNode) -> list[tuple[Disruption, DisruptionWatch]]:
    """Disruptions that were noticed or over by the end of the period, with their state."""
    pairs = zip(setup.world.disruptions, node.position.watches, strict=True)
    return [(d, w) for d, w in pairs if w.seen is not None or w.over]


def _period_strikes(setup: GameSetup, node: GameNode, weeks: range) -> Iterator[PeriodStrike]:
    kinds = {d.mark: setup.world.kind(d) for d in setup.world.disruptions}
    segments = np.eye(len(setup.firm.segments))
    for fact in node.facts:
        if isinstance(fact, DisruptionStruck):
            answered = float(answer_effect(fact.progress, setup.firm.parameters.answers))
            week = int(fact.time) - weeks.start
            for rival in (False, True):
                kind = _restrict_effects(kinds[fact.index], rival=rival)
                yield PeriodStrike(rival, week, kind, segments[fact.segment], fact.severity, answered)


def _restrict_effects(kind: DisruptionType, *, rival: bool) -> DisruptionType:
    """A type with only its effects on the rival, or only all others."""
    effects = [effect for effect in kind.effects if (effect.on in RIVAL_STOCKS) is rival]
    return kind.model_copy(update={"effects": effects})


def _week_windows(
    setup: GameSetup, node: GameNode, weeks: range, known: Sequence[tuple[Disruption, DisruptionWatch]]
) -> tuple[Array, Array, Array]:
    """`signals`, `talk` and `open` of a period, as the engine computes them at the start of a week."""
    p, size = setup.firm.parameters.window, len(setup.firm.segments)
    signals, talk, is_open = np.zeros((len(weeks), size)), np.zeros((len(weeks), size)), np.zeros(len(weeks))
    answered = _answer_weeks(node)
    for d, watch in known:
        reach = p.elsewhere + (1 - p.elsewhere) * np.eye(size)[d.segment]
        weight = setup.world.kind(d).importance * d.severity * reach
        for place, week in enumerate(weeks):
            coming = watch.seen is not None and watch.seen <= week < d.strike
            if coming and watch.seen != week:
                signals[place] += weight
            if coming and week <= answered.get(d.mark, week):
                is_open[place] = 1.0
            if d.comes and watch.over and d.strike <= week < d.strike + p.after_weeks:
                talk[place] += p.after * weight
    return signals, talk, is_open


def _answer_weeks(node: GameNode) -> dict[int, int]:
    """The week in which each answer was completed, by the disruption's mark."""
    facts = (fact for one in node.line() for fact in one.facts if isinstance(fact, DisruptionAnswered))
    return {fact.index: int(fact.time) for fact in facts}
