"""Bar charts and stacked area charts as inline SVG.

Why no library: pygal 3.1 adds a script with its settings to every chart even if scripts are off, a style sheet that
applies to the whole page, today's date (so that no two reports are equal) and addresses in comments. It also has no
patterns besides colours, no dark mode, and no censored data. Here, colours come from the style sheet of the page by
class, each kind also has a pattern or a label, nothing is fetched, and equal figures give equal charts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 480, 64, 12, 36, 42
"""units; size and margins. Letters are 14 units high, so that they are legible at the width of a phone."""
PANEL_HEIGHTS = {1: 200, 2: 130}
"""units; height of a panel, by the number of panels."""
AREA_HEIGHT = 240
"""units; height of the plot of an area chart."""
LETTER_WIDTH = 8.0
"""units; width of a letter, rounded up."""
PLOT_WIDTH = WIDTH - LEFT - RIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    height: float
    kind: str
    """'won', 'lost', 'open', 'used' or 'unused'."""
    label: str
    """The figure as text."""
    low: float | None = None
    """Lower end of its interval, if that is drawn."""
    high: float | None = None
    """Upper end of its interval, if that is drawn."""


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A horizontal line across all bars, with a band around it."""

    height: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """Bars over one axis."""

    name: str
    """What heights are."""
    bars: tuple[Bar, ...]
    line: ReferenceLine | None = None
    percent: bool = False
    """Whether heights are shares."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Panels of bars below each other, over the same bins and with the same scale."""

    title: str
    description: str
    """Text for those who cannot see the chart."""
    caption: str
    panels: tuple[ChartPanel, ...]
    ticks: tuple[tuple[float, str], ...]
    """Positions, in bars from the left, and their labels."""
    axis_label: str

    def svg(self, key: str) -> str:
        """The chart as SVG; `key` makes its ids unique on a page."""
        height = PANEL_HEIGHTS[len(self.panels)]
        total = len(self.panels) * (TOP + height) + BOTTOM
        levels = _round_levels(max(_max_height(panel) for panel in self.panels))
        panels = [
            _panel_svg(panel, levels, i * (TOP + height) + TOP, height, key)
            for i, panel in enumerate(self.panels)
        ]
        width = PLOT_WIDTH / max(1, len(self.panels[0].bars))
        ticks = [(LEFT + position * width, text) for position, text in self.ticks]
        axis = _axis_svg(ticks, total - BOTTOM, self.axis_label)
        return _document_svg(key, total, self.title, self.description, "".join(panels) + axis)


@dataclass(frozen=True, slots=True)
class AreaLayer:
    """One layer of an area chart."""

    name: str
    kind: str
    """'won', 'lost' or 'open'."""
    shares: tuple[float, ...]
    """The share at each position."""


@dataclass(frozen=True, slots=True)
class AreaChart:
    """Layers that add up to 1, the first at the bottom."""

    title: str
    description: str
    """Text for those who cannot see the chart."""
    caption: str
    positions: tuple[float, ...]
    layers: tuple[AreaLayer, ...]
    axis_label: str
    mark: tuple[float, str] | None = None
    """A position to mark, and its label."""

    def svg(self, key: str) -> str:
        """The chart as SVG; `key` makes its ids unique on a page."""
        last = max(self.positions[-1], 1e-9)
        x = [LEFT + PLOT_WIDTH * position / last for position in self.positions]
        body = _grid_svg(
            "share of all deals", TOP, AREA_HEIGHT, (0, 0.25, 0.5, 0.75, 1), 1.0, _format_axis_percent
        )
        bottom = [0.0] * len(x)
        labels = ""
        for layer in self.layers:
            top = [b + s for b, s in zip(bottom, layer.shares, strict=True)]
            low, high = ([_y_position(v, 1, TOP, AREA_HEIGHT) for v in edge] for edge in (bottom, top))
            body += _layer_svg(layer, x, low, high, key)
            labels += _layer_label_svg(layer.name, x, bottom, top)
            bottom = top
        if self.mark is not None:
            body += _mark_svg(LEFT + PLOT_WIDTH * self.mark[0] / last, self.mark[1])
        ticks = [(LEFT + PLOT_WIDTH * at / last, f"{at:,.0f}") for at in _round_levels(last, 8) if at <= last]
        axis = _axis_svg(ticks, TOP + AREA_HEIGHT, self.axis_label)
        return _document_svg(
            key, TOP + AREA_HEIGHT + BOTTOM, self.title, self.description, body + labels + axis
        )


Chart = BarChart | AreaChart


def _max_height(panel: ChartPanel) -> float:
    heights = [v for bar in panel.bars for v in (bar.height, bar.high) if v is not None]
    return max([*heights, panel.line.high if panel.line else 0.0, 1e-9])


def _panel_svg(panel: ChartPanel, levels: Sequence[float], top: float, height: float, key: str) -> str:
    highest = levels[-1]
    format_level = _format_axis_percent if panel.percent else lambda v: f"{v:,.10g}"
    width = PLOT_WIDTH / max(1, len(panel.bars))
    bars = [
        _bar_svg(bar, LEFT + i * width, width, highest, top, height, key) for i, bar in enumerate(panel.bars)
    ]
    band, line = _reference_line_svg(panel.line, highest, top, height) if panel.line else ("", "")
    # The band is behind the bars, the line in front of them.
    return _grid_svg(panel.name, top, height, levels, highest, format_level) + band + "".join(bars) + line


def _bar_svg(bar: Bar, x: float, width: float, highest: float, top: float, height: float, key: str) -> str:
    y, gap = _y_position(bar.height, highest, top, height), min(1.0, width / 10) if width < 60 else 14
    shape = (
        f'<rect class="edge {bar.kind}" x="{x + gap:.2f}" y="{y:.2f}" width="{width - 2 * gap:.2f}" '
        f'height="{top + height - y:.2f}" fill="url(#{key}-{bar.kind})"><title>{escape(bar.label)}</title></rect>'
    )
    if bar.low is None or bar.high is None:
        return shape
    middle = x + width / 2
    low, high = (_y_position(end, highest, top, height) for end in (bar.low, bar.high))
    cap = min(12.0, width / 4)
    ends = "".join(f"M{middle - cap:.2f} {y:.2f}h{2 * cap:.2f}" for y in (low, high))
    whisker = f"M{middle:.2f} {low:.2f}V{high:.2f}{ends}"
    return f'{shape}<path class="ink" d="{whisker}"/>'


def _reference_line_svg(line: ReferenceLine, highest: float, top: float, height: float) -> tuple[str, str]:
    """The band and the line."""
    y, low, high = (_y_position(v, highest, top, height) for v in (line.height, line.low, line.high))
    path = f'd="M{LEFT} {y:.2f}h{PLOT_WIDTH}"'
    return (
        f'<rect class="band" x="{LEFT}" y="{high:.2f}" width="{PLOT_WIDTH}" height="{max(0.0, low - high):.2f}"/>',
        f'<path class="ink dash" {path}><title>{escape(line.label)}</title></path>',
    )


def _layer_svg(
    layer: AreaLayer, x: Sequence[float], low: Sequence[float], high: Sequence[float], key: str
) -> str:
    upper = " ".join(f"{a:.2f},{b:.2f}" for a, b in zip(x, high, strict=True))
    lower = " ".join(f"{a:.2f},{b:.2f}" for a, b in zip(reversed(x), reversed(low), strict=True))
    return f'<polygon class="edge {layer.kind}" points="{upper} {lower}" fill="url(#{key}-{layer.kind})"/>'


def _layer_label_svg(name: str, x: Sequence[float], low: Sequence[float], high: Sequence[float]) -> str:
    """The name of a layer where it is thickest, preferably to the right; none if it is too thin for letters."""
    margin = len(name) * LETTER_WIDTH / 2 + 12
    places = [i for i in range(len(x)) if LEFT + margin <= x[i] <= WIDTH - RIGHT - margin]
    if not places:
        return ""
    preferred = LEFT + 0.75 * PLOT_WIDTH
    best = max(places, key=lambda i: (round(10 * (high[i] - low[i])), -abs(x[i] - preferred)))
    if (high[best] - low[best]) * AREA_HEIGHT < 22:
        return ""
    y = _y_position((low[best] + high[best]) / 2, 1, TOP, AREA_HEIGHT) + 5
    return f'<text class="on" x="{x[best]:.2f}" y="{y:.2f}" text-anchor="middle">{escape(name)}</text>'


def _mark_svg(x: float, text: str) -> str:
    anchor, offset = ("end", -6) if x > LEFT + PLOT_WIDTH * 0.6 else ("start", 6)
    return (
        f'<path class="ink dash" d="M{x:.2f} {TOP}v{AREA_HEIGHT}"/>'
        f'<text class="on" x="{x + offset:.2f}" y="{TOP + 20}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _grid_svg(
    name: str,
    top: float,
    height: float,
    levels: Sequence[float],
    highest: float,
    format_level: Callable[[float], str],
) -> str:
    lines = f'<text class="strong" x="2" y="{top - 13:.2f}">{escape(name)}</text>'
    for level in levels:
        y = _y_position(level, highest, top, height)
        lines += f'<path class="grid" d="M{LEFT} {y:.2f}h{PLOT_WIDTH}"/>'
        lines += (
            f'<text x="{LEFT - 6}" y="{y + 5:.2f}" text-anchor="end">{escape(format_level(level))}</text>'
        )
    return lines


def _axis_svg(ticks: Sequence[tuple[float, str]], y: float, label: str) -> str:
    """The horizontal axis with its labels."""
    line = f'<path class="ink" d="M{LEFT} {y:.2f}h{PLOT_WIDTH}"/>'
    for x, text in _thin_labels(ticks):
        line += f'<text x="{x:.2f}" y="{y + 18:.2f}" text-anchor="middle">{escape(text)}</text>'
    middle = LEFT + PLOT_WIDTH / 2
    return line + f'<text x="{middle:.2f}" y="{y + 37:.2f}" text-anchor="middle">{escape(label)}</text>'


def _thin_labels(ticks: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Every n-th label, so that none overlaps the next or leaves the chart."""
    widest = max((len(label) for _, label in ticks), default=0) * LETTER_WIDTH + 6
    step = min((b[0] - a[0] for a, b in pairwise(ticks)), default=PLOT_WIDTH)
    every = max(1, ceil(widest / max(step, 1e-9)))
    for x, label in ticks[::every]:
        half = len(label) * LETTER_WIDTH / 2
        if x + half <= WIDTH:
            yield max(x, half), label


def _round_levels(highest: float, parts: int = 4) -> tuple[float, ...]:
    """About `parts` round levels, the last of them at `highest` or above."""
    rough = highest / parts
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    return tuple(step * i for i in range(ceil(highest / step - 1e-6) + 1))


def _y_position(value: float, highest: float, top: float, height: float) -> float:
    return top + height * (1 - value / highest)


def _format_axis_percent(share: float) -> str:
    return f"{100 * share:.10g} %"


def _document_svg(key: str, height: float, title: str, description: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-text">{escape(description)}</desc>'
        f"<defs>{_PATTERNS.replace('KEY', key)}</defs>{body}</svg>"
    )


def _pattern_svg(kind: str, size: int, angle: int, marks: str) -> str:
    sides = f'width="{size}" height="{size}"'
    rotation = f' patternTransform="rotate({angle})"' if angle else ""
    ground = f'<rect class="fill-{kind}" {sides}/>'
    return (
        f'<pattern id="KEY-{kind}" {sides} patternUnits="userSpaceOnUse"{rotation}>{ground}{marks}</pattern>'
    )


_PATTERNS = (
    _pattern_svg("won", 8, 0, "")
    + _pattern_svg("used", 8, 0, "")
    + _pattern_svg("lost", 8, 45, '<path class="mark-lost" d="M0 0V8"/>')
    + _pattern_svg("unused", 8, 45, '<path class="mark-unused" d="M0 0V8"/>')
    + _pattern_svg("open", 10, 0, '<circle class="mark-open" cx="5" cy="5" r="1.2"/>')
)
