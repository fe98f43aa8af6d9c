"""Why: the change of bookings and of value since the last move, split into its causes. It is computed in a thread when
the panel is visible, and kept for each position.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from textual import on, work
from textual.content import Content

from sim.analysis.why.change_split import CAUSES, Cause
from sim.analysis.why.explanation import (
    EXPLAINED_MEASURES,
    MIN_EXPLAINED_MOVES,
    ExplainedMeasure,
    Explanation,
    explain,
)
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup
from sim.play.session import Session
from sim.text.screen import WHY_FAILED, WHY_THINKING
from sim.text.why import (
    CAUSE_MEANINGS,
    CAUSES_INTRODUCTION,
    cause_sentences,
    describe_change,
    describe_measure,
    format_signed_money,
    round_causes,
)
from tui.drawing.text import DIM, STRONG, Part, align_right, fit, hanging_indent, join_lines, line
from tui.runtime.messages import WhyExplained
from tui.widgets.panel import Panel

LOG = logging.getLogger("tactegic.why")

LABEL, FIGURE, INDENT = 11, 8, 12
"""characters; width of a cause's name, of a figure, indent of a cause's sentence."""
MIN_BAR, MAX_BAR = 3, 31
"""characters; width of a bar with its axis."""
LEFT, RIGHT, FULL, AXIS = "▐", "▌", "█", "│"
"""Half a cell at the right, half a cell at the left, a full cell, and the axis."""


class WhyPanel(Panel):
    """The causes of the change."""

    NAME = "why"

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[GameNode, Explanation | None] = {}
        """The explanation of each position; None if it failed."""
        self._last: Explanation | None = None
        """The explanation that was shown last."""
        self._working = False

    def title(self) -> str:
        """The two moves, or that it is not known yet."""
        node = self._session.shown if self._session is not None else None
        if node is None or node.number < MIN_EXPLAINED_MOVES:
            return "Why"
        return f"Why: move {node.number} against {node.number - 1}" if node in self._known else WHY_THINKING

    def on_show(self) -> None:
        """Ask for the explanation when the panel becomes visible."""
        self.redraw()

    def redraw(self) -> None:
        """Show the explanation of the position, and ask for it if there is none."""
        session = self._session
        if session is not None and self.is_on_screen:
            self._ask(session)
            missing = session.shown.number >= MIN_EXPLAINED_MOVES and session.shown not in self._known
            self.set_class(missing, "-stale")
        super().redraw()

    def text(self, session: Session, width: int) -> Content:
        """Bars and figures of the causes, and the largest in words; those of the previous position until this one's are
        known.
        """
        node = session.shown
        if node.number < MIN_EXPLAINED_MOVES:
            return _teaching_text(width)
        known = self._known.get(node, self._last)
        if known is None:
            return join_lines([(WHY_FAILED if node in self._known else WHY_THINKING, DIM)])
        self._last = known
        largest = (describe_change(known, measure) for measure in EXPLAINED_MEASURES)
        each = (row for measure in EXPLAINED_MEASURES for row in _causes(known, measure, width))
        return join_lines([*_table(known, width), *largest, *each])

    def _ask(self, session: Session) -> None:
        """Explain one position at a time; when it is done, the one on the screen is next."""
        node = session.shown
        if node.number >= MIN_EXPLAINED_MOVES and node not in self._known and not self._working:
            self._working = True
            self._explain(session.game.setup, node)

    @work(thread=True, group="why", exit_on_error=False)
    def _explain(self, setup: GameSetup, node: GameNode) -> None:
        try:
            found = explain(setup, node)
        except Exception:  # the game goes on without an explanation
            LOG.exception("move %d not explained", node.number)
            found = None
        self.post_message(WhyExplained(node, found))

    @on(WhyExplained)
    def _explained(self, event: WhyExplained) -> None:
        self._working = False
        self._known[event.node] = event.explanation
        self.redraw()


def _teaching_text(width: int) -> Content:
    meanings = (
        hanging_indent((cause, STRONG), meaning, INDENT, width) for cause, meaning in CAUSE_MEANINGS.items()
    )
    return join_lines([(CAUSES_INTRODUCTION, DIM), *meanings])


def _table(e: Explanation, width: int) -> list[Part]:
    """Both measures in columns: a head with the changes, then a row for each cause."""
    column = (width - LABEL) // len(EXPLAINED_MEASURES)
    room = min(MAX_BAR, column - FIGURE - 1)
    heads = (f"{m} {format_signed_money(e.of(m).change)}" for m in EXPLAINED_MEASURES)
    head = line(" " * LABEL, *((align_right(head_, room + FIGURE) + " ", STRONG) for head_ in heads))
    return [head, *(_row(e, cause, room) for cause in CAUSES)]


def _row(e: Explanation, cause: Cause, room: int) -> Content:
    parts: list[Part] = [fit(cause, LABEL)]
    for measure in EXPLAINED_MEASURES:
        amounts = round_causes(e.of(measure))
        most = max(1, *(abs(amount) for amount in amounts.values()))
        parts.append((signed_bar(amounts[cause] / most, room) if room >= MIN_BAR else "", DIM))
        parts.append(align_right(format_signed_money(amounts[cause]), FIGURE) + " ")
    return line(*parts)


def _causes(e: Explanation, measure: ExplainedMeasure, width: int) -> Iterator[Part]:
    """What a measure is, and each cause of its change in words."""
    yield ""
    yield (f"{measure.capitalize()}: {describe_measure(measure, e)}.", DIM)
    for cause, sentence in cause_sentences(e, measure).items():
        yield hanging_indent((cause, ""), sentence, INDENT, width)


def signed_bar(share: float, width: int) -> str:
    """A horizontal bar of a share from -1 to 1, from an axis in the middle, in halves of a cell."""
    half = (width - 1) // 2
    full, rest = divmod(round(min(1.0, abs(share)) * half * 2), 2)
    if share < 0:
        return f"{(LEFT * rest + FULL * full).rjust(half)}{AXIS}{' ' * half}"
    return f"{' ' * half}{AXIS}{(FULL * full + RIGHT * rest).ljust(half)}"
