"""What an author may want to change, from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.research.character.adaptation_gain import AdaptationGain
from sim.research.character.lever_profiles import LeverProfile
from sim.research.character.lookahead_gain import LookaheadGain
from sim.research.character.luck_shares import LuckShares
from sim.research.character.outcomes import PlayerOutcome

DEAD_LEVER = 1.0
"""percent; of value, within which a lever moves nothing that matters."""
DOMINATED_SETTING = 1.0
"""percent; of futures, in fewer of which a setting is ahead that nobody would choose."""
LITTLE_SKILL = 10.0
"""percent; of the variance, below which what policies explain is little."""
UNWINNABLE, UNLOSABLE = 5.0, 80.0
"""percent; of games in which even the best, or even the worst, reaches the goal."""
MIN_ADAPTATION_GAIN = 2.0
"""percent; of value that adapting should bring where there is something to adapt to."""
EVEN_SHARE = 50.0


@dataclass(frozen=True, slots=True)
class DesignAdvice:
    """One thing to look at."""

    kind: str
    """dead_lever, dominated_move, decided_by_luck, unwinnable, unlosable, little_to_adapt_to, not_distinguishable."""
    about: str
    """of what: a lever's or a policy's name, or nothing."""
    text: str

    def to_json(self) -> dict[str, str]:
        """Convert to JSON-ready data."""
        return {"kind": self.kind, "about": self.about, "text": self.text}


def advise_on_luck(luck: LuckShares) -> Iterator[DesignAdvice]:
    """Whether anything but luck decides."""
    if luck.policy.high < LITTLE_SKILL:
        yield DesignAdvice(
            "decided_by_luck",
            "",
            f"who plays explains {luck.policy.value:.0f} % of the results; let what people do count for more "
            "(larger differences between splits), or what befalls them for less (fewer, smaller disruptions)",
        )


def advise_on_goal(players: Sequence[PlayerOutcome]) -> Iterator[DesignAdvice]:
    """Whether the goal can be reached, and missed."""
    best = max(players, key=lambda p: p.goal.value)
    worst = min(players, key=lambda p: p.goal.value)
    if best.goal.high < UNWINNABLE:
        yield DesignAdvice(
            "unwinnable", "", f"nobody reaches the goal: {best.name} does in {best.goal.value:.0f} %"
        )
    if worst.goal.low > UNLOSABLE:
        yield DesignAdvice(
            "unlosable", "", f"everybody reaches the goal: {worst.name} does in {worst.goal.value:.0f} %"
        )


def advise_on_lever(lever: LeverProfile) -> Iterator[DesignAdvice]:
    """Whether a lever is dead, or nobody would use some of it."""
    every = [s.more for s in lever.settings]
    if all(e.low > -DEAD_LEVER and e.high < DEAD_LEVER for e in every):
        yield DesignAdvice(
            "dead_lever",
            lever.name,
            f"{lever.name}: from 0 to 100 % nothing changes by {DEAD_LEVER:g} % of value",
        )
    elif all(e.contains(0.0) for e in every):
        yield DesignAdvice(
            "not_distinguishable", lever.name, f"{lever.name}: its settings cannot be told apart"
        )
    dominated = [s.percent for s in lever.settings if s.ahead < DOMINATED_SETTING and s.more.high < 0]
    if dominated:
        settings = ", ".join(f"{percent}" for percent in dominated)
        yield DesignAdvice(
            "dominated_move",
            lever.name,
            f"{lever.name} at {settings} %: ahead of the best constant move in fewer than "
            f"{DOMINATED_SETTING:g} % of futures; "
            "nobody who knows will choose it",
        )


def advise_on_adaptation(adapting: AdaptationGain) -> Iterator[DesignAdvice]:
    """Whether there is something to adapt to."""
    gain = adapting.gain
    if gain.contains(0.0):
        yield DesignAdvice(
            "not_distinguishable", "adapting", "adapting cannot be told from the best constant move"
        )
    elif gain.high < MIN_ADAPTATION_GAIN:
        yield DesignAdvice(
            "little_to_adapt_to",
            "adapting",
            f"adapting brings {gain.value:.1f} % of value: one move, played all along, does nearly as well; let the "
            "market change in between, or let the start be far from where the firm should be",
        )


def advise_on_lookahead(looking: LookaheadGain) -> Iterator[DesignAdvice]:
    """Whether looking ahead can be told from not looking."""
    for name, ahead in (("as before", looking.inherited), ("the best constant move", looking.constant)):
        if ahead.share.contains(EVEN_SHARE) and ahead.gain.contains(0.0):
            yield DesignAdvice(
                "not_distinguishable",
                "lookahead",
                f"in {looking.games} games looking ahead cannot be told from {name}",
            )
