"""Compute the figures that conditions of a story refer to. `sim/scenario/conditional_text.py` defines each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.event.books import Book, quarter_attainments, quarter_books, sum_books
from sim.event.facts import FalseAlarm
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.model.directors import JUDGED_QUARTERS
from sim.model.measures import HEALTH_STOCKS, SHARE_WEEKS, share_against_rival
from sim.model.threats import answer_effect
from sim.policy.quantities import VIEW_QUANTITIES
from sim.scenario.parameters import AnswerParameters
from sim.view.view import View

FUTURE_SHARE_SEATS = {"sellers_future": 0, "managers_future": 1, "leaders_future": 2}


@dataclass(frozen=True, slots=True)
class StoryContext:
    """A position of a game and the moves that led to it."""

    start: View
    now: View
    line: Sequence[GameNode]
    """Nodes from the start to the position."""
    answers: AnswerParameters
    result: Result | None

    def figure(self, name: str) -> float:
        """Return a figure by its name."""
        return _FIGURES[name](self)

    @property
    def present(self) -> frozenset[str]:
        """Names of the sellers who are present."""
        return frozenset(s.name for s in self.now.sellers if s.present)

    @property
    def quarters(self) -> list[Book]:
        """Books of the completed quarters."""
        return quarter_books(self.now.weeks)


def _best_quarter(c: StoryContext) -> float:
    booked = [book.bookings for book in c.quarters]
    return 1.0 + int(np.argmax(booked)) if booked else 0.0


def _first_year_attainment(c: StoryContext) -> float:
    first = quarter_attainments(c.now.weeks)[:JUDGED_QUARTERS]
    return float(np.mean(first)) if first else 1.0


def _share_of_sellers_kept(c: StoryContext) -> float:
    initial = [s.name for s in c.start.sellers if s.present]
    return sum(name in c.present for name in initial) / len(initial) if initial else 1.0


def _mean_health(view: View) -> float:
    return float(np.mean([getattr(view.stocks, name) for name in HEALTH_STOCKS]))


def _mean_gap(view: View) -> float:
    return float(np.mean(view.market.gap))


def _lead_over_rival(view: View) -> float:
    return float(np.mean(view.market.rival_gap)) - _mean_gap(view)


def _market_share(weeks: Sequence[Book]) -> float:
    year = sum_books(weeks)
    return float(share_against_rival(year.won, year.lost_to_rival))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _mean_future_share(seat: int) -> Callable[[StoryContext], float]:
    def mean_share(c: StoryContext) -> float:
        moves = [node.move for node in c.line if node.move is not None] or [c.start.last_move]
        return _mean([float(move.split[seat]) for move in moves])

    return mean_share


def _next_year_ratio(c: StoryContext) -> float:
    if c.result is None:
        return 0.0
    return _ratio(c.result.franchise, sum(book.margin for book in c.quarters[-JUDGED_QUARTERS:]))


_FIGURES: Mapping[str, Callable[[StoryContext], float]] = {
    **{
        name: lambda c, quantity=VIEW_QUANTITIES[name]: quantity(c.now)  # type: ignore[misc]  # the default binds each function at once
        for name in (
            "quarter", "attainment", "trailing", "pressure", "burnout", "load", "sellers", "relationships",
            "insight", "foresight", "culture", "capability", "skill", "offering", "signals",
        )
    },
    "first_year": _first_year_attainment,
    "best_attainment": lambda c: max(quarter_attainments(c.now.weeks), default=0.0),
    "best_quarter": _best_quarter,
    "stayed": _share_of_sellers_kept,
    "customers": lambda c: _ratio(sum(c.now.accounts), sum(c.start.accounts)),
    "conversations": lambda c: float(len(c.now.conversations)),
    "deals": lambda c: _ratio(len(c.now.deals), len(c.start.deals)),
    "health_change": lambda c: _mean_health(c.now) - _mean_health(c.start),
    "gap_change": lambda c: _mean_gap(c.now) - _mean_gap(c.start),
    "ahead": lambda c: _lead_over_rival(c.now),
    "ahead_change": lambda c: _lead_over_rival(c.now) - _lead_over_rival(c.start),
    "share": lambda c: _market_share(c.now.weeks[-SHARE_WEEKS:]),
    "share_change": lambda c: _market_share(c.now.weeks[-SHARE_WEEKS:]) - _market_share(c.now.weeks[:SHARE_WEEKS]),
    "answers": lambda c: min((signal.progress for signal in c.now.signals), default=1.0),
    "strikes": lambda c: float(len(c.now.struck)),
    "seen": lambda c: _mean([float(past.seen) for past in c.now.struck]),
    "answered": lambda c: _mean([float(answer_effect(past.progress, c.answers)) for past in c.now.struck]),
    "false_alarms": lambda c: float(
        sum(isinstance(fact, FalseAlarm) for node in c.line for fact in node.facts)
    ),
    **{name: _mean_future_share(seat) for name, seat in FUTURE_SHARE_SEATS.items()},
    "next_year": _next_year_ratio,
    "cash_gone": lambda c: float(c.result is not None and c.result.fired_for == "cash"),
}  # fmt: skip
