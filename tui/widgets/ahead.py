"""Moves ahead: bookings or wins of the coming quarters on the selected line, from P10 to P90, and a second line to
compare. What is beyond sight is drawn thinner, and all figures follow as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EvaluatedLine
from sim.play.session import Session
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.text.figures import WEEKS_IN_MONTH, format_money
from sim.text.forecast import format_sight
from sim.text.screen import THINKING
from sim.view.standing import books_overview
from tui.controllers.lookahead import LookaheadController
from tui.drawing.fan import (
    BEYOND_SIGHT,
    IN_SIGHT,
    Curve,
    add_axis,
    draw_fan,
    make_axis,
    place_time_labels,
    share_in_sight,
)
from tui.drawing.text import ACCENT, DIM, STRONG, Part, join_lines, line
from tui.widgets.chance import lookahead_message
from tui.widgets.panel import Panel

FanMeasure = Literal["bookings", "wins"]
MEASURES: tuple[FanMeasure, ...] = ("bookings", "wins")

LABEL = 7
"""characters; width of the axis, its line included."""

MIN_HEIGHT = 3
"""rows; height of the drawing."""

ROWS_BELOW = 3
"""rows; kept free below the drawing for quarters, sight, and the nearest figures."""

FULL, DOTTED = "⠤⠤", "⠄⠄"
"""Samples of the two curves, for the legend."""


@dataclass(frozen=True, slots=True)
class FanData:
    """What the fan shows."""

    quarters: tuple[str, ...]
    """Names of the quarters; the year after the end is `+1` to `+4`."""
    mean: tuple[float, ...]
    """Means of the selected line."""
    band: tuple[tuple[float, ...], tuple[float, ...]] | None
    """P10 and P90 of single futures; None if only means are known."""
    other: tuple[float, ...] | None
    """Means of the second line."""
    other_name: str


class AheadPanel(Panel):
    """The fan and its figures."""

    NAME = "ahead"

    turned: reactive[int] = reactive(0)
    """How often the measure was switched."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        super().__init__()

    @property
    def measure(self) -> FanMeasure:
        """What is shown."""
        return MEASURES[self.turned % len(MEASURES)]

    def title(self) -> str:
        """Measure and line."""
        which = "doing nothing" if self._foresight.nothing_shown else "best line"
        return f"Ahead: {self.measure} a quarter, {which}"

    def watch_turned(self) -> None:
        """Show the other measure."""
        self.redraw()

    def text(self, session: Session, width: int) -> Content:
        """Drawing, legend and figures; or why there are none."""
        f = self._foresight
        current, shown = f.state == "told", f.on_screen
        self.set_class(not current, "-stale")
        if shown is None or f.state in ("off", "trouble", "over"):
            self.border_subtitle = Content("")
            return join_lines([lookahead_message(f)])
        data = make_fan_data(f, session, shown, self.measure)
        self.border_subtitle = Content(_legend(data) if current else THINKING)
        height = max(MIN_HEIGHT, self.content_region.height - ROWS_BELOW)
        return join_lines([*_draw(data, f, (width, height)), *_figures(data, self.measure)])


def make_fan_data(
    f: LookaheadController, session: Session, shown: EvaluatedLine, measure: FanMeasure
) -> FanData:
    """What to draw. The first quarter includes what was booked or won in it so far."""
    snapshot, view = f.snapshot, session.view
    now = books_overview(view).current if f.state == "told" else None
    so_far = 0.0 if now is None else now.bookings if measure == "bookings" else float(now.won)

    def add_so_far(values: tuple[float, ...]) -> tuple[float, ...]:
        return (values[0] + so_far, *values[1:])

    week = 0 if snapshot is None else snapshot.week
    names = quarter_names(week // WEEKS_IN_QUARTER + 1, view.quarters, len(shown.wins))
    other, name = _other_line(f, measure)
    if measure == "wins":
        return FanData(names, add_so_far(shown.wins), None, other and add_so_far(other), name)
    bands = shown.bookings
    edges = (add_so_far(tuple(b.p10 for b in bands)), add_so_far(tuple(b.p90 for b in bands)))
    return FanData(names, add_so_far(tuple(b.mean for b in bands)), edges, other and add_so_far(other), name)


def _other_line(f: LookaheadController, measure: FanMeasure) -> tuple[tuple[float, ...] | None, str]:
    """The second line: the best one if that of doing nothing is selected, else that of the draft if it was changed."""
    if f.nothing_shown and f.best is not None:
        return (f.best.wins if measure == "wins" else tuple(b.mean for b in f.best.bookings)), "best"
    yours = f.yours
    if yours is not None and f.effect is not None:
        return (f.effect.wins if measure == "wins" else yours), "yours"
    return None, ""


def quarter_names(first: int, quarters: int, count: int) -> tuple[str, ...]:
    """`Q5` and so on, from the next quarter; `+1` to `+4` for the year after the end."""
    return tuple(f"Q{q}" if q <= quarters else f"+{q - quarters}" for q in range(first, first + count))


def _legend(data: FanData) -> str:
    band = f"{IN_SIGHT} P10 to P90" if data.band is not None else ""
    other = f"{DOTTED} {data.other_name}" if data.other is not None else ""
    return "  ".join(part for part in (f"{FULL} mean", other, band) if part)


def _draw(data: FanData, f: LookaheadController, size: tuple[int, int]) -> Iterator[Part]:
    width, height = size[0] - LABEL, size[1]
    curves = [Curve(data.mean, STRONG)]
    if data.other is not None:
        curves.insert(0, Curve(data.other, ACCENT if not f.nothing_shown else "", dotted=True))
    edges = data.band or ()
    axis = make_axis([value for values in (data.mean, data.other or (), *edges) for value in values])
    sight = f.snapshot.sight if f.snapshot is not None else 0.0
    week = 0 if f.snapshot is None else f.snapshot.week
    ends = [WEEKS_IN_QUARTER * (n + 1) - week % WEEKS_IN_QUARTER for n in range(len(data.quarters))]
    drawn = draw_fan(data.band, curves, (width, height), axis, share_in_sight(sight * WEEKS_IN_MONTH, ends))
    write = _formatter("wins" if data.band is None else "bookings")
    yield from add_axis(drawn, [write(v) for v in (axis.high, (axis.high + axis.low) / 2, axis.low)], LABEL)
    yield (" " * LABEL + place_time_labels(data.quarters, width), DIM)
    yield (f"{IN_SIGHT} in sight ({format_sight(sight)})  {BEYOND_SIGHT} beyond sight", DIM)


def _figures(data: FanData, measure: FanMeasure) -> Iterator[Part]:
    """Each quarter as text."""
    write = _formatter(measure)
    for place, name in enumerate(data.quarters):
        text = f"{name:<3} {write(data.mean[place]):>6}"
        if data.band is not None:
            low, high = (edge[place] for edge in data.band)
            text += f"  {write(low):>6} to {write(high):>6}"
        if data.other is not None:
            text += f"  {data.other_name} {write(data.other[place])}"
        yield line(text)


def _formatter(measure: FanMeasure) -> Callable[[float], str]:
    return format_money if measure == "bookings" else lambda value: f"{value:,.0f}"
