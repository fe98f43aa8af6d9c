"""A fan drawn in characters: a shaded band with curves over it, in dots of a quarter of a cell's height.

A curve is a full line or a dotted one, and the band is dense where the team sees and thin where it does not, so that
no meaning depends on a colour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tui.drawing.text import DIM, Part, line

IN_SIGHT, BEYOND_SIGHT = "░", "·"
"""Shades of the band: in sight, and beyond."""

DOTS_WIDE, DOTS_HIGH = 2, 4
"""dots of a cell."""

BRAILLE = 0x2800
BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over time."""

    values: tuple[float, ...]
    style: str = ""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class AxisRange:
    """The values at the bottom and the top of the drawing."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """The height of a value: 0 at the bottom, 1 at the top."""
        return max(0.0, min(1.0, (value - self.low) / (self.high - self.low)))


def make_axis(values: Sequence[float]) -> AxisRange:
    """A range that contains all values, with a margin."""
    low, high = min(values), max(values)
    room = 0.05 * (high - low) or max(1.0, 0.05 * abs(high))
    return AxisRange(max(0.0, low - room) if low >= 0 else low - room, high + room)


def interpolate(values: Sequence[float], at: float) -> float:
    """The value at a place (0..1) of the width. Values are in the middle of their shares, with lines between."""
    place = at * len(values) - 0.5
    if place <= 0:
        return values[0]
    first = min(int(place), len(values) - 1)
    rest = place - first
    return values[first] + rest * (values[min(first + 1, len(values) - 1)] - values[first])


def draw_fan(
    band: tuple[Sequence[float], Sequence[float]] | None,
    curves: Sequence[Curve],
    size: tuple[int, int],
    on: AxisRange,
    sight: float,
) -> list[list[Part]]:
    """Rows of cells from the top, of a width and height; the last curve lies on top. `sight` is the share of the width
    that is in sight.
    """
    width, height = size
    drawn = [_dots(curve, size, on) for curve in curves]
    return [
        [_cell(x, y, band, list(zip(curves, drawn, strict=True)), size, on, sight) for x in range(width)]
        for y in range(height)
    ]


Dots = dict[tuple[int, int], int]
"""Bits of the cells in which a curve has dots, by column and row."""


def _dots(curve: Curve, size: tuple[int, int], on: AxisRange) -> Dots:
    """Without gaps: where a curve is steep the dots between two columns are filled up."""
    width, height = size
    found: Dots = {}
    last: int | None = None
    for x in range(width * DOTS_WIDE):
        share = on.at(interpolate(curve.values, (x + 0.5) / (width * DOTS_WIDE)))
        y = round((1 - share) * (height * DOTS_HIGH - 1))
        start = y if last is None or abs(last - y) <= 1 else last + (1 if y > last else -1)
        for dot in range(min(start, y), max(start, y) + 1):
            if not curve.dotted or x % DOTS_WIDE == 0:
                cell = (x // DOTS_WIDE, dot // DOTS_HIGH)
                found[cell] = found.get(cell, 0) | BITS[dot % DOTS_HIGH][x % DOTS_WIDE]
        last = y
    return found


def _cell(
    x: int,
    y: int,
    band: tuple[Sequence[float], Sequence[float]] | None,
    curves: list[tuple[Curve, Dots]],
    size: tuple[int, int],
    on: AxisRange,
    sight: float,
) -> Part:
    bits = [(dots[x, y], curve.style) for curve, dots in curves if (x, y) in dots]
    if bits:
        together = 0
        for bit, _ in bits:
            together |= bit
        return chr(BRAILLE + together), bits[-1][1]
    if band is None:
        return " "
    at = (x + 0.5) / size[0]
    low, high = (on.at(interpolate(edge, at)) for edge in band)
    middle = 1 - (y + 0.5) / size[1]
    return (IN_SIGHT if at <= sight else BEYOND_SIGHT, DIM) if low <= middle <= high else " "


def add_axis(rows: list[list[Part]], labels: Sequence[str], width: int) -> list[Content]:
    """Rows with labels at the left: as many as there are, from the top to the foot."""
    at = {round(n * (len(rows) - 1) / max(1, len(labels) - 1)): label for n, label in enumerate(labels)}
    return [
        line((f"{at.get(y, ''):>{width - 1}}{'┤' if y in at else '│'}", DIM), *row)
        for y, row in enumerate(rows)
    ]


def place_time_labels(labels: Sequence[str], width: int) -> str:
    """Labels under the middle of their share of a width: all of them, or every second, third ... that fit without
    touching.
    """
    steps = (_place_labels(labels, width, step) for step in range(1, len(labels) + 1))
    return next((text for text in steps if text is not None), " " * width)


def _place_labels(labels: Sequence[str], width: int, step: int) -> str | None:
    """Every `step`-th label in its place; None if labels would touch."""
    text, free = [" "] * width, 0
    for place in range(0, len(labels), step):
        label = labels[place]
        start = round((place + 0.5) * width / len(labels) - len(label) / 2)
        start = max(0, min(start, width - len(label)))
        if label and start < free:
            return None
        text[start : start + len(label)] = label
        free = start + len(label) + 1 if label else free
    return "".join(text)


def share_in_sight(weeks: float, ends: Sequence[int]) -> float:
    """The share of the width that is within `weeks` from now; `ends` are the weeks in which the quarters end."""
    starts = [0, *ends]
    place = min(bisect_right(starts, weeks), len(ends)) - 1
    inside = (weeks - starts[place]) / max(1, starts[place + 1] - starts[place])
    return min(1.0, (place + min(1.0, inside)) / len(ends))
