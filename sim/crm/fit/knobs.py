"""What the fit turns, and the scenario that a setting of it makes. What is not named here stays as in the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.crm.fit.targets import SEGMENT_VALUES, FitTargets
from sim.scenario.market import RivalFirm, default_segments
from sim.scenario.organisation import REFERENCE_SELLERS, StartingStocks
from sim.scenario.parameters import (
    ConversationParameters,
    CoverageParameters,
    MoneyParameters,
    Parameters,
    StageParameters,
)
from sim.scenario.scenario import Scenario

REFERENCE = Parameters()
STAGES, COVERAGE, MONEY, CONVERSATIONS = (
    StageParameters(),
    CoverageParameters(),
    MoneyParameters(),
    ConversationParameters(),
)
DRIFT = 0.004
"""log units a week; of every segment: the growth segment's in the reference, as no file tells how fast needs move."""
OFFERING, RIVAL = StartingStocks().offering, RivalFirm()

Season = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Knobs:
    """One setting."""

    demand: float = 1.0
    """ratio; arrivals against the reference."""
    us: float = REFERENCE.choice.us
    """log odds; our base utility."""
    proposal_share: float = STAGES.proposal_share
    qualified_weeks: float = STAGES.qualified_weeks
    proposal_weeks: float = STAGES.proposal_weeks
    season: Season = (1.0, 1.0, 1.0)
    value: float = 1.0
    """ratio; of every line's mean value."""
    hours: float = 1.0
    """ratio; of the hours that an item wants."""


@dataclass(frozen=True, slots=True)
class StartingPipeline:
    """What a segment holds in week 0: expectations of a steady firm, by segment in the order of the lines."""

    qualified: tuple[float, ...] = ()
    proposals: tuple[float, ...] = ()
    conversations: tuple[tuple[float, float, float], ...] = ()
    accounts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class BusinessScale:
    """How large the firm's business is against the reference's, a seat."""

    arrivals: float = 1.0
    """ratio; of deals that come."""
    bookings: float = 1.0
    """ratio; of bookings, by which costs are scaled too."""
    accounts: float = 1.0
    """ratio; of wins a week over accounts, by which accounts leave: they would pile up otherwise."""
    recurring: float = MONEY.recurring
    """k a week; margin of an account."""


def steady_gap(own_pace: float, closing: float) -> float:
    """Log units; where a gap rests at rho 1 under a pace (log units a week) and a pull back."""
    return (DRIFT - own_pace) / closing


def make_scenario(
    name: str, w: FitTargets, k: Knobs, held: StartingPipeline, scale: BusinessScale, more: dict[str, Any]
) -> Scenario:
    """The scenario of a setting; `more` has what else a scenario says, by key. Raises ValidationError."""
    return Scenario.model_validate(scenario_values(name, w, k, held, scale, more))


def scenario_values(
    name: str, w: FitTargets, k: Knobs, held: StartingPipeline, scale: BusinessScale, more: dict[str, Any]
) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "format": 1,
        "name": name,
        "title": more.get("title", name),
        "summary": more.get("summary", name),
        "organisation": _organisation(w, scale, more.get("sellers")),
        "market": {"segments": _segments(w, k, held)},
        **{key: more[key] for key in ("disruptions", "goal") if key in more},
        "parameters": _parameters(w, k, scale),
    }


def _organisation(w: FitTargets, scale: BusinessScale, names: list[str] | None) -> dict[str, Any]:
    size = w.sellers / REFERENCE_SELLERS
    return {
        "sellers": w.sellers if names is None else names,
        "managers": round(2.0 * size if w.managers is None else w.managers, 4),
        "leaders": round(1.0 * size, 4),
        "start": {
            "sellers": w.sellers,
            "cash": round_significant(StartingStocks().cash * size * scale.bookings),
        },
    }


def _segments(w: FitTargets, k: Knobs, held: StartingPipeline) -> dict[str, Any]:
    """By name; the foreign ones are titles alone."""
    return {f"line_{i + 1}": _segment(w, k, held, i) for i in range(len(w.lines))}


def _segment(w: FitTargets, k: Knobs, held: StartingPipeline, i: int) -> dict[str, Any]:
    line, gaps = w.lines[i], REFERENCE.gaps
    found = {
        "title": line.title,
        "weight": round(line.share, 6),
        "value": round_significant(_between(k.value * (line.value or reference_value()), *SEGMENT_VALUES)),
        "drift": DRIFT,
        "exposure": round(line.share, 6),
        "demand": round_significant(k.demand),
        "season": [round(s, 4) for s in k.season],
    }
    pull = gaps.closing + gaps.offering_closing * OFFERING
    start: dict[str, Any] = {
        "gap": round(steady_gap(gaps.offering * OFFERING, pull), 4),
        "rival_gap": round(steady_gap(RIVAL.pace, RIVAL.closing), 4),
    }
    if held.qualified:
        start |= {
            "qualified": round(held.qualified[i]),
            "proposals": round(held.proposals[i]),
            "conversations": [round(c) for c in held.conversations[i]],
            "accounts": round(held.accounts[i]),
        }
    return found | {"start": start}


def reference_value() -> float:
    """K; mean value of a deal of the reference, over its segments."""
    segments = default_segments().values()
    return sum(s.weight * s.value for s in segments) / sum(s.weight for s in segments)


def _parameters(w: FitTargets, k: Knobs, scale: BusinessScale) -> dict[str, Any]:
    s = scale.bookings
    found: dict[str, Any] = {
        "coverage": {
            "qualified_hours": round_significant(COVERAGE.qualified_hours * k.hours),
            "proposal_hours": round_significant(COVERAGE.proposal_hours * k.hours),
        },
        "stages": {
            "qualified_weeks": round_significant(k.qualified_weeks),
            "proposal_share": round_significant(k.proposal_share),
            "proposal_weeks": round_significant(k.proposal_weeks),
        },
        "choice": {"us": round(k.us, 4)},
        "conversations": {"begin": round_significant(CONVERSATIONS.begin * scale.arrivals)},
        "accounts": {"leave": round_significant(REFERENCE.accounts.leave * scale.accounts)},
        "money": {
            "recurring": round_significant(scale.recurring),
            **{
                key: round_significant(getattr(MONEY, key) * s)
                for key in ("seller", "manager", "leader", "hire")
            },
        },
    }
    if w.spread is not None:
        found["value"] = {
            "shape": round_significant(_between(w.spread**-2 if w.spread > 0 else 100.0, 0.2, 100.0))
        }
    return found


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def round_significant(number: float) -> float:
    """A number to five digits: what is written is what is played."""
    return float(f"{number:.5g}")
