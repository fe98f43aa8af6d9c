"""Bots for the batch engine: their rules, evaluated on arrays of states."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.batch.engine import BatchPolicy
from sim.batch.policies import stack_allocations
from sim.batch.state import BatchState
from sim.model.arrays import Array, ScalarOrArray, sum_last_axes
from sim.model.calendar import period_weeks, quarter_of
from sim.model.firm import Firm
from sim.model.move import Allocation, Move, make_allocation
from sim.model.pressure import compute_pressure
from sim.policy.rules import Rule, Rules, RulesPolicy
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import FRANCHISE_WEEKS

BATCH_QUANTITIES: dict[str, Callable[[Firm, BatchState], ScalarOrArray]] = {
    "quarter": lambda _, s: float(quarter_of(s.week) + 1),
    "quarters_left": lambda f, s: float(f.scenario.quarters - quarter_of(s.week)),
    "attainment": lambda _, s: s.attainments[-1] if s.attainments else 1.0,
    "trailing": lambda _, s: sum(s.attainments) / len(s.attainments) if s.attainments else 1.0,
    "pressure": lambda f, s: compute_pressure(s.stocks.felt, s.stocks.culture, f.parameters.pressure),
    "cash": lambda _, s: s.cash,
    "sellers": lambda f, s: sum_last_axes(s.stocks.filled) / f.seats,
    "offering": lambda _, s: s.stocks.offering_live,
}
"""Quantities of `sim.policy.quantities` that need no reading of the market, as arrays."""

STOCK_QUANTITIES = (
    "felt", "burnout", "relationships", "insight", "foresight", "culture", "capability", "skill",
)  # fmt: skip
"""Quantities that are stocks of the same name."""


class BatchRulesError(ValueError):
    """Rules that use a reading of the market, which a batch does not have."""


class BatchBot:
    """Rules evaluated in many futures, at the start of each period from week `week` on."""

    def __init__(self, firm: Firm, rules: Rules, week: int, cadence: Cadence) -> None:
        self._firm, self._starts = firm, frozenset(_period_starts(firm, week, cadence))
        base = RulesPolicy(firm, rules)
        self._rules = rules.rules
        asked = {name for rule in self._rules for name in rule.when}
        if missing := asked - set(BATCH_QUANTITIES) - set(STOCK_QUANTITIES):
            raise BatchRulesError(f"rules for many futures cannot ask for {', '.join(sorted(missing))}")
        self._moves = [base.move_when(chosen) for chosen in _rule_combinations(len(self._rules))]

    def __call__(self, state: BatchState) -> Allocation | None:
        """Return the allocations of all futures for the period that begins now, or None if none begins."""
        if state.week not in self._starts:
            return None
        if not self._rules:
            return stack_allocations([make_allocation(self._firm, self._moves[0])])
        holding = np.zeros(state.shape, dtype=np.intp)
        for bit, rule in enumerate(self._rules):
            holding |= _rule_holds(self._firm, rule, state).astype(np.intp) << bit
        return select_allocations(
            stack_allocations([make_allocation(self._firm, move) for move in self._moves]), holding
        )


def _period_starts(firm: Firm, week: int, cadence: Cadence) -> Iterator[int]:
    """Yield the first weeks of all periods from a week on, including the franchise year."""
    while week < firm.scenario.weeks + FRANCHISE_WEEKS:
        yield week
        week += period_weeks(week, cadence)


def _rule_combinations(rules: int) -> list[tuple[bool, ...]]:
    """Return all combinations of rules that hold. The index of a combination has one bit per rule."""
    return [tuple(bool(number >> bit & 1) for bit in range(rules)) for number in range(1 << rules)]


def select_allocations(moves: Allocation, which: np.ndarray) -> Allocation:
    """Select one of several stacked allocations for each future and plan."""
    names = ("split", "response", "sellers", "managers", "leaders", "concentration")
    return Allocation(**{name: np.asarray(getattr(moves, name))[which] for name in names})


def _rule_holds(firm: Firm, rule: Rule, state: BatchState) -> np.ndarray:
    holds = np.ones(state.shape, dtype=bool)
    for name, bounds in rule.when.items():
        value = _quantity_values(firm, name, state)
        if bounds.below is not None:
            holds &= value < bounds.below
        if bounds.above is not None:
            holds &= value > bounds.above
    return holds


def _quantity_values(firm: Firm, name: str, state: BatchState) -> Array:
    if name in STOCK_QUANTITIES:
        return np.asarray(getattr(state.stocks, name))
    return np.asarray(BATCH_QUANTITIES[name](firm, state))


def make_batch_bot(firm: Firm, rules: Rules, week: int, cadence: Cadence) -> BatchPolicy:
    """Return a bot for all futures and plans from a week on."""
    return BatchBot(firm, rules, week, cadence)


def bot_base_move(firm: Firm, rules: Rules) -> Move:
    """Return the move of a bot when none of its rules holds."""
    return RulesPolicy(firm, rules).move_when(())
