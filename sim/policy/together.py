"""Bots in many futures at once: their rules asked of arrays of what a team knows exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.batch.engine import BatchPolicy
from sim.batch.moves import side_by_side
from sim.batch.state import BatchState
from sim.model.arrays import Array, ScalarOrArray, total
from sim.model.calendar import period_weeks, quarter_of
from sim.model.firm import Firm
from sim.model.move import Allocation, Move, allocation
from sim.model.pressure import pressure
from sim.policy.rules import Rule, Rules, RulesPolicy
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import FRANCHISE_WEEKS

QUANTITIES: dict[str, Callable[[Firm, BatchState], ScalarOrArray]] = {
    "quarter": lambda _, s: float(quarter_of(s.week) + 1),
    "quarters_left": lambda f, s: float(f.scenario.quarters - quarter_of(s.week)),
    "attainment": lambda _, s: s.attainments[-1] if s.attainments else 1.0,
    "trailing": lambda _, s: sum(s.attainments) / len(s.attainments) if s.attainments else 1.0,
    "pressure": lambda f, s: pressure(s.stocks.felt, s.stocks.culture, f.parameters.pressure),
    "cash": lambda _, s: s.cash,
    "sellers": lambda f, s: total(s.stocks.filled) / f.seats,
    "offering": lambda _, s: s.stocks.offering_live,
}
"""Quantities of `sim.policy.quantities` that are the same for whoever looks, as arrays."""

OWN_STOCKS = (
    "felt", "burnout", "relationships", "insight", "foresight", "culture", "capability", "skill",
)  # fmt: skip
"""Quantities that are stocks of the same name."""


class TogetherError(ValueError):
    """Rules ask for what is read from the market, which many futures have no reading of."""


class BotTogether:
    """Rules at work in many futures: asked at the start of each period from week `week` on."""

    def __init__(self, firm: Firm, rules: Rules, week: int, cadence: Cadence) -> None:
        self._firm, self._starts = firm, frozenset(_starts(firm, week, cadence))
        base = RulesPolicy(firm, rules)
        self._rules = rules.rules
        asked = {name for rule in self._rules for name in rule.when}
        if missing := asked - set(QUANTITIES) - set(OWN_STOCKS):
            raise TogetherError(f"rules for many futures cannot ask for {', '.join(sorted(missing))}")
        self._moves = [base.of(chosen) for chosen in _choices(len(self._rules))]

    def __call__(self, state: BatchState) -> Allocation | None:
        """The moves of all futures in a period that begins now."""
        if state.week not in self._starts:
            return None
        if not self._rules:
            return side_by_side([allocation(self._firm, self._moves[0])])
        held = np.zeros(state.shape, dtype=np.intp)
        for bit, rule in enumerate(self._rules):
            held |= _holds(self._firm, rule, state).astype(np.intp) << bit
        return taken(side_by_side([allocation(self._firm, move) for move in self._moves]), held)


def _starts(firm: Firm, week: int, cadence: Cadence) -> Iterator[int]:
    """First weeks of the periods from a week on, those of the franchise year among them."""
    while week < firm.scenario.weeks + FRANCHISE_WEEKS:
        yield week
        week += period_weeks(week, cadence)


def _choices(rules: int) -> list[tuple[bool, ...]]:
    """Which of the rules hold, in all ways: the number's bits."""
    return [tuple(bool(number >> bit & 1) for bit in range(rules)) for number in range(1 << rules)]


def taken(moves: Allocation, which: np.ndarray) -> Allocation:
    """Of moves side by side the one that each future and plan takes."""
    names = ("split", "response", "sellers", "managers", "leaders", "concentration")
    return Allocation(**{name: np.asarray(getattr(moves, name))[which] for name in names})


def _holds(firm: Firm, rule: Rule, state: BatchState) -> np.ndarray:
    holds = np.ones(state.shape, dtype=bool)
    for name, bounds in rule.when.items():
        value = _quantity(firm, name, state)
        if bounds.below is not None:
            holds &= value < bounds.below
        if bounds.above is not None:
            holds &= value > bounds.above
    return holds


def _quantity(firm: Firm, name: str, state: BatchState) -> Array:
    if name in OWN_STOCKS:
        return np.asarray(getattr(state.stocks, name))
    return np.asarray(QUANTITIES[name](firm, state))


def together(firm: Firm, rules: Rules, week: int, cadence: Cadence) -> BatchPolicy:
    """A bot for all futures and plans from a week on."""
    return BotTogether(firm, rules, week, cadence)


def constant_move(firm: Firm, rules: Rules) -> Move:
    """The move of a bot without rules."""
    return RulesPolicy(firm, rules).of(())
