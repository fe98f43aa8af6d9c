"""Bars and stacked areas as SVG that stands inside of a page.

Why not a library: pygal 3.1 writes a script with its settings into every picture, even with its own scripts switched
off, a style sheet that then holds for the whole page, the date of the day (a report would never be the same twice) and
addresses in comments; it knows neither patterns beside colours nor the dark page of a reader, nor deals that are
censored. Here colours come from the page's style sheet by class, each kind has a pattern or a label besides its
colour, nothing is fetched, and the same figures give the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 480, 64, 12, 36, 42
"""units of the picture; letters are 14 high, so that they can still be read at the width of a telephone."""
PANEL_HEIGHTS = {1: 200, 2: 130}
"""of a panel, by the number of panels."""
LETTER_WIDTH = 8.0
"""units; width of a letter, rather more than it is."""
PLOT_WIDTH = WIDTH - LEFT - RIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    height: float
    kind: str
    """'won', 'lost', 'open', 'used' or 'unused'."""
    said: str
    """the figure as the text has it."""
    low: float | None = None
    high: float | None = None
    """of its interval, where it is drawn."""


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line across all bars (where heights are `at`) with the band around it."""

    at: float
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """Bars over one axis."""

    name: str
    """what heights are."""
    bars: tuple[Bar, ...]
    level: ReferenceLine | None = None
    percent: bool = False
    """whether heights are shares."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Panels of bars one below the other, over the same bins and with the same scale of heights."""

    title: str
    text: str
    """for those who cannot see the picture."""
    caption: str
    """below the picture."""
    panels: tuple[ChartPanel, ...]
    ticks: tuple[tuple[float, str], ...]
    """positions, in bars from the left, and what stands there."""
    below: str
    """what the axis is."""

    def svg(self, key: str) -> str:
        """The picture; `key` sets its ids apart from those of others."""
        tall = PANEL_HEIGHTS[len(self.panels)]
        whole = len(self.panels) * (TOP + tall) + BOTTOM
        levels = _round_levels(max(_max_height(panel) for panel in self.panels))
        parts = [
            _panel_svg(panel, levels, i * (TOP + tall) + TOP, tall, key)
            for i, panel in enumerate(self.panels)
        ]
        width = PLOT_WIDTH / max(1, len(self.panels[0].bars))
        axis = _axis_svg([(LEFT + at * width, text) for at, text in self.ticks], whole - BOTTOM, self.below)
        return _document_svg(key, whole, self.title, self.text, "".join(parts) + axis)


@dataclass(frozen=True, slots=True)
class AreaLayer:
    """A layer of a stack."""

    name: str
    kind: str
    shares: tuple[float, ...]
    """at each of the positions."""


@dataclass(frozen=True, slots=True)
class AreaChart:
    """Layers that add up to the whole, the first at the bottom."""

    title: str
    text: str
    caption: str
    at: tuple[float, ...]
    layers: tuple[AreaLayer, ...]
    below: str
    mark: tuple[float, str] | None = None
    """a position that is marked, and what stands there."""

    def svg(self, key: str) -> str:
        """The picture."""
        tall, most = 240, max(self.at[-1], 1e-9)
        x = [LEFT + PLOT_WIDTH * at / most for at in self.at]
        body = _grid_svg("share of all deals", TOP, tall, (0, 0.25, 0.5, 0.75, 1), 1.0, _format_axis_percent)
        bottom = [0.0] * len(x)
        labels = ""
        for layer in self.layers:
            top = [b + s for b, s in zip(bottom, layer.shares, strict=True)]
            body += _layer_svg(
                layer,
                x,
                [_y_position(v, 1, TOP, tall) for v in bottom],
                [_y_position(v, 1, TOP, tall) for v in top],
                key,
            )
            labels += _layer_label_svg(layer.name, x, bottom, top, tall)
            bottom = top
        if self.mark is not None:
            body += _mark_svg(LEFT + PLOT_WIDTH * self.mark[0] / most, self.mark[1], tall)
        ticks = [(LEFT + PLOT_WIDTH * at / most, f"{at:,.0f}") for at in _round_levels(most, 8) if at <= most]
        return _document_svg(
            key,
            TOP + tall + BOTTOM,
            self.title,
            self.text,
            body + labels + _axis_svg(ticks, TOP + tall, self.below),
        )


Chart = BarChart | AreaChart


def _max_height(panel: ChartPanel) -> float:
    heights = [v for bar in panel.bars for v in (bar.height, bar.high) if v is not None]
    return max([*heights, panel.level.high if panel.level else 0.0, 1e-9])


def _panel_svg(panel: ChartPanel, levels: Sequence[float], top: float, tall: float, key: str) -> str:
    most = levels[-1]
    text = _format_axis_percent if panel.percent else lambda v: f"{v:,.10g}"
    width = PLOT_WIDTH / max(1, len(panel.bars))
    bars = [_bar_svg(bar, LEFT + i * width, width, most, top, tall, key) for i, bar in enumerate(panel.bars)]
    band, line = _reference_line_svg(panel.level, most, top, tall) if panel.level else ("", "")
    return _grid_svg(panel.name, top, tall, levels, most, text) + band + "".join(bars) + line


def _bar_svg(bar: Bar, x: float, width: float, most: float, top: float, tall: float, key: str) -> str:
    y, gap = _y_position(bar.height, most, top, tall), min(1.0, width / 10) if width < 60 else 14
    shape = (
        f'<rect class="edge {bar.kind}" x="{x + gap:.2f}" y="{y:.2f}" width="{width - 2 * gap:.2f}" '
        f'height="{top + tall - y:.2f}" fill="url(#{key}-{bar.kind})"><title>{escape(bar.said)}</title></rect>'
    )
    if bar.low is None or bar.high is None:
        return shape
    middle, low, high = (
        x + width / 2,
        _y_position(bar.low, most, top, tall),
        _y_position(bar.high, most, top, tall),
    )
    cap = min(12.0, width / 4)
    ends = "".join(f"M{middle - cap:.2f} {y:.2f}h{2 * cap:.2f}" for y in (low, high))
    whisker = f"M{middle:.2f} {low:.2f}V{high:.2f}{ends}"
    return f'{shape}<path class="ink" d="{whisker}"/>'


def _reference_line_svg(level: ReferenceLine, most: float, top: float, tall: float) -> tuple[str, str]:
    """The band, which lies behind the bars, and the line, which lies before them."""
    y, low, high = (_y_position(v, most, top, tall) for v in (level.at, level.low, level.high))
    across = f'd="M{LEFT} {y:.2f}h{PLOT_WIDTH}"'
    return (
        f'<rect class="band" x="{LEFT}" y="{high:.2f}" width="{PLOT_WIDTH}" height="{max(0.0, low - high):.2f}"/>',
        f'<path class="ink dash" {across}><title>{escape(level.said)}</title></path>',
    )


def _layer_svg(
    layer: AreaLayer, x: Sequence[float], low: Sequence[float], high: Sequence[float], key: str
) -> str:
    there = " ".join(f"{a:.2f},{b:.2f}" for a, b in zip(x, high, strict=True))
    back = " ".join(f"{a:.2f},{b:.2f}" for a, b in zip(reversed(x), reversed(low), strict=True))
    return f'<polygon class="edge {layer.kind}" points="{there} {back}" fill="url(#{key}-{layer.kind})"/>'


def _layer_label_svg(
    name: str, x: Sequence[float], low: Sequence[float], high: Sequence[float], tall: float
) -> str:
    """The name of a layer where it is thickest, rather to the right; none where it is too thin for letters."""
    room = len(name) * LETTER_WIDTH / 2 + 12
    places = [i for i in range(len(x)) if LEFT + room <= x[i] <= WIDTH - RIGHT - room]
    if not places:
        return ""
    aim = LEFT + 0.75 * PLOT_WIDTH
    best = max(places, key=lambda i: (round(10 * (high[i] - low[i])), -abs(x[i] - aim)))
    if (high[best] - low[best]) * tall < 22:
        return ""
    y = _y_position((low[best] + high[best]) / 2, 1, TOP, tall) + 5
    return f'<text class="on" x="{x[best]:.2f}" y="{y:.2f}" text-anchor="middle">{escape(name)}</text>'


def _mark_svg(x: float, text: str, tall: float) -> str:
    anchor, step = ("end", -6) if x > LEFT + PLOT_WIDTH * 0.6 else ("start", 6)
    return (
        f'<path class="ink dash" d="M{x:.2f} {TOP}v{tall}"/>'
        f'<text class="on" x="{x + step:.2f}" y="{TOP + 20}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _grid_svg(
    name: str, top: float, tall: float, levels: Sequence[float], most: float, text: Callable[[float], str]
) -> str:
    lines = f'<text class="strong" x="2" y="{top - 13:.2f}">{escape(name)}</text>'
    for at in levels:
        y = _y_position(at, most, top, tall)
        lines += f'<path class="grid" d="M{LEFT} {y:.2f}h{PLOT_WIDTH}"/>'
        lines += f'<text x="{LEFT - 6}" y="{y + 5:.2f}" text-anchor="end">{escape(text(at))}</text>'
    return lines


def _axis_svg(ticks: Sequence[tuple[float, str]], y: float, text: str) -> str:
    """Labels below an axis, as many as do not touch each other."""
    line = f'<path class="ink" d="M{LEFT} {y:.2f}h{PLOT_WIDTH}"/>'
    for at, label in _thin_labels(ticks):
        line += f'<text x="{at:.2f}" y="{y + 18:.2f}" text-anchor="middle">{escape(label)}</text>'
    return (
        line
        + f'<text x="{LEFT + PLOT_WIDTH / 2:.2f}" y="{y + 37:.2f}" text-anchor="middle">{escape(text)}</text>'
    )


def _thin_labels(ticks: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Every so manyth label, so that none touches the next or leaves the picture."""
    widest = max((len(label) for _, label in ticks), default=0) * LETTER_WIDTH + 6
    step = min((b[0] - a[0] for a, b in pairwise(ticks)), default=PLOT_WIDTH)
    every = max(1, ceil(widest / max(step, 1e-9)))
    for at, label in ticks[::every]:
        half = len(label) * LETTER_WIDTH / 2
        if at + half <= WIDTH:
            yield max(at, half), label


def _round_levels(most: float, parts: int = 4) -> tuple[float, ...]:
    """Round levels, about so many, the last one at `most` or above."""
    rough = most / parts
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    return tuple(step * i for i in range(ceil(most / step - 1e-6) + 1))


def _y_position(value: float, most: float, top: float, tall: float) -> float:
    return top + tall * (1 - value / most)


def _format_axis_percent(share: float) -> str:
    return f"{100 * share:.10g} %"


def _document_svg(key: str, tall: float, title: str, text: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {tall:.0f}" role="img" aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-text">{escape(text)}</desc>'
        f"<defs>{_PATTERNS.replace('KEY', key)}</defs>{body}</svg>"
    )


def _pattern_svg(kind: str, size: int, turn: int, marks: str) -> str:
    sides = f'width="{size}" height="{size}"'
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    ground = f'<rect class="fill-{kind}" {sides}/>'
    return f'<pattern id="KEY-{kind}" {sides} patternUnits="userSpaceOnUse"{turned}>{ground}{marks}</pattern>'


_PATTERNS = (
    _pattern_svg("won", 8, 0, "")
    + _pattern_svg("used", 8, 0, "")
    + _pattern_svg("lost", 8, 45, '<path class="mark-lost" d="M0 0V8"/>')
    + _pattern_svg("unused", 8, 45, '<path class="mark-unused" d="M0 0V8"/>')
    + _pattern_svg("open", 10, 0, '<circle class="mark-open" cx="5" cy="5" r="1.2"/>')
)
