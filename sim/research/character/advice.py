"""Advice for the author of a scenario, from its measured character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.research.character.adaptation_gain import AdaptationGain
from sim.research.character.lever_profiles import LeverProfile
from sim.research.character.lookahead_gain import LookaheadGain
from sim.research.character.luck_shares import LuckShares
from sim.research.character.outcomes import PlayerOutcome

DEAD_LEVER = 1.0
"""percent; of value: a lever that never changes it by more has no effect that matters."""
DOMINATED_SETTING = 1.0
"""percent; of futures: a setting that is ahead in fewer is dominated."""
LITTLE_SKILL = 10.0
"""percent; of the variance: if policies explain less, luck decides."""
UNWINNABLE, UNLOSABLE = 5.0, 80.0
"""percent; of games with the goal reached, even by the best player, or even by the worst."""
MIN_ADAPTATION_GAIN = 2.0
"""percent; of value: what adapting should bring at least."""
EVEN_SHARE = 50.0
"""percent; of games: ahead as often as behind."""


@dataclass(frozen=True, slots=True)
class DesignAdvice:
    """One thing for the author to look at."""

    kind: str
    """dead_lever, dominated_move, decided_by_luck, unwinnable, unlosable, little_to_adapt_to, not_distinguishable."""
    about: str
    """Name of the lever or policy concerned, or empty."""
    text: str

    def to_json(self) -> dict[str, str]:
        """Convert to JSON-ready data."""
        return {"kind": self.kind, "about": self.about, "text": self.text}


def advise_on_luck(luck: LuckShares) -> Iterator[DesignAdvice]:
    """Check that luck does not decide alone."""
    if luck.policy.high < LITTLE_SKILL:
        text = (
            f"the policy explains {luck.policy.value:.0f} % of the results; make decisions count for more (larger "
            "differences between splits), or disruptions for less (fewer and smaller ones)"
        )
        yield DesignAdvice("decided_by_luck", "", text)


def advise_on_goal(players: Sequence[PlayerOutcome]) -> Iterator[DesignAdvice]:
    """Check that the goal can be reached, and can be missed."""
    best = max(players, key=lambda p: p.goal.value)
    worst = min(players, key=lambda p: p.goal.value)
    if best.goal.high < UNWINNABLE:
        text = f"nobody reaches the goal: {best.name}, the best, does in {best.goal.value:.0f} % of games"
        yield DesignAdvice("unwinnable", "", text)
    if worst.goal.low > UNLOSABLE:
        text = (
            f"everybody reaches the goal: {worst.name}, the worst, does in {worst.goal.value:.0f} % of games"
        )
        yield DesignAdvice("unlosable", "", text)


def advise_on_lever(lever: LeverProfile) -> Iterator[DesignAdvice]:
    """Check that a lever has an effect, and which of its settings are dominated."""
    gains = [s.more for s in lever.settings]
    if all(e.low > -DEAD_LEVER and e.high < DEAD_LEVER for e in gains):
        text = f"{lever.name}: no setting from 0 to 100 % changes the value by {DEAD_LEVER:g} %"
        yield DesignAdvice("dead_lever", lever.name, text)
    elif all(e.contains(0.0) for e in gains):
        text = f"{lever.name}: its settings cannot be distinguished"
        yield DesignAdvice("not_distinguishable", lever.name, text)
    dominated = [s.percent for s in lever.settings if s.ahead < DOMINATED_SETTING and s.more.high < 0]
    if dominated:
        settings = ", ".join(f"{percent}" for percent in dominated)
        text = (
            f"{lever.name} at {settings} %: ahead of the best constant move in fewer than {DOMINATED_SETTING:g} % of "
            "futures; no experienced player will choose it"
        )
        yield DesignAdvice("dominated_move", lever.name, text)


def advise_on_adaptation(adapting: AdaptationGain) -> Iterator[DesignAdvice]:
    """Check that there is something to adapt to."""
    gain = adapting.gain
    if gain.contains(0.0):
        text = "adapting cannot be distinguished from the best constant move"
        yield DesignAdvice("not_distinguishable", "adapting", text)
    elif gain.high < MIN_ADAPTATION_GAIN:
        text = (
            f"adapting gains {gain.value:.1f} % of value: one constant move does nearly as well; let the market change "
            "during the game, or start the firm far from where it should be"
        )
        yield DesignAdvice("little_to_adapt_to", "adapting", text)


def advise_on_lookahead(looking: LookaheadGain) -> Iterator[DesignAdvice]:
    """Check that looking ahead makes a difference."""
    compared = (("continuing as before", looking.inherited), ("the best constant move", looking.constant))
    for name, lead in compared:
        if lead.share.contains(EVEN_SHARE) and lead.gain.contains(0.0):
            text = f"in {looking.games} games looking ahead cannot be distinguished from {name}"
            yield DesignAdvice("not_distinguishable", "lookahead", text)
