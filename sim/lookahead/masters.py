"""The strengths of the lookahead as named players, and profiles of all opponents."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.problems import quote_value
from sim.lookahead.policy import LookaheadPolicy, parse_lookahead_policy
from sim.lookahead.strengths import STRENGTHS
from sim.model.firm import Firm
from sim.policy.registry import PolicyError, bot_names, load_bot_rules
from sim.scenario.organisation import Cadence


@dataclass(frozen=True, slots=True)
class OpponentProfile:
    """An opponent that can be watched or played against."""

    title: str
    summary: str
    """Its character, in its own voice."""
    beat: str
    """How to win against it."""


def opponent_names() -> tuple[str, ...]:
    """Names of all bots of rules, then of the masters, the weakest first."""
    return (*bot_names(), *STRENGTHS)


def find_opponent(name: str) -> OpponentProfile | None:
    """Return the profile of a bot or a lookahead player. None for other policies."""
    profile = load_bot_rules(name) if name in bot_names() else STRENGTHS.get(name)
    return None if profile is None else OpponentProfile(profile.title, profile.summary, profile.beat)


def opponent_title(name: str) -> str:
    """Return the title of a bot or a lookahead player. For other policies it is the name."""
    profile = find_opponent(name)
    return name if profile is None else profile.title


def build_apprentice(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Build the apprentice, which looks two quarters ahead in few futures."""
    return _build_strength("apprentice", text, firm, cadence)


def build_master(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Build the master, which looks two years ahead."""
    return _build_strength("master", text, firm, cadence)


def build_grandmaster(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Build the grandmaster, which looks to the end and the year after it in many futures."""
    return _build_strength("grandmaster", text, firm, cadence)


def _build_strength(name: str, text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    if text:
        message = f"{quote_value(f'{name}:{text}')} says more than a name"
        raise PolicyError(message, f"write {name}, or lookahead:{STRENGTHS[name].search} and change that")
    return parse_lookahead_policy(STRENGTHS[name].search, firm, cadence)
