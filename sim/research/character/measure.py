"""The whole character of a scenario, measured part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sim.base.progress import ProgressFactory
from sim.game.threshold import goal_threshold
from sim.model.firm import Firm
from sim.research.character import advice
from sim.research.character.adaptation_gain import AdaptationGain, find_best_move, measure_adaptation
from sim.research.character.advice import DesignAdvice
from sim.research.character.effort import MEASURING_DICE, CharacterEffort
from sim.research.character.lever_profiles import LEVER_NAMES, LeverProfile, measure_levers
from sim.research.character.lookahead_gain import LookaheadGain, measure_lookahead
from sim.research.character.luck_shares import LuckShares, measure_luck_shares
from sim.research.character.outcomes import PlayerOutcome, measure_bots
from sim.scenario.scenario import Scenario

CHARACTER_PARTS = ("bots", "best", "adapting", "looking")
"""The parts of a character, in the order of measurement."""


@dataclass(frozen=True, slots=True)
class ScenarioCharacter:
    """The character of a scenario as far as it is measured; other parts are None or empty."""

    scenario: Scenario
    threshold: float
    """In the unit of the goal's measure; threshold of the goal."""
    bots: tuple[PlayerOutcome, ...] = ()
    luck: LuckShares | None = None
    best: tuple[float, ...] = ()
    """percent; splits of sellers, managers and leaders, and response, of the best constant move."""
    levers: tuple[LeverProfile, ...] = ()
    adapting: AdaptationGain | None = None
    looking: LookaheadGain | None = None

    @property
    def advice(self) -> list[DesignAdvice]:
        """Advice from all parts that are measured."""
        others = [] if self.luck is None else [*advice.advise_on_luck(self.luck)]
        players = [*self.bots]
        if self.adapting is not None:
            players += [self.adapting.constant, self.adapting.feedback]
            others += advice.advise_on_adaptation(self.adapting)
        if self.looking is not None:
            players += self.looking.players
            others += advice.advise_on_lookahead(self.looking)
        others += [one for lever in self.levers for one in advice.advise_on_lever(lever)]
        return [*advice.advise_on_goal(players), *others] if players else others

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {
            "scenario": self.scenario.name,
            "goal": {"measure": self.scenario.goal.measure, "threshold": self.threshold},
            "bots": [p.to_json() for p in self.bots],
            "luck": self.luck and self.luck.to_json(),
            "best_constant": dict(zip(LEVER_NAMES, self.best, strict=False)),
            "levers": [lever.to_json() for lever in self.levers],
            "adapting": self.adapting and self.adapting.to_json(),
            "lookahead": self.looking and self.looking.to_json(),
            "advice": [a.to_json() for a in self.advice],
        }


def measure_character(
    scenario: Scenario, effort: CharacterEffort, begin: ProgressFactory
) -> Iterator[ScenarioCharacter]:
    """Yield the character after each part. Raises StoppedError."""
    firm = Firm(scenario)
    goal = goal_threshold(scenario, begin("measuring the goal, once for this scenario: world"))
    begin("bots")(0, len(CHARACTER_PARTS))
    bots = measure_bots(firm, MEASURING_DICE, effort.futures, goal)
    luck = measure_luck_shares(firm, effort.crossed, MEASURING_DICE.stream("samples"))
    yield (character := ScenarioCharacter(scenario, goal, bots, luck))
    begin("the best constant move")(1, len(CHARACTER_PARTS))
    best = find_best_move(firm, effort)
    levers = measure_levers(firm, best, MEASURING_DICE, max(2, effort.futures // 3))
    yield (character := replace(character, best=tuple(best.tolist()), levers=levers))
    begin("a policy that adapts")(2, len(CHARACTER_PARTS))
    adapting = measure_adaptation(firm, best, effort, MEASURING_DICE, goal)
    yield (character := replace(character, adapting=adapting))
    looking = measure_lookahead(firm, best, effort, goal, begin("games of the lookahead"))
    yield replace(character, looking=looking)
