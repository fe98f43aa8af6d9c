"""The evaluation bar: how games end on the best line, and what this quarter brings. One line where there is little
room, a framed one with more words where there is.
"""

from __future__ import annotations

from dataclasses import fields

from textual.content import Content
from textual.reactive import reactive

from sim.lookahead.line_figures import EndingChances, EvaluatedLine
from sim.text.figures import format_money
from sim.text.forecast import REACH, chances, line_worth, months, points, range_of
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import DIM, STRONG, Part, join_lines, line
from tui.keyboard.keys import with_keys
from tui.widgets.written import Written

GOAL, DRAW, FIRED = "█", "▒", "·"
"""Signs of the bar."""

GLIDE = 0.3
"""seconds; of the bar's way to where it is next, where motion is full."""

LEAST_BAR, MOST_BAR = 6, 40
"""characters."""

THINKING = "thinking …"
OFF = "The lookahead is off; {ahead.switch} switches it on."
WITHOUT = "The game goes on; {ahead.switch} tries again."
OVER = "The game is over here; there is nothing to look ahead to."


class ChanceBar(Written):
    """Win, draw and loss as one bar with its figures."""

    glide: reactive[float] = reactive(1.0)
    """0 where the bar still says what it said before, 1 where it says what is."""

    def __init__(self, foresight: LookaheadController) -> None:
        super().__init__(id="chance")
        self._foresight = foresight
        self._from: EndingChances | None = None
        """what the bar glides from, where motion is full."""
        self._told: EndingChances | None = None
        """what the bar last said of a position that was known."""

    def watch_glide(self) -> None:
        """Draw the bar where it is by now."""
        self.show()

    def _bar(self, best: EvaluatedLine, told: bool) -> EndingChances:
        """What the bar says; where motion is full it glides once from the position before to the next one."""
        other = told and self.has_class("-stale") and self._told not in (None, best.chances)
        if other and self.app.animation_level == "full":
            self._from = self._told
            self.set_reactive(ChanceBar.glide, 0.0)
            self.animate("glide", 1.0, duration=GLIDE, level="full")
        self._told = best.chances if told else self._told
        start, at = self._from, self.glide
        if start is None or at >= 1 or not told:
            return best.chances
        return blend_chances(start, best.chances, at)

    def show(self) -> None:
        """Tell what the lookahead says by now."""
        if not self.size.width:
            return
        f, framed = self._foresight, bool(self.styles.border_top[0])
        told = f.state == "told"
        width = self.content_region.width
        best = f.best
        shown = None if best is None else self._bar(best, told)
        self.set_class(not told, "-stale")
        if best is None or shown is None or f.state in ("off", "trouble", "over"):
            self.update(line(said_instead(f)) if framed else line(" ", said_instead(f)), layout=False)
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
    """Chances on the way from some to others, 0 to 1."""
    parts = ((getattr(start, f.name), getattr(end, f.name)) for f in fields(EndingChances))
    return EndingChances(*(before + at * (after - before) for before, after in parts))


def said_instead(f: LookaheadController) -> str:
    """What stands where there are no lines to tell of."""
    if f.state == "off":
        return with_keys(OFF)
    if f.state == "trouble":
        return f"No lookahead: {f.trouble}. {with_keys(WITHOUT)}"
    return OVER if f.state == "over" else THINKING


def _title(f: LookaheadController, best: EvaluatedLine) -> str:
    if f.state != "told":
        return "Win chance: from the position before, until it is known"
    still = ", still searching" if f.searching else ""
    if f.by_value:
        return f"{REACH[f.reach]}: lines by value, {line_worth(best, by_value=True)}{still}"
    return f"Win chance {points(best.score)}{change_text(f, long=True)}{still}"


def change_text(f: LookaheadController, *, long: bool = False) -> str:
    """The change against the last position: `, ▲4 since the last position`."""
    if f.change is None:
        return ""
    change, clear = f.change
    arrow = f"{'▲' if change > 0 else '▼'}{abs(change):.0f}"
    if long:
        return f", {arrow} since the last position" if clear else ", much as in the last position"
    return f" {arrow}" if clear else ""


def _two_rows(f: LookaheadController, best: EvaluatedLine, shown: EndingChances, width: int) -> list[Part]:
    figures = chances(best.chances)
    room = width - len(figures) - 2
    first = line((bar(shown, min(room, MOST_BAR)), ""), "  ", (figures, STRONG))
    return [first, _quarter_text(f, best)]


def _quarter_text(f: LookaheadController, best: EvaluatedLine) -> str:
    parts = []
    if best.attainment is not None:
        parts.append(f"This quarter {range_of(best.attainment)} of its target.")
    if f.snapshot is not None:
        parts.append(f"Sight: {months(f.snapshot.sight)}.")
    return " ".join(parts)


def _one_row(f: LookaheadController, best: EvaluatedLine, shown: EndingChances, width: int) -> Content:
    """Where the position is not known yet, the words say so in place of the chance."""
    told = f.state == "told"
    now = (
        f" Value {format_money(best.value.mean)}"
        if f.by_value
        else f" Win chance {best.score.mean:.0f}{change_text(f)}"
    )
    head = f"{now} " if told else f" {THINKING} before: "
    quarter = f"  quarter {range_of(best.attainment)}" if best.attainment is not None else ""
    figures = chances(best.chances)
    room = width - len(head) - len(figures) - len(quarter) - 1
    if room < LEAST_BAR:
        return line(head, (figures, STRONG), (quarter, DIM))
    return line(head, bar(shown, min(room, MOST_BAR)), " ", (figures, STRONG), (quarter, DIM))


def bar(c: EndingChances, width: int) -> str:
    """A bar of a width: goal, draw, fired."""
    goal = round(c.goal * width)
    draw = max(0, round((c.goal + c.draw) * width) - goal)
    return GOAL * goal + DRAW * draw + FIRED * (width - goal - draw)
