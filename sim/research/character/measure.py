"""The whole character of a scenario, part after part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sim.base.progress import Progress
from sim.game.threshold import threshold
from sim.model.firm import Firm
from sim.research.character import advice
from sim.research.character.adaptive import Adapting, best_move, fit_adaptive
from sim.research.character.advice import ScenarioAdvice
from sim.research.character.depth import MEASURING, Depth
from sim.research.character.levers import NAMES, LeverRange, levers
from sim.research.character.lookahead_games import Looking, play_lookahead_games
from sim.research.character.luck import Luck, measure_luck, resampler
from sim.research.character.players import Player, all_bots
from sim.scenario.scenario import Scenario

Begin = Callable[[str], Progress]
"""Told what begins; says who wants to know how far it is."""

PARTS = ("bots", "best", "adapting", "looking")
"""What is measured, one after the other."""


@dataclass(frozen=True, slots=True)
class Character:
    """What is known so far; what is not measured yet is None or empty."""

    scenario: Scenario
    threshold: float
    """in the measure's unit; the goal."""
    bots: tuple[Player, ...] = ()
    luck: Luck | None = None
    best: tuple[float, ...] = ()
    """percent; splits of sellers, managers and leaders, and the response, of the best constant move."""
    levers: tuple[LeverRange, ...] = ()
    adapting: Adapting | None = None
    looking: Looking | None = None

    @property
    def advice(self) -> list[ScenarioAdvice]:
        """From all that is known."""
        found = [] if self.luck is None else [*advice.of_luck(self.luck)]
        players = [*self.bots]
        if self.adapting is not None:
            players += [self.adapting.constant, self.adapting.feedback]
            found += advice.of_adapting(self.adapting)
        if self.looking is not None:
            players += self.looking.players
            found += advice.of_looking(self.looking)
        found += [one for lever in self.levers for one in advice.of_lever(lever)]
        return [*advice.of_goal(players), *found] if players else found

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return {
            "scenario": self.scenario.name,
            "goal": {"measure": self.scenario.goal.measure, "threshold": self.threshold},
            "bots": [p.plain() for p in self.bots],
            "luck": self.luck and self.luck.plain(),
            "best_constant": dict(zip(NAMES, self.best, strict=False)),
            "levers": [lever.plain() for lever in self.levers],
            "adapting": self.adapting and self.adapting.plain(),
            "lookahead": self.looking and self.looking.plain(),
            "advice": [a.plain() for a in self.advice],
        }


def characters(scenario: Scenario, depth: Depth, begin: Begin) -> Iterator[Character]:
    """What is known after each of the parts. Raises StoppedError."""
    firm = Firm(scenario)
    goal = threshold(scenario, begin("measuring the goal, once for this scenario: world"))
    found = Character(scenario, goal)
    begin("bots")(0, len(PARTS))
    players = all_bots(firm, MEASURING, depth.futures, goal)
    found = replace(found, bots=players, luck=measure_luck(firm, depth.crossed, resampler(MEASURING)))
    yield found
    begin("the best constant move")(1, len(PARTS))
    best = best_move(firm, depth)
    moved = levers(firm, best, MEASURING, max(2, depth.futures // 3))
    found = replace(found, best=tuple(best.tolist()), levers=moved)
    yield found
    begin("a policy that adapts")(2, len(PARTS))
    found = replace(found, adapting=fit_adaptive(firm, best, depth, MEASURING, goal))
    yield found
    yield replace(
        found, looking=play_lookahead_games(firm, best, depth, goal, begin("games of the lookahead"))
    )
