"""Policies as data: a YAML file with a move and rules that change it. Bots are such files, and users write their own.

The move of a period is the file's `move`, changed by every rule whose conditions hold, in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.model.firm import Firm
from sim.model.move import MAX_CONCENTRATION, Focus, Move, PerSeat
from sim.policy.quantities import VIEW_QUANTITIES
from sim.scenario.conditional_text import FigureBounds, condition_faults
from sim.scenario.organisation import Split
from sim.scenario.section import Fault, Given, Percent, Section, ShortName, TextBlock, TextLine, number_field
from sim.view.observe import inherited_split
from sim.view.view import View

MAX_RULES = 50

NamedSplit = Literal["inherited", "steady"]
"""Splits that a scenario names: the one before the game, and the one of its bot `steady`."""


class FocusChoice(Section):
    """How each seat spreads its strategic hours; whole percents that sum to 100."""

    sellers: Annotated[list[Percent], Field(min_length=3, max_length=3)] = Field([40, 30, 30])
    """percent; conversations, relationships, insight."""
    managers: Annotated[list[Percent], Field(min_length=3, max_length=3)] = Field([55, 25, 20])
    """percent; development, insight, foresight."""
    leaders: Annotated[list[Percent], Field(min_length=4, max_length=4)] = Field([40, 20, 20, 20])
    """percent; offering, foresight, culture, capability."""

    @classmethod
    def misfits(cls, given: Given) -> list[Fault]:
        """Shares that do not sum to 100."""
        sums = {name: _sum_percents(given[name]) for name in ("sellers", "managers", "leaders")}
        return [
            ((name,), f"the shares sum to {total}", "make them sum to 100")
            for name, total in sums.items()
            if total not in (None, 100)
        ]

    @property
    def focus(self) -> Focus:
        """As a move has it."""
        return tuple(self.sellers), tuple(self.managers), tuple(self.leaders)


def _sum_percents(shares: object) -> int | None:
    """Sum of some percents; None for what is no list of them."""
    if not isinstance(shares, list) or not all(isinstance(share, int) for share in shares):
        return None
    return sum(shares)


class MoveChange(Section):
    """What a rule says of a move; what it leaves out stays as it was."""

    split: NamedSplit | Split | None = None
    """percent of strategic hours by seat, or the name of a split of the scenario."""
    response: Percent | None = None
    """percent; of strategic hours for answering signals, in all seats."""
    concentration: float | None = number_field(None, 0, MAX_CONCENTRATION, (0, 4))
    """power; 0 answers all signals alike, 1 by need, more the worst."""
    focus: FocusChoice | None = None
    """percent; how the rest is spread."""

    def applied(self, firm: Firm, move: Move) -> Move:
        """The move after this change."""
        return Move(
            split=move.split if self.split is None else _resolve_split(firm, self.split),
            response=move.response if self.response is None else (self.response,) * 3,
            focus=move.focus if self.focus is None else self.focus.focus,
            concentration=move.concentration if self.concentration is None else self.concentration,
        )


def _resolve_split(firm: Firm, split: NamedSplit | Split) -> PerSeat:
    named = {"inherited": inherited_split(firm), "steady": firm.scenario.steady}
    s = named[split] if isinstance(split, str) else split
    return s.sellers, s.managers, s.leaders


class Rule(Section):
    """A change of the move while all conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(min_length=1, max_length=len(VIEW_QUANTITIES))]
    """conditions by quantity, all of which must hold, as in `{felt: {below: 0.95}}`."""
    move: MoveChange
    """what changes then."""

    @classmethod
    def misfits(cls, given: Given) -> list[Fault]:
        """Conditions on quantities that there are not, or without a bound."""
        return condition_faults(given, VIEW_QUANTITIES, "quantity")

    def holds(self, view: View) -> bool:
        """Whether the rule applies to what the team knows."""
        return all(bounds.hold(VIEW_QUANTITIES[name](view)) for name, bounds in self.when.items())


class Rules(Section):
    """A policy file, format 1."""

    format: Literal[1]
    """version of the format; 1."""
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    """short name, as in `--policy NAME`."""
    title: TextLine
    """as it is called on screens."""
    summary: TextBlock
    """its character in a sentence or two, in its own voice if it has one."""
    beat: TextBlock = ""
    """how to win against it, for the player."""
    move: MoveChange = MoveChange()
    """the move where no rule holds; what it leaves out is the inherited split and the organisation's response."""
    rules: Annotated[list[Rule], Field(max_length=MAX_RULES)] = Field(default=[])
    """changes by circumstance."""


@dataclass(frozen=True, slots=True)
class RulesPolicy:
    """Rules at work in a firm."""

    firm: Firm
    rules: Rules

    def __call__(self, view: View) -> Move:
        """The move for what the team knows."""
        return self.of(tuple(rule.holds(view) for rule in self.rules.rules))

    def of(self, holding: tuple[bool, ...]) -> Move:
        """The move while just these of the rules hold."""
        response = self.firm.scenario.organisation.response
        move = self.rules.move.applied(
            self.firm, Move(_resolve_split(self.firm, "inherited"), (response,) * 3)
        )
        for rule, holds in zip(self.rules.rules, holding, strict=False):
            if holds:
                move = rule.move.applied(self.firm, move)
        return move
