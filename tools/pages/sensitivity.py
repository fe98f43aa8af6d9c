"""sensitivity.md and sensitivity.svg: which numbers of the model matter, from sensitivity.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from tools.pages import FOLDER, fill_template

MEASURED = FOLDER / "sensitivity.json"

SEATS = ("sellers", "managers", "leaders")
CLEAR = 2.0
"""Standard errors beyond which a change is told as one."""
OF_VALUE, OF_SEAT = 12, 6
"""Levers in the picture: those that move the value most, and each seat's best split most."""

Lever = dict[str, Any]


def largest_change(lever: Lever, measure: str) -> float:
    """From the lowest to the highest setting; 0 where it is within luck."""
    one = lever["one"][measure]
    whole = one["high"] - one["low"]
    return float(whole) if abs(whole) > CLEAR * one["error"] else 0.0


def largest_levers(levers: list[Lever], measure: str, number: int) -> list[Lever]:
    """The levers that move a measure most."""
    return sorted(levers, key=lambda lever: -abs(largest_change(lever, measure)))[:number]


def agreement(levers: list[Lever], measure: str) -> float:
    """Rank correlation (Spearman) of changes one at a time with Morris' mean effects, over all levers."""
    one = [abs(lever["one"][measure]["high"] - lever["one"][measure]["low"]) for lever in levers]
    morris = [lever["morris"][measure]["mu_star"] for lever in levers]
    ranks = [np.argsort(np.argsort(figures, kind="stable"), kind="stable") for figures in (one, morris)]
    return float(np.asarray(np.corrcoef(ranks))[0, 1])


def levers_in_picture(levers: list[Lever]) -> list[Lever]:
    """Levers of the picture, by what they do to the value."""
    chosen = largest_levers(levers, "apart", OF_VALUE)
    for seat in SEATS:
        chosen += [lever for lever in largest_levers(levers, seat, OF_SEAT) if lever not in chosen]
    return sorted(chosen, key=lambda lever: -abs(largest_change(lever, "apart")))


def table_lines(document: dict[str, Any]) -> Iterator[str]:
    """Everything that is measured."""
    d, base, levers = document, document["base"], document["levers"]
    moves = "/".join(f"{x:.0f}" for x in d["best"][:3])
    yield f"Engine {d['engine']}, `{d['scenario']}`. {len(levers)} levers, {d['settings']:,} settings,"
    yield f"{d['moves']} moves in each: one lever at a time in {d['futures']} futures a setting; Morris with"
    yield f"{d['trajectories']} trajectories on {d['levels']} levels in {d['morris_futures']} futures a setting;"
    yield f"{d['seconds'] / 60:.0f} minutes of processor time. The base's best constant split is {moves}"
    yield (
        f"(response {d['best'][3]:.0f}). There the value is {_format_base(base, 'value', 0)} k, "
        f"{_format_base(base, 'apart', 0)}"
    )
    yield f"if nobody were fired, and {_format_base(base, 'fired', 1)} % are fired."
    yield f"In the futures of this measurement the best split is {_format_splits(base)}."
    edges = ", ".join(f"{seat} {100 * d['edges'][seat]:.0f} %" for seat in SEATS)
    yield f"Settings of Morris whose best split lies at an edge of the box: {edges}. Rank"
    words = {m: f"{'value' if m == 'apart' else m} {agreement(levers, m):.2f}" for m in ("apart", *SEATS)}
    yield f"correlation of what the two ways find: {', '.join(words.values())}."
    yield from ("", "### What moves the value most", "")
    yield from _lever_table(largest_levers(levers, "apart", 20), base)
    for seat in SEATS:
        yield from ("", f"### What moves the best split of {seat} most", "")
        yield from _lever_table(largest_levers(levers, seat, 8), base)
    yield from ("", "### All levers", "")
    yield from _lever_table(levers, base)


def _format_base(base: dict[str, list[float]], measure: str, digits: int) -> str:
    figure, error = base[measure]
    return f"{figure:,.{digits}f} +- {error:.{digits}f}"


def _format_splits(base: dict[str, list[float]]) -> str:
    return ", ".join(f"{seat} {_format_base(base, seat, 1)}" for seat in SEATS)


def _lever_table(levers: list[Lever], base: dict[str, list[float]]) -> Iterator[str]:
    yield (
        "| lever | low; default; high | value, % | fired, points | "
        + " | ".join(f"best {s}" for s in SEATS)
        + " | Morris: value | sellers | managers | leaders |"
    )
    yield "|---" * 11 + "|"
    value = base["apart"][0]
    for lever in levers:
        one, morris = lever["one"], lever["morris"]
        cells = [
            f"`{lever['name']}`",
            "; ".join(_format_setting(lever[key]) for key in ("low", "default", "high")),
            _format_changes(one["apart"], 100 / value),
            _format_changes(one["fired"], 1.0),
            *(_format_changes(one[seat], 1.0) for seat in SEATS),
            _format_morris(morris["apart"], 100 / value),
            *(_format_morris(morris[seat], 1.0) for seat in SEATS),
        ]
        yield f"| {' | '.join(cells)} |"


def _format_setting(values: list[float]) -> str:
    shown = values if len(set(values)) > 1 else values[:1]
    return "/".join(f"{x:g}" for x in shown) if len(shown) <= 3 else "..."


def _format_changes(one: dict[str, float], scale: float) -> str:
    """Low and high against the base, with the error of their difference; within luck in brackets."""
    text = f"{one['low'] * scale:+.1f}, {one['high'] * scale:+.1f} +- {one['error'] * scale:.1f}"
    return text if abs(one["high"] - one["low"]) > CLEAR * one["error"] else f"({text})"


def _format_morris(morris: dict[str, float], scale: float) -> str:
    """Mean size and spread of elementary effects; in brackets where luck alone would bring half of the size."""
    text = f"{morris['mu_star'] * scale:.1f}, {morris['sigma'] * scale:.1f}"
    return text if morris["mu_star"] > CLEAR * morris["luck"] else f"({text})"


COLUMNS = (
    ("apart", "value, % of the base's"),
    ("sellers", "sellers' best split, points"),
    ("managers", "managers' best split, points"),
    ("leaders", "leaders' best split, points"),
)
NAME, WIDE, GAP, ROW, TOP = 250, 170, 30, 18, 64
"""pixels; of a lever's name, a column, between columns, a row, above the rows."""
LOW, HIGH, PALE = "#b3541e", "#1f5fa8", "#c9c9c9"
"""Colours of the low and the high setting, and of what is within luck."""


def draw_picture(document: dict[str, Any]) -> str:
    """A bar for each setting of a lever and measure, as SVG. Nothing is loaded from elsewhere."""
    levers, base = levers_in_picture(document["levers"]), document["base"]["apart"][0]
    width, height = NAME + len(COLUMNS) * (WIDE + GAP), TOP + ROW * len(levers) + 30
    body = [*_legend_lines(), *_name_labels(levers)]
    for i, (measure, title) in enumerate(COLUMNS):
        scale = 100 / base if measure == "apart" else 1.0
        body += _column_lines(levers, measure, title, scale, NAME + i * (WIDE + GAP))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    style = "<style>text { font: 11px sans-serif; fill: #222 } .small { font-size: 10px; fill: #555 }</style>"
    title = "<title>What moves the value and the best split: each number a fifth lower and higher</title>"
    back = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join(
        [f'{head} aria-label="Sensitivity of the model">', title, style, back, *body, "</svg>", ""]
    )


def _legend_lines() -> Iterator[str]:
    for x, colour, word in ((10, LOW, "a fifth lower"), (110, HIGH, "a fifth higher"), (215, PALE, "luck")):
        yield f'<rect x="{x}" y="10" width="10" height="10" fill="{colour}"/>'
        yield f'<text x="{x + 14}" y="19">{word}</text>'


def _name_labels(levers: list[Lever]) -> Iterator[str]:
    for row, lever in enumerate(levers):
        y = TOP + row * ROW
        if row % 2 == 0:
            yield f'<rect x="0" y="{y}" width="100%" height="{ROW}" fill="#f5f5f5"/>'
        yield f'<text x="6" y="{y + 13}">{escape(lever["name"])}</text>'


def _column_lines(levers: list[Lever], measure: str, title: str, scale: float, left: float) -> Iterator[str]:
    ends = [abs(lever["one"][measure][key]) * scale for lever in levers for key in ("low", "high")]
    most, middle = max(max(ends), 1e-9), left + WIDE / 2
    yield f'<text x="{middle}" y="40" text-anchor="middle">{title}</text>'
    marks = (left, "start", f"-{most:.3g}"), (middle, "middle", "0"), (left + WIDE, "end", f"+{most:.3g}")
    for x, anchor, word in marks:
        yield f'<text class="small" x="{x:.1f}" y="56" text-anchor="{anchor}">{word}</text>'
    for row, lever in enumerate(levers):
        y, clear = TOP + row * ROW + 3, largest_change(lever, measure) != 0
        for key, colour, down in (("low", LOW, 0), ("high", HIGH, 6)):
            size = lever["one"][measure][key] * scale / most * WIDE / 2
            x, fill = middle + min(size, 0.0), colour if clear else PALE
            yield f'<rect x="{x:.1f}" y="{y + down}" width="{abs(size):.1f}" height="6" fill="{fill}"/>'
    y = TOP + ROW * len(levers)
    yield f'<line x1="{middle}" x2="{middle}" y1="{TOP}" y2="{y}" stroke="#555" stroke-width=".7"/>'


def document() -> dict[str, Any]:
    """What was measured."""
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page as Markdown."""
    return fill_template("sensitivity", tables="\n".join(table_lines(document())))
