"""Three strengths of the lookahead as players with a name, and who everybody is that can be watched."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.problems import show_value
from sim.lookahead.policy import LookaheadPolicy, parse_lookahead
from sim.lookahead.strengths import MASTERS
from sim.model.firm import Firm
from sim.policy.registry import PolicyError, bot_rules, characters
from sim.scenario.organisation import Cadence


@dataclass(frozen=True, slots=True)
class Opponent:
    """Somebody who can be watched, and played against."""

    title: str
    summary: str
    """its character, in its own voice."""
    beat: str
    """how to win against it."""


def character(name: str) -> Opponent | None:
    """Who a bot or a master is; None for other policies."""
    who = bot_rules(name) if name in characters() else MASTERS.get(name)
    return None if who is None else Opponent(who.title, who.summary, who.beat)


def title_of(name: str) -> str:
    """What a bot or a master is called; of other policies the name."""
    who = character(name)
    return name if who is None else who.title


def apprentice(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Two quarters ahead, in few futures."""
    return _master("apprentice", text, firm, cadence)


def master(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """Two years ahead."""
    return _master("master", text, firm, cadence)


def grandmaster(text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    """To the end and the year after it, in many futures."""
    return _master("grandmaster", text, firm, cadence)


def _master(name: str, text: str, firm: Firm, cadence: Cadence) -> LookaheadPolicy:
    if text:
        message = f"{show_value(f'{name}:{text}')} says more than a name"
        raise PolicyError(message, f"write {name}, or lookahead:{MASTERS[name].search} and change that")
    return parse_lookahead(MASTERS[name].search, firm, cadence)
