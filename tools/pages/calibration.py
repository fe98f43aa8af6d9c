"""calibration.md and calibration.svg: whether the lookahead's forecasts come true, from calibration.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from tools.pages import FOLDER, fill_template

MEASURED = FOLDER / "calibration.json"

CLEAR = 2.0
"""Standard errors within which a slope is as it should be, and which bars in the picture reach."""

FEW = 100
"""games; with fewer nothing is said to be measured."""

Figures = dict[str, Any]


def table_lines(document: Figures) -> Iterator[str]:
    """Everything that is measured."""
    games = sorted({one["games"] for one in document["scenarios"]})
    number = "/".join(f"{n:,}" for n in games)
    yield f"Engine {document['engine']}, {number} games of each scenario from seed {document['first_seed']:,},"
    yield f"{document['futures']} futures a forecast; {document['seconds'] / 60:.0f} minutes of processor time."
    if min(games) < FEW:
        yield "So few games reveal faults but measure little: the errors of slopes are as uncertain as the slopes."
    yield ""
    yield (
        "| scenario | forecasts | goal: logit slope | value: slope | goal: mean error of chances | value: forecast less"
        " result, k |"
    )
    yield "|---" * 6 + "|"
    for one in document["scenarios"]:
        yield (
            f"| `{one['scenario']}` | {one['forecasts']:,} | {_format_slope(one['goal_slope'])} | "
            f"{_format_slope(one['value_slope'])}"
            f" | {one['calibration_error']:.3f} | {_format_with_error(one['value_error'], '+,.0f', ',.0f')} |"
        )
    yield from (
        "",
        "By the week of the forecast: forecast chance less result, in points; forecast value less result, in k.",
        "",
    )
    weeks = sorted({week["week"] for one in document["scenarios"] for week in one["weeks"]})
    yield "| scenario | " + " | ".join(f"week {week}" for week in weeks) + " |"
    yield "|---" * (len(weeks) + 1) + "|"
    for one in document["scenarios"]:
        found = {week["week"]: _week_row(week) for week in one["weeks"]}
        yield f"| `{one['scenario']}` | " + " | ".join(found.get(week, "") for week in weeks) + " |"
    yield from (
        "",
        "![Forecast chance of the goal, and share of games in which it was reached](calibration.svg)",
    )


def _format_slope(found: list[float]) -> str:
    slope, error = found
    text = f"{slope:.2f} +- {error:.2f}"
    return text if abs(slope - 1) <= CLEAR * error else f"**{text}**"


def _format_with_error(found: list[float], figure: str, error: str) -> str:
    return f"{found[0]:{figure}} +- {found[1]:{error}}"


def _week_row(week: Figures) -> str:
    points = [100 * x for x in week["off"]]
    return f"{_format_with_error(points, '+.0f', '.0f')}; {_format_with_error(week['value_error'], '+,.0f', ',.0f')}"


SIDE, GAP, TOP, ACROSS = 150, 46, 40, 3
"""pixels; of a diagram's side, between diagrams, above them; and diagrams in a row."""
INK, PALE = "#1f5fa8", "#c9c9c9"


def draw_picture(document: Figures) -> str:
    """A reliability diagram for each scenario, as SVG. Nothing is loaded from elsewhere."""
    every = document["scenarios"]
    rows = -(-len(every) // ACROSS)
    width, height = GAP + ACROSS * (SIDE + GAP), rows * (SIDE + GAP + TOP) + 10
    body = [
        line
        for i, one in enumerate(every)
        for line in _diagram_lines(
            one, GAP + i % ACROSS * (SIDE + GAP), TOP + i // ACROSS * (SIDE + GAP + TOP)
        )
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    style = "<style>text { font: 11px sans-serif; fill: #222 } .small { font-size: 10px; fill: #555 }</style>"
    title = "<title>Forecast chance of the goal, and share of games in which it was reached</title>"
    back = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([f'{head} aria-label="Reliability">', title, style, back, *body, "</svg>", ""])


def _diagram_lines(one: Figures, left: float, top: float) -> Iterator[str]:
    def x(chance: float) -> str:
        return f"{left + SIDE * chance:.1f}"

    def y(chance: float) -> str:
        return f"{top + SIDE * (1 - min(1.0, max(0.0, chance))):.1f}"

    yield f'<text x="{left}" y="{top - 8}">{escape(one["scenario"])}</text>'
    yield f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{PALE}"/>'
    yield f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="{PALE}"/>'
    for chance in (0.0, 0.5, 1.0):
        yield f'<text class="small" x="{x(chance)}" y="{top + SIDE + 13}" text-anchor="middle">{chance:.0%}</text>'
        yield f'<text class="small" x="{left - 4}" y="{y(chance)}" text-anchor="end">{chance:.0%}</text>'
    most = max(part["forecasts"] for part in one["diagram"])
    for part in one["diagram"]:
        at, (happened, error) = x(part["said"]), part["happened"]
        ends = y(happened - CLEAR * error), y(happened + CLEAR * error)
        size = 2 + 4 * (part["forecasts"] / most) ** 0.5
        yield f'<line x1="{at}" x2="{at}" y1="{ends[0]}" y2="{ends[1]}" stroke="{INK}"/>'
        yield f'<circle cx="{at}" cy="{y(happened)}" r="{size:.1f}" fill="{INK}"/>'
    below = f'x="{left + SIDE / 2}" y="{top + SIDE + 27}" text-anchor="middle"'
    yield f'<text class="small" {below}>forecast; vertical: result</text>'


def document() -> Figures:
    """What was measured."""
    found: Figures = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page as Markdown."""
    return fill_template("calibration", tables="\n".join(table_lines(document())))
