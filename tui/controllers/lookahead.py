"""What the lookahead knows about the game on the screen: about which position, whether that is the one on the screen,
and about the draft. It makes new requests when the position or the draft changes. It knows no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sim.game.game_tree import GameNode
from sim.lookahead.draft_effects import DraftEffect, LeverContribution, OneTimeEffect
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS, EvaluatedLine, MeanEstimate
from sim.lookahead.objectives import GoalStatus
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.lookahead.turning_points import PositionValue, PositionValues, value_of_ending
from sim.model.move import Move
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.text.effects import drastic_warning
from sim.view.expected_board import ExpectedPipeline
from tui.runtime.messages import LookaheadAnswered
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.lookahead_clients import MAX_LINES, LookaheadClients, Ticket, is_current

SETTLED = 3
"""rounds of search; before these, a better line is likely to be found."""

State = Literal["off", "trouble", "over", "thinking", "told"]
"""Switched off; failed; the game is over; thinking, with no result yet for this position; there is a result."""


LineStep = tuple[GameNode, GameNode | None]
"""A position of a line, and the next one on it."""


def steps_of(nodes: Sequence[GameNode]) -> list[LineStep]:
    """The positions of a line, each with the next one."""
    return list(zip(nodes, [*nodes[1:], None], strict=True))


class LookaheadController:
    """The lookahead of one session."""

    def __init__(self, session: Session, lookahead: LookaheadClients) -> None:
        self._session, self.lookahead = session, lookahead
        self.stepping = False
        """whether the board is shown some quarters later, so that the draft has to be evaluated in any case."""
        self.nothing_shown = False
        """whether the line of doing nothing is shown instead of the best one."""
        self._told: dict[GameNode, LookaheadSnapshot] = {}
        self._worth: dict[LineStep, PositionValue] = {}
        """values of positions, with the moves that were played there."""
        self._valuing: tuple[LineStep, ...] = ()
        self._asked: tuple[GameNode, int] | None = None
        """the position, and how many lines of it."""
        self._looked: Ticket | None = None
        self._drafted: Ticket | None = None
        """the latest request about the draft or about a line."""
        self._looking_failed = self._drafting_failed = ""
        """why the latest requests failed, if they did."""
        self._shown: LookaheadSnapshot | None = None
        self._fresh = False
        self._weighed: Move | None = None
        """the move that is being evaluated: the draft of the held seats, merged with the other seats' moves."""
        self._against: tuple[Move, ...] = ()
        """the best line that was known when the draft was evaluated."""
        self._against_rounds = 0
        """how many rounds of search it was known after."""
        self._effect: DraftEffect | None = None
        self._hint: tuple[Move, EvaluatedLine, EvaluatedLine] | None = None
        """the draft as the last hint set it, its line, and the line of doing nothing."""

    # results

    @property
    def state(self) -> State:
        """Whether there is a result for this position, or why not."""
        if not self.lookahead.on:
            return "off"
        if self.trouble:
            return "trouble"
        if self._session.shown.result is not None:
            return "over"
        return "told" if self._fresh else "thinking"

    @property
    def trouble(self) -> str:
        """What failed, in this position or altogether; empty if nothing did."""
        return self.lookahead.trouble or self._looking_failed or self._drafting_failed

    @property
    def snapshot(self) -> LookaheadSnapshot | None:
        """The latest lines. Unless the state is 'told' they are of another position, and are to be shown as such."""
        return self._shown

    @property
    def lines(self) -> tuple[EvaluatedLine, ...]:
        """As many lines as are to be shown."""
        return self._shown.lines[: self.lookahead.lines] if self._shown is not None else ()

    @property
    def best(self) -> EvaluatedLine | None:
        """The best line."""
        return self.lines[0] if self.lines else None

    @property
    def on_screen(self) -> EvaluatedLine | None:
        """The line that is shown: the best one, or that of doing nothing."""
        return self._shown.nothing if self._shown is not None and self.nothing_shown else self.best

    @property
    def reach(self) -> GoalStatus:
        """Whether the goal is still open. If it is not, lines are ranked by value."""
        return "open" if self._shown is None else self._shown.reach

    @property
    def by_value(self) -> bool:
        """Whether lines are ranked by value."""
        return self.reach != "open"

    @property
    def searching(self) -> bool:
        """Whether the search has only begun, so that a much better line may be found."""
        return self.state != "told" or self._shown is None or self._shown.rounds < SETTLED

    @property
    def change(self) -> tuple[float, bool] | None:
        """Points by which the win chance changed against the last position, and whether that is more than its error;
        None where that was not looked at, or the search has only begun.
        """
        parent = self._session.shown.parent
        before = self._told.get(parent) if parent is not None else None
        best = self.best
        if before is None or best is None or self.searching:
            return None
        old, new = before.lines[0].score, best.score
        change = new.mean - old.mean
        return change, change**2 > CLEAR_STANDARD_ERRORS**2 * (old.se**2 + new.se**2)

    @property
    def effect(self) -> DraftEffect | None:
        """What the draft would change; while it is being evaluated, what the draft before it would."""
        return self._effect

    @property
    def boards(self) -> tuple[ExpectedPipeline, ...] | None:
        """What is expected on the board at the end of each quarter with the draft; None while that is not known."""
        return None if self._effect is None or self.weighing or self.state != "told" else self._effect.boards

    @property
    def drastic(self) -> str | None:
        """Why to ask before the draft is played; None if it is not drastic, or not evaluated yet."""
        return (
            None
            if self._effect is None or self.weighing or not self.drafting
            else drastic_warning(self._effect)
        )

    @property
    def steps(self) -> tuple[LeverContribution, ...]:
        """What each lever of the draft adds; empty while that is not known."""
        return () if self._effect is None or self.weighing else self._effect.steps

    @property
    def weighing(self) -> bool:
        """Whether the effect that is shown is still that of another draft."""
        return self._weighed is not None and (self._effect is None or self._effect.move != self._weighed)

    @property
    def drafting(self) -> bool:
        """Whether the draft differs from the last move, so that there is something to evaluate."""
        return self._session.can_move and self._written(self._session.draft) != self._written(self._base)

    @property
    def hinted(self) -> tuple[EvaluatedLine, EvaluatedLine] | None:
        """If the draft is as a hint set it and the hint still holds: its line and the line of doing nothing, with
        the latest figures. Else None.
        """
        if self._hint is None or self._session.draft != self._hint[0] or self.outdated:
            return None
        best, shown = self.best, self._shown
        if best is not None and shown is not None and self.first_move() == self._hint[0]:
            return best, shown.nothing
        return self._hint[1:]

    @property
    def outdated(self) -> bool:
        """Whether the draft is as a hint set it, and the search has found a clearly better move since then."""
        if self._hint is None or self._session.draft != self._hint[0] or self.once is None:
            return False
        score = self.once.value if self.by_value else self.once.score
        return score.mean < -CLEAR_STANDARD_ERRORS * score.se

    @property
    def once(self) -> OneTimeEffect | None:
        """What the draft changes if it is played once, then the best line; None while that is not known with its
        error.
        """
        e = self._effect
        return None if e is None or e.flow or self.weighing or not self.drafting else e.once

    @property
    def better(self) -> MeanEstimate | None:
        """points, or k by value; by how much the draft is clearly better than the best line; None where it is not."""
        return None if self.once is None else self.once.clear_improvement(by_value=self.by_value)

    @property
    def wins(self) -> tuple[float, ...] | None:
        """Deals expected with the draft, by quarter; None while it is not evaluated."""
        if self.state != "told" or self._shown is None:
            return None
        if not self.drafting:
            return self._shown.nothing.wins
        return None if self._effect is None or self.weighing else self._effect.wins

    @property
    def yours(self) -> tuple[float, ...] | None:
        """k; expected bookings with the draft, by quarter; None while it is not evaluated."""
        if self.state != "told" or not self.drafting or self._effect is None or self.weighing:
            return None
        return self._effect.bookings

    # what changes

    def look(self) -> None:
        """Request lines if the position changed or more lines are wanted."""
        node, lines = self._session.shown, self.lookahead.lines
        moved = self._asked is None or self._asked[0] is not node
        if not self.lookahead.on or self.lookahead.trouble:
            self._asked = None
        elif moved or not self._asks_for(lines):
            self._asked = (node, lines)
            self._begin(node, moved)
            if node.result is None:
                self._looked = self.lookahead.look(self._session.position, lines)
            else:
                self.lookahead.rest()

    def _asks_for(self, lines: int) -> bool:
        """Whether these lines of the position are already requested, with nothing requested since."""
        assert self._asked is not None
        node, asked = self._asked
        return asked >= lines and (node.result is not None or is_current(self._looked))

    def _begin(self, node: GameNode, moved: bool) -> None:
        self._looking_failed = self._drafting_failed = ""
        if moved:
            self._effect = self._weighed = self._hint = None
            self._against = ()
            self._fresh = False
            self._shown = self._told.get(node, self._shown)

    def weigh(self) -> None:
        """Request an evaluation of the draft if it changed, unless a line is being evaluated."""
        if not self.drafting and not self.stepping:
            self._effect = self._weighed = None
        elif self.lookahead.on and not self.lookahead.trouble and not self._valuing:
            move, best = self._session.whole_draft, self._best_now
            if (move, best) != (self._weighed, self._against) or not is_current(self._drafted):
                self._weighed, self._against, self._drafting_failed = move, best, ""
                self._against_rounds = 0 if self._shown is None else self._shown.rounds
                self._drafted = self.lookahead.weigh(self._session.position, move, best)

    @property
    def _best_now(self) -> tuple[Move, ...]:
        """The line that the draft is compared with: the best one. It changes only when the search for it has
        settled.
        """
        best, shown = self.best, self._shown
        if self.state != "told" or best is None or shown is None:
            return ()
        settled = shown.searched or (self._against_rounds < SETTLED <= shown.rounds)
        return self._against if self._against and not settled else best.moves

    def takes(self, event: LookaheadAnswered) -> bool:
        """Take over an answer if it belongs to the latest request. Returns whether it did."""
        payload, ours = event.payload, (self.lookahead.thinking, self.lookahead.drafting)
        if not event.current or event.client not in ours:
            return False
        if isinstance(payload, Failure):
            self._fails(event, payload.reason)
        elif not isinstance(payload, Restarted):
            return self._finds(payload)
        return True

    def _fails(self, event: LookaheadAnswered, reason: str) -> None:
        if event.client is self.lookahead.thinking:
            self._looking_failed = reason
        else:
            self._drafting_failed, self._valuing = reason, ()

    def _finds(self, answer: object) -> bool:
        if isinstance(answer, LookaheadSnapshot) and self._asked is not None and is_current(self._looked):
            self._shown, self._fresh = answer, True
            self._told[self._asked[0]] = answer
        elif isinstance(answer, DraftEffect) and answer.move == self._weighed and is_current(self._drafted):
            self._effect = answer
        elif isinstance(answer, PositionValues) and is_current(self._drafted):
            self._worth.update(zip(self._valuing, answer.worth, strict=False))
            self._valuing = self._valuing if len(answer.worth) < len(self._valuing) else ()
        else:
            return False
        return True

    # values of a line

    def value(self, nodes: Sequence[GameNode]) -> None:
        """Request values of the positions of a line that have none yet. The draft waits until that is done or given
        up.
        """
        wanted = []
        for node, after in steps_of(nodes):
            if node.result is not None:
                self._worth[node, after] = value_of_ending(node.result.ending)
            elif (node, after) not in self._worth:
                wanted.append((node, after))
        if not wanted or not self.lookahead.on or self.lookahead.trouble:
            return
        if not set(wanted) <= set(self._valuing) or not is_current(self._drafted):
            self._valuing, self._weighed, self._drafting_failed = tuple(wanted), None, ""
            self._drafted = self.lookahead.value(
                tuple(self._session.position_of(node) for node, _ in wanted),
                tuple(None if after is None else after.own for _, after in wanted),
            )

    def value_no_more(self) -> None:
        """Stop evaluating a line, so that the draft can be evaluated again."""
        self._valuing = ()

    def worth(self, nodes: Sequence[GameNode]) -> list[PositionValue | None]:
        """Values of the positions of a line and of its moves; None where they are not known."""
        return [self._worth.get(step) for step in steps_of(nodes)]

    # wishes of the player

    def switch(self) -> None:
        """Switch off or on. Switching on also repeats what failed."""
        self.lookahead.turn(not self.lookahead.on or bool(self.trouble))
        self.forget()

    def forget(self) -> None:
        """Forget what was requested, so that it is requested again."""
        self._asked, self._weighed, self._valuing = None, None, ()
        self._looking_failed = self._drafting_failed = ""

    def more_lines(self, change: int) -> bool:
        """Ask for more or fewer lines. Returns whether that is possible."""
        lines = self.lookahead.lines + change
        if not 1 <= lines <= MAX_LINES:
            return False
        self.lookahead.lines = lines
        return True

    def hint(self) -> Move | None:
        """The first move of the best line, remembered as the hint (see `hinted`)."""
        move, best, shown = self.first_move(), self.best, self._shown
        if move is not None and best is not None and shown is not None:
            self._hint = move, best, shown.nothing
        return move

    def first_move(self, place: int = 0) -> Move | None:
        """The first move of a line, for the held seats; the other seats keep their moves. None if no line of this
        position is known.
        """
        if self.state != "told" or place >= len(self.lines) or not self._session.can_move:
            return None
        return self._session.merge_into_draft(self.lines[place].first)

    # the position

    @property
    def _base(self) -> Move:
        return self._session.view.last_move

    def _written(self, move: Move) -> str:
        return format_move(move, self._session.game.held)
