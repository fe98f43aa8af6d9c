"""Where each number of a fitted scenario comes from, and what was assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.crm.estimate.figures import Figures
from sim.crm.fit.targets import UNITS_IN_K, FitTargets
from sim.crm.report.report_data import FittedNumber

FILE, SIZE, MEASURED, REFERENCE, ASSUMED = (
    "from the file",
    "by the size of the business, else as in the reference",
    "measured in futures of this scenario",
    "as in the reference: the file cannot tell",
    "assumed: no file can tell",
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
"""Numbers that come from the file, by their place in the scenario, and what the file must tell for that."""

OTHER_SOURCES: dict[str, str] = {
    r"goal\.threshold": MEASURED,
    r".*\.(drift|gap|rival_gap)": ASSUMED,
}

REPORTED_DIFFERENCE = 0.05
"""Relative difference that is told."""

UNLISTED_KEYS = ("format", "name", "title", "summary", "story")


def list_sources(values: dict[str, Any], w: FitTargets, known: frozenset[str]) -> tuple[FittedNumber, ...]:
    """Every number of a scenario; `known` are the fields of `Wanted` that the file tells."""
    lines = (
        (path, value)
        for key, part in values.items()
        if key not in UNLISTED_KEYS
        for path, value in _list_leaves(key, part)
    )
    return tuple(
        FittedNumber(path, _format_number(path, value, w), _find_source(path, known)) for path, value in lines
    )


def _list_leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _list_leaves(f"{path}.{key}", inner)
    elif not path.endswith(".title"):
        yield path, value


def _format_number(path: str, value: Any, w: FitTargets) -> str:
    if path == "organisation.sellers":
        return str(w.sellers)
    return ", ".join(f"{v:g}" for v in value) if isinstance(value, list) else f"{value:g}"


def _find_source(path: str, known: frozenset[str]) -> str:
    for pattern, needs in REQUIRED_FIELDS.items():
        if re.fullmatch(pattern, path):
            return FILE if known.issuperset(needs) else REFERENCE
    return next((source for pattern, source in OTHER_SOURCES.items() if re.fullmatch(pattern, path)), SIZE)


def list_assumptions(w: FitTargets, known: frozenset[str], figures: Figures) -> tuple[str, ...]:
    """What stands in for what the file cannot tell, a sentence each."""
    found = [
        "Costs, cash and recurring margin are the reference's in proportion to bookings: the file has no costs.",
        "Stocks such as relationships, insight, culture and skill start as in the reference, a firm that lives in the "
        "month (6 / 18 / 30 % of hours for the future): no CRM tells how people split their time.",
        "A customer of the scenario is a deal that was won and still pays, a running contract: as many to a win as in "
        "the reference, whatever accounts the file names.",
        "What customers will need, the rival, and how often disruptions strike are the reference's.",
        "Strategic work brings as large a part of the business as in the reference.",
    ]
    missing = {
        "sellers": f"The file names no owners; the scenario has {w.sellers} sellers.",
        "managers": "The file names no managers; there is one for six sellers, and one leader for twelve.",
        "arrivals": "The file does not tell how many deals come; as many come to a seller as in the reference.",
        "win_rate": "The file does not tell a win rate; it is the reference's.",
        "weeks_won": "The file does not tell how long deals take; they take as long as in the reference.",
        "shares": "The file does not tell how wins lie in the quarter; no month is favoured.",
        "value": "The file does not tell what wins are worth; they are worth what they are in the reference (in k).",
    }
    come = None if figures.arrivals is None else figures.arrivals.month.value
    if come is not None and w.month is not None and abs(w.month / come - 1) > REPORTED_DIFFERENCE:
        found.append(
            "In a scenario every deal is decided, in the file some lie there forever. Of the range in which deals a "
            f"month can lie the scenario takes {w.month:,.0f}, where the decided ones are, and not the middle, "
            f"{come:,.0f}, so that it books about what the firm books."
        )
    if w.unit != UNITS_IN_K:
        found.append(
            f"So that figures stay legible, what the game calls 1 k is {w.unit:,g} of the file's currency."
        )
    if w.scale < 1:
        found.append(
            f"The firm is larger than a game can be; it has {w.sellers} sellers here, {w.scale:.0%} of them."
        )
    return (*found, *(sentence for field, sentence in missing.items() if field not in known))
