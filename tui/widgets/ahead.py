"""Moves ahead: the bookings or wins of the quarters to come on the line that is looked at, from P10 to P90, with a
second line beside it; what lies beyond sight is drawn thinner, and every figure stands below as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EvaluatedLine
from sim.play.session import Session
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.text.figures import WEEKS_IN_MONTH, format_money
from sim.text.forecast import months
from sim.view.standing import books_overview
from tui.controllers.lookahead import LookaheadController
from tui.drawing.fan import SEEN, UNSEEN, Curve, fan, scale, share_in_sight, times, with_axis
from tui.drawing.text import DIM, STRONG, YOURS, Part, join_lines, line
from tui.widgets.chance import THINKING, said_instead
from tui.widgets.panel import Panel

Measured = Literal["bookings", "wins"]
MEASURED: tuple[Measured, ...] = ("bookings", "wins")

LABEL = 7
"""characters; of the scale, its line included."""

LEAST_HEIGHT = 3
"""characters; of the drawing."""

BELOW = 3
"""characters; of what stands right below the drawing: quarters, sight, the nearest figures."""

FULL, DOTTED = "⠤⠤", "⠄⠄"
"""Signs of the two curves."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn."""

    quarters: tuple[str, ...]
    """names; the year after the end is `+1` to `+4`."""
    middle: tuple[float, ...]
    """means of the line that is looked at."""
    band: tuple[tuple[float, ...], tuple[float, ...]] | None
    """P10 and P90 of single futures; None where only means are known."""
    other: tuple[float, ...] | None
    """means of the line beside it."""
    other_name: str


class AheadPanel(Panel):
    """The fan, then its figures."""

    NAME = "ahead"

    turned: reactive[int] = reactive(0)
    """how often the measure was changed."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        super().__init__()

    @property
    def measured(self) -> Measured:
        """What is drawn."""
        return MEASURED[self.turned % len(MEASURED)]

    def title(self) -> str:
        """The measure and the line."""
        which = "doing nothing" if self._foresight.nothing_shown else "best line"
        return f"Ahead: {self.measured} a quarter, {which}"

    def watch_turned(self) -> None:
        """Draw the other measure."""
        self.redraw()

    def text(self, session: Session, width: int) -> Content:
        """The drawing, its legend, the figures; or why there are none."""
        f = self._foresight
        told, shown = f.state == "told", f.on_screen
        self.set_class(not told, "-stale")
        if shown is None or f.state in ("off", "trouble", "over"):
            self.border_subtitle = Content("")
            return join_lines([said_instead(f)])
        course = course_of(f, session, shown, self.measured)
        self.border_subtitle = Content(_legend(course) if told else THINKING)
        height = max(LEAST_HEIGHT, self.content_region.height - BELOW)
        return join_lines([*_draw_course(course, f, (width, height)), *_figures(course, self.measured)])


def course_of(f: LookaheadController, session: Session, shown: EvaluatedLine, measured: Measured) -> Course:
    """What to draw. What was booked or won in the first quarter already is counted in."""
    snapshot, view = f.snapshot, session.view
    now = books_overview(view).current if f.state == "told" else None
    done = 0.0 if now is None else now.bookings if measured == "bookings" else float(now.won)

    def whole(values: tuple[float, ...]) -> tuple[float, ...]:
        return (values[0] + done, *values[1:])

    week = 0 if snapshot is None else snapshot.week
    names = quarter_names(week // WEEKS_IN_QUARTER + 1, view.quarters, len(shown.wins))
    other, name = _other(f, measured)
    if measured == "wins":
        return Course(names, whole(shown.wins), None, other and whole(other), name)
    bands = shown.bookings
    edges = (whole(tuple(b.p10 for b in bands)), whole(tuple(b.p90 for b in bands)))
    return Course(names, whole(tuple(b.mean for b in bands)), edges, other and whole(other), name)


def _other(f: LookaheadController, measured: Measured) -> tuple[tuple[float, ...] | None, str]:
    """The line beside: of the draft where it is not the last move, else the best one where another is looked at."""
    if f.nothing_shown and f.best is not None:
        return (f.best.wins if measured == "wins" else tuple(b.mean for b in f.best.bookings)), "best"
    yours = f.yours
    if yours is not None and f.effect is not None:
        return (f.effect.wins if measured == "wins" else yours), "yours"
    return None, ""


def quarter_names(first: int, quarters: int, count: int) -> tuple[str, ...]:
    """`Q5` and so on, from the quarter to come; of the year after the end `+1` to `+4`."""
    every = range(first, first + count)
    return tuple(f"Q{q}" if q <= quarters else f"+{q - quarters}" for q in every)


def _legend(course: Course) -> str:
    band = f"{SEEN} P10 to P90" if course.band is not None else ""
    other = f"{DOTTED} {course.other_name}" if course.other is not None else ""
    return "  ".join(part for part in (f"{FULL} mean", other, band) if part)


def _draw_course(course: Course, f: LookaheadController, size: tuple[int, int]) -> Iterator[Part]:
    width, height = size[0] - LABEL, size[1]
    curves = [Curve(course.middle, STRONG)]
    if course.other is not None:
        curves.insert(0, Curve(course.other, YOURS if not f.nothing_shown else "", dotted=True))
    edges = course.band or ()
    on = scale([value for values in (course.middle, course.other or (), *edges) for value in values])
    seen = f.snapshot.sight if f.snapshot is not None else 0.0
    week = 0 if f.snapshot is None else f.snapshot.week
    ends = [WEEKS_IN_QUARTER * (n + 1) - week % WEEKS_IN_QUARTER for n in range(len(course.quarters))]
    drawn = fan(course.band, curves, (width, height), on, share_in_sight(seen * WEEKS_IN_MONTH, ends))
    said = format_money if course.band is not None else lambda value: f"{value:,.0f}"
    yield from with_axis(drawn, [said(v) for v in (on.high, (on.high + on.low) / 2, on.low)], LABEL)
    yield (" " * LABEL + times(course.quarters, width), DIM)
    yield (f"{SEEN} in sight ({months(seen)})  {UNSEEN} beyond sight", DIM)


def _figures(course: Course, measured: Measured) -> Iterator[Part]:
    """Every quarter as text."""
    said = format_money if measured == "bookings" else lambda value: f"{value:,.0f}"
    for place, name in enumerate(course.quarters):
        text = f"{name:<3} {said(course.middle[place]):>6}"
        if course.band is not None:
            low, high = (edge[place] for edge in course.band)
            text += f"  {said(low):>6} to {said(high):>6}"
        if course.other is not None:
            text += f"  {course.other_name} {said(course.other[place])}"
        yield line(text)
