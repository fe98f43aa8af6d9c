"""The whole character of a scenario, part after part."""

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
from sim.research.character.luck_shares import LuckShares, bootstrap_stream, measure_luck_shares
from sim.research.character.outcomes import PlayerOutcome, measure_bots
from sim.scenario.scenario import Scenario

CHARACTER_PARTS = ("bots", "best", "adapting", "looking")
"""What is measured, one after the other."""


@dataclass(frozen=True, slots=True)
class ScenarioCharacter:
    """What is known so far; what is not measured yet is None or empty."""

    scenario: Scenario
    threshold: float
    """in the measure's unit; the goal."""
    bots: tuple[PlayerOutcome, ...] = ()
    luck: LuckShares | None = None
    best: tuple[float, ...] = ()
    """percent; splits of sellers, managers and leaders, and the response, of the best constant move."""
    levers: tuple[LeverProfile, ...] = ()
    adapting: AdaptationGain | None = None
    looking: LookaheadGain | None = None

    @property
    def advice(self) -> list[DesignAdvice]:
        """From all that is known."""
        found = [] if self.luck is None else [*advice.advise_on_luck(self.luck)]
        players = [*self.bots]
        if self.adapting is not None:
            players += [self.adapting.constant, self.adapting.feedback]
            found += advice.advise_on_adaptation(self.adapting)
        if self.looking is not None:
            players += self.looking.players
            found += advice.advise_on_lookahead(self.looking)
        found += [one for lever in self.levers for one in advice.advise_on_lever(lever)]
        return [*advice.advise_on_goal(players), *found] if players else found

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
    scenario: Scenario, depth: CharacterEffort, begin: ProgressFactory
) -> Iterator[ScenarioCharacter]:
    """What is known after each of the parts. Raises StoppedError."""
    firm = Firm(scenario)
    goal = goal_threshold(scenario, begin("measuring the goal, once for this scenario: world"))
    found = ScenarioCharacter(scenario, goal)
    begin("bots")(0, len(CHARACTER_PARTS))
    players = measure_bots(firm, MEASURING_DICE, depth.futures, goal)
    found = replace(
        found, bots=players, luck=measure_luck_shares(firm, depth.crossed, bootstrap_stream(MEASURING_DICE))
    )
    yield found
    begin("the best constant move")(1, len(CHARACTER_PARTS))
    best = find_best_move(firm, depth)
    moved = measure_levers(firm, best, MEASURING_DICE, max(2, depth.futures // 3))
    found = replace(found, best=tuple(best.tolist()), levers=moved)
    yield found
    begin("a policy that adapts")(2, len(CHARACTER_PARTS))
    found = replace(found, adapting=measure_adaptation(firm, best, depth, MEASURING_DICE, goal))
    yield found
    yield replace(found, looking=measure_lookahead(firm, best, depth, goal, begin("games of the lookahead")))
