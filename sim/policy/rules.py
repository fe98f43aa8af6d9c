"""Policies as data: a YAML file with a base move and rules that change it. The built-in bots are such files, and users
can write their own.

The move of a period is the file's `move`, changed in order by every rule whose conditions hold.
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
"""Splits that a scenario names: the one from before the game, and that of its bot `steady`."""


class FocusChoice(Section):
    """How each seat spreads its strategic hours, in whole percents that sum to 100."""

    sellers: Annotated[list[Percent], Field(min_length=3, max_length=3)] = Field([40, 30, 30])
    """percent; conversations, relationships, insight."""
    managers: Annotated[list[Percent], Field(min_length=3, max_length=3)] = Field([55, 25, 20])
    """percent; development, insight, foresight."""
    leaders: Annotated[list[Percent], Field(min_length=4, max_length=4)] = Field([40, 20, 20, 20])
    """percent; offering, foresight, culture, capability."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find shares that do not sum to 100."""
        sums = {name: _sum_percents(given[name]) for name in ("sellers", "managers", "leaders")}
        return [
            ((name,), f"the shares sum to {total}", "make them sum to 100")
            for name, total in sums.items()
            if total not in (None, 100)
        ]

    @property
    def focus(self) -> Focus:
        """The focus as a move contains it."""
        return tuple(self.sellers), tuple(self.managers), tuple(self.leaders)


def _sum_percents(shares: object) -> int | None:
    """Return the sum of a list of percents, or None for anything else."""
    if not isinstance(shares, list) or not all(isinstance(share, int) for share in shares):
        return None
    return sum(shares)


class MoveChange(Section):
    """Changes that a rule makes to the move. What it leaves out stays the same."""

    split: NamedSplit | Split | None = None
    """percent of strategic hours by seat, or the name of a split of the scenario."""
    response: Percent | None = None
    """percent; strategic hours of every seat spent on answering signals."""
    concentration: float | None = number_field(None, 0, MAX_CONCENTRATION, (0, 4))
    """power; 0 answers all signals alike, 1 by need, larger values favour the worst."""
    focus: FocusChoice | None = None
    """percent; how the remaining hours are spread."""

    def apply(self, firm: Firm, move: Move) -> Move:
        """Return the move with this change applied."""
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
    """A change of the move that applies while all its conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(min_length=1, max_length=len(VIEW_QUANTITIES))]
    """conditions by quantity, all of which must hold, as in `{felt: {below: 0.95}}`."""
    move: MoveChange
    """changes that apply then."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find conditions on unknown quantities or without a bound."""
        return condition_faults(given, VIEW_QUANTITIES, "quantity")

    def holds(self, view: View) -> bool:
        """Return whether all conditions hold in a view."""
        return all(bounds.contains(VIEW_QUANTITIES[name](view)) for name, bounds in self.when.items())


class Rules(Section):
    """A policy file, format 1."""

    format: Literal[1]
    """version of the format; always 1."""
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    """short name, as in `--policy NAME`."""
    title: TextLine
    """title, as shown on screens."""
    summary: TextBlock
    """its character in one or two sentences, in its own voice if it has one."""
    beat: TextBlock = ""
    """how the player can beat it."""
    move: MoveChange = MoveChange()
    """the move if no rule applies. By default the inherited split and the organisation's response."""
    rules: Annotated[list[Rule], Field(max_length=MAX_RULES)] = Field(default=[])
    """rules that change the move, applied in order."""


@dataclass(frozen=True, slots=True)
class RulesPolicy:
    """A policy that follows rules in a given firm."""

    firm: Firm
    rules: Rules

    def __call__(self, view: View) -> Move:
        """Return the move for what the team knows."""
        return self.move_when(tuple(rule.holds(view) for rule in self.rules.rules))

    def move_when(self, holding: tuple[bool, ...]) -> Move:
        """Return the move when exactly the given rules hold, one flag per rule."""
        response = self.firm.scenario.organisation.response
        move = self.rules.move.apply(self.firm, Move(_resolve_split(self.firm, "inherited"), (response,) * 3))
        for rule, holds in zip(self.rules.rules, holding, strict=False):
            if holds:
                move = rule.move.apply(self.firm, move)
        return move
