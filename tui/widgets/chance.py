"""The evaluation bar: how games end on the best line, and what this quarter brings. It is one line if there is little
room, and has a frame and more words if there is.
"""

from __future__ import annotations

from dataclasses import fields

from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EndingChances, EvaluatedLine
from sim.text.figures import format_money
from sim.text.forecast import (
    GOAL_STATUS_SENTENCES,
    format_attainment,
    format_chances,
    format_line_worth,
    format_points,
    format_sight,
)
from sim.text.screen import LOOKAHEAD_FAILED, LOOKAHEAD_OFF, LOOKAHEAD_OVER, THINKING
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import DIM, STRONG, Part, join_lines, line
from tui.keyboard.keys import insert_keys
from tui.widgets.text_rows import TextRows

GOAL, DRAW, FIRED = "█", "▒", "·"
"""Characters of the bar."""

GLIDE_SECONDS = 0.3
"""seconds; duration of the bar's animation, if motion is full."""

MIN_BAR, MAX_BAR = 6, 40
"""characters; width of the bar."""


class ChanceBar(TextRows):
    """Goal, draw and fired as one bar with its figures."""

    glide: reactive[float] = reactive(1.0)
    """0..1; progress of the animation from the previous chances to the current ones."""

    def __init__(self, foresight: LookaheadController) -> None:
        super().__init__(id="chance")
        self._foresight = foresight
        self._from: EndingChances | None = None
        """Chances at which the animation starts."""
        self._last: EndingChances | None = None
        """Chances shown last for a position that had been evaluated."""

    def watch_glide(self) -> None:
        """Draw a step of the animation."""
        self.show()

    def _animated_chances(self, best: EvaluatedLine, current: bool) -> EndingChances:
        """The chances to draw. If motion is full, a new position starts an animation from the previous one."""
        changed = current and self.has_class("-stale") and self._last not in (None, best.chances)
        if changed and self.app.animation_level == "full":
            self._from = self._last
            self.set_reactive(ChanceBar.glide, 0.0)
            self.animate("glide", 1.0, duration=GLIDE_SECONDS, level="full")
        self._last = best.chances if current else self._last
        start, at = self._from, self.glide
        if start is None or at >= 1 or not current:
            return best.chances
        return blend_chances(start, best.chances, at)

    def show(self) -> None:
        """Show the latest state of the lookahead."""
        if not self.size.width:
            return
        f, framed = self._foresight, bool(self.styles.border_top[0])
        current = f.state == "told"
        width = self.content_region.width
        best = f.best
        shown = None if best is None else self._animated_chances(best, current)
        self.set_class(not current, "-stale")
        if best is None or shown is None or f.state in ("off", "trouble", "over"):
            self.update(
                line(lookahead_message(f)) if framed else line(" ", lookahead_message(f)), layout=False
            )
            self.border_title = Content("Win chance")
        elif framed:
            self.update(join_lines(_two_rows(f, best, shown, width)), layout=False)
            self.border_title = Content(_title(f, best))
        else:
            self.update(_one_row(f, best, shown, width), layout=False)
        self.border_subtitle = Content(THINKING if f.state == "thinking" and best is not None else "")

    def on_resize(self) -> None:
        """Fit to the width."""
        self.show()


def blend_chances(start: EndingChances, end: EndingChances, at: float) -> EndingChances:
    """Chances between two others; `at` is 0 at the start and 1 at the end."""
    parts = ((getattr(start, f.name), getattr(end, f.name)) for f in fields(EndingChances))
    return EndingChances(*(before + at * (after - before) for before, after in parts))


def lookahead_message(f: LookaheadController) -> str:
    """Why there are no lines to show."""
    if f.state == "off":
        return insert_keys(LOOKAHEAD_OFF)
    if f.state == "trouble":
        return insert_keys(LOOKAHEAD_FAILED.format(reason=f.trouble))
    return LOOKAHEAD_OVER if f.state == "over" else THINKING


def _title(f: LookaheadController, best: EvaluatedLine) -> str:
    if f.state != "told":
        return "Win chance: from the previous position, until it is known"
    still = ", still searching" if f.searching else ""
    if f.by_value:
        return f"{GOAL_STATUS_SENTENCES[f.reach]}: lines by value, {format_line_worth(best, by_value=True)}{still}"
    return f"Win chance {format_points(best.score)}{format_change(f, long=True)}{still}"


def format_change(f: LookaheadController, *, long: bool = False) -> str:
    """The change since the last position: `, ▲4 since the last position`."""
    if f.change is None:
        return ""
    change, clear = f.change
    arrow = f"{'▲' if change > 0 else '▼'}{abs(change):.0f}"
    if long:
        return f", {arrow} since the last position" if clear else ", much as in the last position"
    return f" {arrow}" if clear else ""


def _two_rows(f: LookaheadController, best: EvaluatedLine, shown: EndingChances, width: int) -> list[Part]:
    figures = format_chances(best.chances)
    room = width - len(figures) - 2
    first = line((chance_bar(shown, min(room, MAX_BAR)), ""), "  ", (figures, STRONG))
    return [first, _quarter_text(f, best)]


def _quarter_text(f: LookaheadController, best: EvaluatedLine) -> str:
    parts = []
    if best.attainment is not None:
        parts.append(f"This quarter {format_attainment(best.attainment)} of its target.")
    if f.snapshot is not None:
        parts.append(f"Sight: {format_sight(f.snapshot.sight)}.")
    return " ".join(parts)


def _one_row(f: LookaheadController, best: EvaluatedLine, shown: EndingChances, width: int) -> Content:
    """Until the position is evaluated, a note that this is the previous one replaces the chance."""
    now = (
        f" Value {format_money(best.value.mean)}"
        if f.by_value
        else f" Win chance {best.score.mean:.0f}{format_change(f)}"
    )
    head = f"{now} " if f.state == "told" else f" {THINKING} before: "
    quarter = f"  quarter {format_attainment(best.attainment)}" if best.attainment is not None else ""
    figures = format_chances(best.chances)
    room = width - len(head) - len(figures) - len(quarter) - 1
    if room < MIN_BAR:
        return line(head, (figures, STRONG), (quarter, DIM))
    return line(head, chance_bar(shown, min(room, MAX_BAR)), " ", (figures, STRONG), (quarter, DIM))


def chance_bar(c: EndingChances, width: int) -> str:
    """A bar of a width, for goal, draw, and fired."""
    goal = round(c.goal * width)
    draw = max(0, round((c.goal + c.draw) * width) - goal)
    return GOAL * goal + DRAW * draw + FIRED * (width - goal - draw)
