"""Why: the change of bookings and of value since the last move, split into its causes. It is worked out in a thread
once the panel is seen, and kept for every position that was looked at.
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
from sim.text.why import (
    CAUSE_MEANINGS,
    CAUSES_INTRODUCTION,
    cause_sentences,
    describe_change,
    describe_measure,
    format_signed_money,
    round_causes,
)
from tui.drawing.text import DIM, STRONG, Part, fit, hanging_indent, join_lines, line, right
from tui.runtime.messages import WhyExplained
from tui.widgets.panel import Panel

LOG = logging.getLogger("tactegic.why")

FAILED = "Why this changed could not be worked out; the log says more. The game goes on."
THINKING = "Why: working it out …"

LABEL, FIGURE, INDENT = 11, 8, 12
"""characters; of a cause's name, of a figure, before a cause's meaning."""
LEAST_BAR, MOST_BAR = 3, 31
"""characters; of a bar, its axis among them."""
LEFT, RIGHT, FULL, AXIS = "▐", "▌", "█", "│"
"""Half a cell to either side, a whole one, and where bars begin."""


class WhyPanel(Panel):
    """What moved, by cause."""

    NAME = "why"

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[GameNode, Explanation | None] = {}
        """what was worked out; None where that failed."""
        self._last: Explanation | None = None
        """what was seen last."""
        self._working = False

    def title(self) -> str:
        """What of, or that it is not known yet."""
        node = self._session.shown if self._session is not None else None
        if node is None or node.number < MIN_EXPLAINED_MOVES:
            return "Why"
        return f"Why: move {node.number} against {node.number - 1}" if node in self._known else THINKING

    def on_show(self) -> None:
        """It came to the front."""
        self.redraw()

    def redraw(self) -> None:
        """Write what is known of the position that is looked at; ask for it where nothing is."""
        session = self._session
        if session is not None and self.is_on_screen:
            self._ask(session)
            missing = session.shown.number >= MIN_EXPLAINED_MOVES and session.shown not in self._known
            self.set_class(missing, "-stale")
        super().redraw()

    def text(self, session: Session, width: int) -> Content:
        """Bars and figures of the seven causes, and the largest in words; of the position before while this one's are
        worked out.
        """
        node = session.shown
        if node.number < MIN_EXPLAINED_MOVES:
            return _teaching_text(width)
        known = self._known.get(node, self._last)
        if known is None:
            return join_lines([(FAILED if node in self._known else THINKING, DIM)])
        self._last = known
        largest = (describe_change(known, measure) for measure in EXPLAINED_MEASURES)
        each = (row for measure in EXPLAINED_MEASURES for row in _causes(known, measure, width))
        return join_lines([*_table(known, width), *largest, *each])

    def _ask(self, session: Session) -> None:
        """One thing at a time: whatever is looked at when the last one is worked out comes next."""
        node = session.shown
        if node.number >= MIN_EXPLAINED_MOVES and node not in self._known and not self._working:
            self._working = True
            self._explain(session.game.setup, node)

    @work(thread=True, group="why", exit_on_error=False)
    def _explain(self, setup: GameSetup, node: GameNode) -> None:
        try:
            found = explain(setup, node)
        except Exception:  # whatever it is, the game goes on without
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
    """The measures beside each other: a head with the changes, then a row for each cause."""
    column = (width - LABEL) // len(EXPLAINED_MEASURES)
    room = min(MOST_BAR, column - FIGURE - 1)
    heads = (f"{m} {format_signed_money(e.of(m).change)}" for m in EXPLAINED_MEASURES)
    head = line(" " * LABEL, *((right(said, room + FIGURE) + " ", STRONG) for said in heads))
    return [head, *(_row(e, cause, room) for cause in CAUSES)]


def _row(e: Explanation, cause: Cause, room: int) -> Content:
    parts: list[Part] = [fit(cause, LABEL)]
    for measure in EXPLAINED_MEASURES:
        amounts = round_causes(e.of(measure))
        most = max(1, *(abs(amount) for amount in amounts.values()))
        parts.append((signed_bar(amounts[cause] / most, room) if room >= LEAST_BAR else "", DIM))
        parts.append(right(format_signed_money(amounts[cause]), FIGURE) + " ")
    return line(*parts)


def _causes(e: Explanation, measure: ExplainedMeasure, width: int) -> Iterator[Part]:
    """What a measure is, and every cause of its change in words."""
    yield ""
    yield (f"{measure.capitalize()}: {describe_measure(measure, e)}.", DIM)
    for cause, said in cause_sentences(e, measure).items():
        yield hanging_indent((cause, ""), said, INDENT, width)


def signed_bar(share: float, width: int) -> str:
    """A lying bar of a share -1 to 1 that begins at an axis in the middle, in halves of a cell."""
    half = (width - 1) // 2
    full, rest = divmod(round(min(1.0, abs(share)) * half * 2), 2)
    if share < 0:
        return f"{(LEFT * rest + FULL * full).rjust(half)}{AXIS}{' ' * half}"
    return f"{' ' * half}{AXIS}{(FULL * full + RIGHT * rest).ljust(half)}"
