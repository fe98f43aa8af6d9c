"""The source of each number of a fitted scenario, and the assumptions made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.crm.estimate.figures import Figures
from sim.crm.fit.targets import UNITS_IN_K, FitTargets
from sim.crm.report.report_data import FittedNumber

FILE, SIZE, MEASURED, REFERENCE, ASSUMED = (
    "from the file",
    "as in the reference, scaled to the size of the business",
    "measured by simulating this scenario",
    "as in the reference: not shown by the file",
    "assumed: not shown by any file",
)

REQUIRED_FIELDS: dict[str, tuple[str, ...]] = {
    r"organisation\.sellers": ("sellers",),
    r"organisation\.managers": ("managers",),
    r".*\.(weight|exposure)": ("lines",),
    r".*\.value|parameters\.value\..*": ("value",),
    r".*\.demand": ("arrivals",),
    r".*\.season": ("shares",),
    r".*\.(qualified|proposals)": ("arrivals", "weeks_won"),
    r"parameters\.stages\.proposal_share": ("win_rate", "weeks_lost"),
    r"parameters\.stages\..*": ("weeks_won",),
    r"parameters\.choice\.us": ("win_rate",),
    r"goal\.target": ("arrivals", "win_rate", "value"),
}
"""Numbers that come from the file, as patterns of their path in the scenario, and the targets that they need."""

OTHER_SOURCES: dict[str, str] = {
    r"goal\.threshold": MEASURED,
    r".*\.(drift|gap|rival_gap)": ASSUMED,
}

REPORTED_DIFFERENCE = 0.05
"""Relative difference from which an assumption is reported."""

UNLISTED_KEYS = ("format", "name", "title", "summary", "story")


def list_sources(
    values: dict[str, Any], targets: FitTargets, known: frozenset[str]
) -> tuple[FittedNumber, ...]:
    """Every number of a scenario with its source; `known` are the fields of `FitTargets` from the file."""
    lines = (
        (path, value)
        for key, part in values.items()
        if key not in UNLISTED_KEYS
        for path, value in _list_leaves(key, part)
    )
    return tuple(
        FittedNumber(path, _format_number(path, value, targets), _find_source(path, known))
        for path, value in lines
    )


def _list_leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _list_leaves(f"{path}.{key}", inner)
    elif not path.endswith(".title"):
        yield path, value


def _format_number(path: str, value: Any, targets: FitTargets) -> str:
    if path == "organisation.sellers":
        return str(targets.sellers)
    return ", ".join(f"{v:g}" for v in value) if isinstance(value, list) else f"{value:g}"


def _find_source(path: str, known: frozenset[str]) -> str:
    for pattern, needs in REQUIRED_FIELDS.items():
        if re.fullmatch(pattern, path):
            return FILE if known.issuperset(needs) else REFERENCE
    return next((source for pattern, source in OTHER_SOURCES.items() if re.fullmatch(pattern, path)), SIZE)


def list_assumptions(targets: FitTargets, known: frozenset[str], figures: Figures) -> tuple[str, ...]:
    """One sentence for each assumption about what the file does not show."""
    assumptions = [
        "Costs, cash and recurring margin are those of the reference, in proportion to bookings: the file has no "
        "costs.",
        "Stocks such as relationships, insight, culture and skill start as in the reference, a firm that works from "
        "month to month (6 / 18 / 30 % of hours for the future): no CRM shows how people split their time.",
        "A customer in the scenario is a won deal that still pays, such as a running contract. There are as many per "
        "win as in the reference, regardless of the accounts in the file.",
        "Future customer needs, the rival, and the frequency of disruptions are those of the reference.",
        "The share of business that comes from strategic work is that of the reference.",
    ]
    missing = {
        "sellers": f"The file has no owners, so the scenario has {targets.sellers} sellers.",
        "managers": "The file has no managers, so there is one for every six sellers, and one leader for every twelve.",
        "arrivals": "The file does not show how many deals are created, so sellers get as many as in the reference.",
        "win_rate": "The file does not show a win rate, so it is that of the reference.",
        "weeks_won": "The file does not show how long deals take, so they take as long as in the reference.",
        "shares": "The file does not show how wins are spread over the quarter, so all months are equal.",
        "value": "The file does not show what wins are worth, so they are worth as much as in the reference (in k).",
    }
    estimate = None if figures.arrivals is None else figures.arrivals.month.value
    if (
        estimate is not None
        and targets.month is not None
        and abs(targets.month / estimate - 1) > REPORTED_DIFFERENCE
    ):
        assumptions.append(
            "In a scenario every deal is closed at some time, but in the file some stay open forever. So that the "
            f"scenario books about as much as the firm, it uses {targets.month:,.0f} deals a month, close to the "
            f"number closed per month. That is within the range of the estimate, whose middle is {estimate:,.0f}."
        )
    if targets.unit != UNITS_IN_K:
        assumptions.append(
            f"To keep figures readable, 1 k in the game is {targets.unit:,g} in the file's currency."
        )
    if targets.scale < 1:
        assumptions.append(
            f"The firm is too large for a game, so the scenario has {targets.sellers} sellers, "
            f"{targets.scale:.0%} of them."
        )
    return (*assumptions, *(sentence for field, sentence in missing.items() if field not in known))
