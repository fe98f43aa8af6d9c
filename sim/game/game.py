"""A game being played. A move leads to a new node of its tree, and a takeback leaves the old line in
place as a branch.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.event.books import sum_books
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.game.game_tree import GameNode
from sim.game.outcome import Result, compute_result, measure_reached
from sim.game.setup import GameSetup
from sim.game.story_figures import StoryContext
from sim.model.calendar import period_weeks
from sim.model.move import Move, move_from_split
from sim.policy.focus import default_focus_percents
from sim.policy.notation import format_move, parse_move
from sim.policy.registry import make_bot
from sim.policy.seats import held_seats, merge_moves
from sim.scenario.conditional_text import TextVariant, choose_text
from sim.view.observe import inherited_split, observe
from sim.view.view import View


class GameOverError(Exception):
    """A move was attempted after the end of the game."""


class Game:
    """A game: its setup, the tree of lines, and the node at which the player is."""

    def __init__(self, setup: GameSetup) -> None:
        self.setup = setup
        self.root = GameNode(opening_position(setup.world, setup.stream))
        self.at = self.root
        self._others = make_bot(setup.scenario.others, setup.firm)

    @property
    def over(self) -> bool:
        """Whether the game has ended at the player's node."""
        return self.at.result is not None

    @property
    def result(self) -> Result | None:
        """How the game ended at the player's node, if it did."""
        return self.at.result

    @property
    def held(self) -> tuple[int, ...]:
        """Indexes of the seats that the player decides for."""
        return held_seats(self.setup.seat)

    @property
    def last_own(self) -> Move:
        """The player's last move, or the inherited split before the first."""
        if self.at.own is not None:
            return self.at.own
        return move_from_split(self.setup.firm, inherited_split(self.setup.firm))

    def story(self, node: GameNode | None = None) -> str:
        """Return the story text of the coming move or the end, at a node (by default the player's)."""
        node, story = node or self.at, self.setup.scenario.story
        if node.result is not None:
            return self._choose_variant(getattr(story.end, node.result.ending), node)
        text = self._choose_variant(story.moves.get(node.number + 1, ""), node)
        return "\n\n".join(part for part in (story.start if node is self.root else "", text) if part)

    def _choose_variant(self, text: str | Sequence[TextVariant], node: GameNode) -> str:
        """Choose the variant of a story text that applies at a node."""
        if isinstance(text, str):
            return text
        now = self.story_context(node)
        return choose_text(text, now.figure, now.present)

    def story_context(self, node: GameNode) -> StoryContext:
        """Return the state of the game at a node, as figures that story conditions refer to."""
        line = tuple(node.line())[::-1]
        answers = self.setup.scenario.parameters.answers
        return StoryContext(self.view(self.root), self.view(node), line, answers, node.result)

    def view(self, node: GameNode | None = None) -> View:
        """Return what the player can know at a node, by default the current one."""
        node = node or self.at
        return observe(self.setup.world, node.position, node.move)

    def value_reached(self, node: GameNode) -> float:
        """In the unit of the goal's measure; value reached at a node, without the franchise value."""
        margin = sum_books(node.position.weeks).margin
        return measure_reached(self.setup.scenario.goal.measure, node.position, margin, 0.0)

    def parse_typed_move(self, text: str) -> Move:
        """Parse a move that changes the player's last one. Raises NotationError."""
        return parse_move(text, self.last_own, default_focus_percents(self.setup.firm), self.held)

    def play(self, own: Move, seconds: float | None = None) -> GameNode:
        """Play a move and go to its node. If the same move was already played here, follow its line instead.

        The focus and concentration are first rounded to what a record can express, so that a replay plays the same
        move.
        """
        node = self.reply(self.at, own, seconds)
        self.at = node
        return node

    def reply(self, before: GameNode, own: Move, seconds: float | None = None) -> GameNode:
        """Return the node after a move from any node of the tree, playing its period if it is new. The player's node
        stays the same.
        """
        if before.result is not None:
            raise GameOverError("the game is over here; take a move back to try another line")
        own = self.parse_recorded_move(format_move(own, self.held))
        for child in before.children:
            if child.own is not None and format_move(child.own, self.held) == format_move(own, self.held):
                return child
        node = self._play_period(before, own)
        node.seconds = seconds
        before.children.append(node)
        return node

    def take_back(self) -> bool:
        """Go back before the player's last move, keeping its line. Returns False at the start."""
        if self.at.parent is None:
            return False
        self.at = self.at.parent
        return True

    def go(self, node: GameNode) -> None:
        """Go to any node of the tree."""
        self.at = node

    def parse_recorded_move(self, text: str) -> Move:
        """Parse a move from a record. Unlike a typed move it does not depend on the previous one: what it leaves out is
        as before the game. Raises NotationError.
        """
        base = move_from_split(self.setup.firm, inherited_split(self.setup.firm))
        return parse_move(text, base, default_focus_percents(self.setup.firm), self.held)

    def _play_period(self, before: GameNode, own: Move) -> GameNode:
        setup = self.setup
        others = self._others(self.view(before))
        move = merge_moves(setup.firm, self.held, own, others)
        weeks = period_weeks(before.position.week, setup.cadence)
        advanced = advance(setup.world, setup.stream, before.position, move, weeks)
        node = GameNode(advanced.position, before, own, move, advanced.facts)
        if advanced.position.fired is not None or advanced.position.week >= setup.scenario.weeks:
            node.result = compute_result(setup.world, setup.stream, advanced.position, move, setup.threshold)
        return node
