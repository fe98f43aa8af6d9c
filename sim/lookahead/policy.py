"""The lookahead as a policy: it searches in every position and plays the first move of the best plan.

`lookahead:2000` uses 2,000 futures per move and is the same on any machine and number of cores. `lookahead:5s` uses
five seconds per move. The suffix `:score` maximises the win chance instead of the value, and `:4q` only the margin of
the next four quarters.
"""

from __future__ import annotations

import math
import re
import time
from contextlib import suppress
from dataclasses import dataclass

from sim.base.problems import quote_value
from sim.base.progress import StopCallback, StoppedError
from sim.game.threshold import goal_threshold
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.objectives import NextMarginObjective, score_objective, value_objective
from sim.lookahead.search import PlanSearch, SearchObjective
from sim.lookahead.search_heads import make_free_head
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.notation import ALL_SEATS
from sim.policy.registry import PolicyError
from sim.scenario.organisation import Cadence
from sim.view.view import View

DEFAULT_FUTURES, MAX_FUTURES = 2000, 10_000_000
"""Default and maximum number of futures per move."""

GRAMMAR_REMEDY = (
    "write lookahead:2000 (futures a move) or lookahead:5s; behind it :score (win chance) or :4q "
    "(next quarters)"
)

_GRAMMAR = re.compile(
    r"((?P<seconds>\d{1,4}(\.\d{1,3})?)s|(?P<futures>[1-9]\d{0,8}))?"
    r"((^|:)((?P<score>score)|(?P<quarters>[1-9]\d?)q))?"
)


@dataclass(frozen=True, slots=True)
class SearchBudget:
    """How a number of futures is divided: rounds of plans, each in a number of futures."""

    rounds: int
    plans: int
    futures: int


def split_budget(futures: int) -> SearchBudget:
    """Divide a number of futures per move. Beyond a few rounds, plans and futures per plan grow alike."""
    rounds = 3 if futures < 600 else 5 if futures < 10_000 else 8
    each = max(4, round(0.8 * math.sqrt(futures / rounds)))
    return SearchBudget(rounds, max(6, futures // (rounds * each)), each)


TIMED_ROUND = SearchBudget(1, 48, 16)
"""A round of a search with a time limit."""


@dataclass(frozen=True, slots=True)
class LookaheadPolicy:
    """The policy. It decides for all seats, and depends only on the view (and with a time limit on the machine)."""

    firm: Firm
    cadence: Cadence
    futures: int | None
    """Futures per move. None if seconds are given."""
    seconds: float = 0.0
    threshold: float | None = None
    """In the unit of the goal's measure; set to maximise the win chance."""
    quarters: int | None = None
    """Number of quarters whose margin is maximised, if set."""

    def __call__(self, view: View) -> Move:
        """Return the first move of the best plan found."""
        if self.futures is None:
            return self._by_the_clock(view)
        search, spent = self._search(view, lambda: False), split_budget(self.futures)
        for _ in range(spent.rounds):
            search.run_round(spent.plans, spent.futures)
        return search.best().move(0)

    def _by_the_clock(self, view: View) -> Move:
        """Search for some seconds. The first round is completed in any case; a later one is
        abandoned when time is up.
        """
        end = time.monotonic() + self.seconds
        search = self._search(view, lambda: search.rounds > 0 and time.monotonic() >= end)
        with suppress(StoppedError):
            while search.rounds == 0 or time.monotonic() < end:
                search.run_round(TIMED_ROUND.plans, TIMED_ROUND.futures)
        return search.best().move(0)

    def _search(self, view: View, stop: StopCallback) -> PlanSearch:
        forecaster = Forecaster(self.firm, view, self.cadence, ALL_SEATS, stop)
        return PlanSearch(forecaster, self._objective(forecaster), [make_free_head(forecaster)])

    def _objective(self, forecaster: Forecaster) -> SearchObjective:
        if self.quarters is not None:
            return NextMarginObjective(self.quarters)
        return value_objective if self.threshold is None else score_objective(forecaster, self.threshold)


def parse_lookahead_policy(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Parse the part after `lookahead:`. Raises PolicyError."""
    found = _GRAMMAR.fullmatch(text)
    if found is None:
        raise PolicyError(f"there is no policy {quote_value(f'lookahead:{text}')}", GRAMMAR_REMEDY)
    goal = goal_threshold(firm.scenario) if found["score"] else None
    quarters = int(found["quarters"]) if found["quarters"] else None
    if found["seconds"]:
        return LookaheadPolicy(firm, cadence, None, float(found["seconds"]), goal, quarters)
    futures = int(found["futures"] or DEFAULT_FUTURES)
    if futures > MAX_FUTURES:
        raise PolicyError(f"{futures:,} futures a move are more than {MAX_FUTURES:,}", GRAMMAR_REMEDY)
    return LookaheadPolicy(firm, cadence, futures, 0.0, goal, quarters)
