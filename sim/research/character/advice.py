"""What an author may want to change, from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.research.character.adaptive import Adapting
from sim.research.character.levers import LeverRange
from sim.research.character.lookahead_games import Looking
from sim.research.character.luck import Luck
from sim.research.character.players import Player
from sim.research.claims.intervals import PairedEstimate

DEAD = 1.0
"""percent; of value, within which a lever moves nothing that matters."""
DOMINATED = 1.0
"""percent; of futures, in fewer of which a setting is ahead that nobody would choose."""
LUCKY = 10.0
"""percent; of the variance, below which what policies explain is little."""
UNWINNABLE, UNLOSABLE = 5.0, 80.0
"""percent; of games in which even the best, or even the worst, reaches the goal."""
WORTH = 2.0
"""percent; of value that adapting should bring where there is something to adapt to."""
EVEN = 50.0


@dataclass(frozen=True, slots=True)
class ScenarioAdvice:
    """One thing to look at."""

    kind: str
    """dead_lever, dominated_move, decided_by_luck, unwinnable, unlosable, little_to_adapt_to, not_distinguishable."""
    about: str
    """of what: a lever's or a policy's name, or nothing."""
    text: str

    def plain(self) -> dict[str, str]:
        """The same as JSON knows it."""
        return {"kind": self.kind, "about": self.about, "text": self.text}


def of_luck(luck: Luck) -> Iterator[ScenarioAdvice]:
    """Whether anything but luck decides."""
    if luck.policy.high < LUCKY:
        yield ScenarioAdvice(
            "decided_by_luck",
            "",
            f"who plays explains {luck.policy.figure:.0f} % of the results; let what people do count for more "
            "(larger differences between splits), or what befalls them for less (fewer, smaller disruptions)",
        )


def of_goal(players: Sequence[Player]) -> Iterator[ScenarioAdvice]:
    """Whether the goal can be reached, and missed."""
    best = max(players, key=lambda p: p.goal.figure)
    worst = min(players, key=lambda p: p.goal.figure)
    if best.goal.high < UNWINNABLE:
        yield ScenarioAdvice(
            "unwinnable", "", f"nobody reaches the goal: {best.name} does in {best.goal.figure:.0f} %"
        )
    if worst.goal.low > UNLOSABLE:
        yield ScenarioAdvice(
            "unlosable", "", f"everybody reaches the goal: {worst.name} does in {worst.goal.figure:.0f} %"
        )


def of_lever(lever: LeverRange) -> Iterator[ScenarioAdvice]:
    """Whether a lever is dead, or nobody would use some of it."""
    every = [s.more for s in lever.settings]
    if all(e.low > -DEAD and e.high < DEAD for e in every):
        yield ScenarioAdvice(
            "dead_lever", lever.name, f"{lever.name}: from 0 to 100 % nothing changes by {DEAD:g} % of value"
        )
    elif all(_open(e, 0.0) for e in every):
        yield ScenarioAdvice(
            "not_distinguishable", lever.name, f"{lever.name}: its settings cannot be told apart"
        )
    dominated = [s.percent for s in lever.settings if s.ahead < DOMINATED and s.more.high < 0]
    if dominated:
        settings = ", ".join(f"{percent}" for percent in dominated)
        yield ScenarioAdvice(
            "dominated_move",
            lever.name,
            f"{lever.name} at {settings} %: ahead of the best constant move in fewer than {DOMINATED:g} % of futures; "
            "nobody who knows will choose it",
        )


def of_adapting(adapting: Adapting) -> Iterator[ScenarioAdvice]:
    """Whether there is something to adapt to."""
    gain = adapting.gain
    if _open(gain, 0.0):
        yield ScenarioAdvice(
            "not_distinguishable", "adapting", "adapting cannot be told from the best constant move"
        )
    elif gain.high < WORTH:
        yield ScenarioAdvice(
            "little_to_adapt_to",
            "adapting",
            f"adapting brings {gain.figure:.1f} % of value: one move, played all along, does nearly as well; let the "
            "market change in between, or let the start be far from where the firm should be",
        )


def of_looking(looking: Looking) -> Iterator[ScenarioAdvice]:
    """Whether looking ahead can be told from not looking."""
    for name, ahead in (("as before", looking.inherited), ("the best constant move", looking.constant)):
        if _open(ahead.share, EVEN) and _open(ahead.gain, 0.0):
            yield ScenarioAdvice(
                "not_distinguishable",
                "lookahead",
                f"in {looking.games} games looking ahead cannot be told from {name}",
            )


def _open(e: PairedEstimate, value: float) -> bool:
    return e.low <= value <= e.high
