"""Three named strengths of the lookahead, which differ in horizon and effort."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StrengthProfile:
    """A strength of the lookahead."""

    search: str
    """The part after `lookahead:`."""
    title: str
    summary: str
    """Its character, in its own voice."""
    beat: str
    """How to win against it."""

    @property
    def futures(self) -> int:
        """Futures per move."""
        return int(self.search.partition(":")[0])


STRENGTHS = {
    "apprentice": StrengthProfile(
        "100:2q",
        "The apprentice",
        "I think before I move: what will this bring by the quarter after next? Further than that nobody can see.",
        "Outlast it. It sells the third quarter for the second, every time; after a year it has nothing left to sell.",
    ),
    "master": StrengthProfile(
        "300:8q",
        "The master",
        "Two years ahead, in a few hundred futures. No plan survives the market for longer than that.",
        "Build what ripens late: offerings, relationships, culture. It does not count what comes after its horizon.",
    ),
    "grandmaster": StrengthProfile(
        "2000",
        "The grandmaster",
        "I see the last move and the year after it, in two thousand futures, and come back with the first one.",
        "It believes base rates until it reads a signal, as you do. It never bluffs and never tires: earn more sight, "
        "and answer sooner than it would.",
    ),
}
"""All strengths, the weakest first."""
