"""Three strengths of the lookahead as players with a name, and who everybody is that can be watched."""

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
    """Somebody who can be watched, and played against."""

    title: str
    summary: str
    """its character, in its own voice."""
    beat: str
    """how to win against it."""


def opponent_names() -> tuple[str, ...]:
    """Names of all bots of rules, then of the masters, the weakest first."""
    return (*bot_names(), *STRENGTHS)


def find_opponent(name: str) -> OpponentProfile | None:
    """Who a bot or a master is; None for other policies."""
    who = load_bot_rules(name) if name in bot_names() else STRENGTHS.get(name)
    return None if who is None else OpponentProfile(who.title, who.summary, who.beat)


def opponent_title(name: str) -> str:
    """What a bot or a master is called; of other policies the name."""
    who = find_opponent(name)
    return name if who is None else who.title


def build_apprentice(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Two quarters ahead, in few futures."""
    return _build_strength("apprentice", text, firm, cadence)


def build_master(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Two years ahead."""
    return _build_strength("master", text, firm, cadence)


def build_grandmaster(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """To the end and the year after it, in many futures."""
    return _build_strength("grandmaster", text, firm, cadence)


def _build_strength(name: str, text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    if text:
        message = f"{quote_value(f'{name}:{text}')} says more than a name"
        raise PolicyError(message, f"write {name}, or lookahead:{STRENGTHS[name].search} and change that")
    return parse_lookahead_policy(STRENGTHS[name].search, firm, cadence)
