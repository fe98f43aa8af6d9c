"""The knobs that the fit adjusts, and the scenario that they give. Everything else is as in the reference."""

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
"""log units a week, for every segment: that of the growth segment in the reference, as no file shows how fast needs
move.
"""
OFFERING, RIVAL = StartingStocks().offering, RivalFirm()

Season = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Knobs:
    """The values of all knobs."""

    demand: float = 1.0
    """Ratio of arrivals to those of the reference."""
    us: float = REFERENCE.choice.us
    """log odds; our own base utility."""
    proposal_share: float = STAGES.proposal_share
    qualified_weeks: float = STAGES.qualified_weeks
    proposal_weeks: float = STAGES.proposal_weeks
    season: Season = (1.0, 1.0, 1.0)
    value: float = 1.0
    """Factor on the mean value of every line."""
    hours: float = 1.0
    """Factor on the hours that an item needs."""


@dataclass(frozen=True, slots=True)
class StartingPipeline:
    """What is open in week 0, by segment in the order of the lines: expected values of a steady firm."""

    qualified: tuple[float, ...] = ()
    proposals: tuple[float, ...] = ()
    conversations: tuple[tuple[float, float, float], ...] = ()
    accounts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class BusinessScale:
    """Size of the firm's business per seat, compared with the reference."""

    arrivals: float = 1.0
    """Ratio of deals created."""
    bookings: float = 1.0
    """Ratio of bookings, which also scales costs."""
    accounts: float = 1.0
    """Ratio of wins per week and account, which also scales how fast accounts leave; else they would pile up."""
    recurring: float = MONEY.recurring
    """k a week; recurring margin of an account."""


def steady_gap(own_pace: float, closing: float) -> float:
    """Log units at which a gap is steady at rho 1, with our own pace in log units a week and the rate of closing."""
    return (DRIFT - own_pace) / closing


def make_scenario(
    name: str,
    targets: FitTargets,
    k: Knobs,
    pipeline: StartingPipeline,
    scale: BusinessScale,
    more: dict[str, Any],
) -> Scenario:
    """The scenario for these knobs; `more` has further keys of the scenario. Raises ValidationError."""
    return Scenario.model_validate(scenario_values(name, targets, k, pipeline, scale, more))


def scenario_values(
    name: str,
    targets: FitTargets,
    k: Knobs,
    pipeline: StartingPipeline,
    scale: BusinessScale,
    more: dict[str, Any],
) -> dict[str, Any]:
    """The scenario for these knobs as plain data."""
    return {
        "format": 1,
        "name": name,
        "title": more.get("title", name),
        "summary": more.get("summary", name),
        "organisation": _organisation(targets, scale, more.get("sellers")),
        "market": {"segments": _segments(targets, k, pipeline)},
        **{key: more[key] for key in ("disruptions", "goal") if key in more},
        "parameters": _parameters(targets, k, scale),
    }


def _organisation(targets: FitTargets, scale: BusinessScale, names: list[str] | None) -> dict[str, Any]:
    size = targets.sellers / REFERENCE_SELLERS
    return {
        "sellers": targets.sellers if names is None else names,
        "managers": round(2.0 * size if targets.managers is None else targets.managers, 4),
        "leaders": round(1.0 * size, 4),
        "start": {
            "sellers": targets.sellers,
            "cash": round_significant(StartingStocks().cash * size * scale.bookings),
        },
    }


def _segments(targets: FitTargets, k: Knobs, pipeline: StartingPipeline) -> dict[str, Any]:
    """Segments by name. Foreign names are used as titles only."""
    return {f"line_{i + 1}": _segment(targets, k, pipeline, i) for i in range(len(targets.lines))}


def _segment(targets: FitTargets, k: Knobs, pipeline: StartingPipeline, i: int) -> dict[str, Any]:
    line, gaps = targets.lines[i], REFERENCE.gaps
    found = {
        "title": line.title,
        "weight": round(line.share, 6),
        "value": round_significant(clamp(k.value * (line.value or reference_value()), *SEGMENT_VALUES)),
        "drift": DRIFT,
        "exposure": round(line.share, 6),
        "demand": round_significant(k.demand),
        "season": [round(s, 4) for s in k.season],
    }
    closing = gaps.closing + gaps.offering_closing * OFFERING
    start: dict[str, Any] = {
        "gap": round(steady_gap(gaps.offering * OFFERING, closing), 4),
        "rival_gap": round(steady_gap(RIVAL.pace, RIVAL.closing), 4),
    }
    if pipeline.qualified:
        start |= {
            "qualified": round(pipeline.qualified[i]),
            "proposals": round(pipeline.proposals[i]),
            "conversations": [round(c) for c in pipeline.conversations[i]],
            "accounts": round(pipeline.accounts[i]),
        }
    return found | {"start": start}


def reference_value() -> float:
    """k; mean value of a deal in the reference, over its segments."""
    segments = default_segments().values()
    return sum(s.weight * s.value for s in segments) / sum(s.weight for s in segments)


def _parameters(targets: FitTargets, k: Knobs, scale: BusinessScale) -> dict[str, Any]:
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
    if targets.spread is not None:
        found["value"] = {
            "shape": round_significant(clamp(targets.spread**-2 if targets.spread > 0 else 100.0, 0.2, 100.0))
        }
    return found


def clamp(value: float, low: float, high: float) -> float:
    """The nearest number between two bounds."""
    return min(max(value, low), high)


def round_significant(number: float) -> float:
    """Round to five significant digits, so that the written scenario is the one simulated."""
    return float(f"{number:.5g}")
