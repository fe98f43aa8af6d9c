"""A game being played: from views to moves to what happened, with takeback as a branch."""

from __future__ import annotations

from collections.abc import Sequence

from sim.event.books import sum_books
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.game.game_tree import GameNode
from sim.game.outcome import Result, compute_result, measure_reached
from sim.game.seats import held_seats, merge_moves
from sim.game.setup import GameSetup
from sim.game.story_figures import StoryContext
from sim.model.calendar import period_weeks
from sim.model.move import Move, move_from_split
from sim.policy.focus import default_focus_percents
from sim.policy.notation import format_move, parse_move
from sim.policy.registry import make_bot
from sim.scenario.conditional_text import TextVariant, choose_text
from sim.view.observe import inherited_split, observe
from sim.view.view import View


class GameOverError(Exception):
    """A move was tried after the end."""


class Game:
    """A game: its setup, the tree of lines played, and where the player is in it."""

    def __init__(self, setup: GameSetup) -> None:
        self.setup = setup
        self.root = GameNode(opening_position(setup.world, setup.stream))
        self.at = self.root
        self._others = make_bot(setup.scenario.others, setup.firm)

    @property
    def over(self) -> bool:
        """Whether the game has ended where the player is."""
        return self.at.result is not None

    @property
    def result(self) -> Result | None:
        """How the game ended where the player is, if it did."""
        return self.at.result

    @property
    def held(self) -> tuple[int, ...]:
        """Indexes of the seats that the player decides for."""
        return held_seats(self.setup.seat)

    @property
    def last_own(self) -> Move:
        """The player's last move; before the first one, the firm's inherited split."""
        if self.at.own is not None:
            return self.at.own
        return move_from_split(self.setup.firm, inherited_split(self.setup.firm))

    def story(self, node: GameNode | None = None) -> str:
        """The scenario's text at a node, by default the player's: before the coming move, or at the end."""
        node, story = node or self.at, self.setup.scenario.story
        if node.result is not None:
            return self._told(getattr(story.end, node.result.ending), node)
        told = self._told(story.moves.get(node.number + 1, ""), node)
        return "\n\n".join(text for text in (story.start if node is self.root else "", told) if text)

    def _told(self, text: str | Sequence[TextVariant], node: GameNode) -> str:
        """A text of the story as it is at a node."""
        if isinstance(text, str):
            return text
        now = self.circumstances(node)
        return choose_text(text, now.figure, now.present)

    def circumstances(self, node: GameNode) -> StoryContext:
        """The figures of a node that conditions of the story can use."""
        line = tuple(node.line())[::-1]
        answers = self.setup.scenario.parameters.answers
        return StoryContext(self.view(self.root), self.view(node), line, answers, node.result)

    def view(self, node: GameNode | None = None) -> View:
        """What the player can know at a node, by default where the player is."""
        node = node or self.at
        return observe(self.setup.world, node.position, node.move)

    def reached(self, node: GameNode) -> float:
        """In the unit of what the goal is set on: what is reached at a node, without what comes after the end."""
        margin = sum_books(node.position.weeks).margin
        return measure_reached(self.setup.scenario.goal.measure, node.position, margin, 0.0)

    def typed(self, text: str) -> Move:
        """The player's move that a text says, on top of the last one. Raises NotationError."""
        return parse_move(text, self.last_own, default_focus_percents(self.setup.firm), self.held)

    def play(self, own: Move, seconds: float | None = None) -> GameNode:
        """Make a move and simulate its period. If the same move was played here before, continue on that line.

        What is played is what the record can say, so a focus or concentration finer than that is rounded first.
        """
        node = self.reply(self.at, own, seconds)
        self.at = node
        return node

    def reply(self, before: GameNode, own: Move, seconds: float | None = None) -> GameNode:
        """The node after a move at some node of the tree, simulated if it is new. Does not move the player."""
        if before.result is not None:
            raise GameOverError("the game is over here; take a move back to try another line")
        own = self.recorded(format_move(own, self.held))
        for child in before.children:
            if child.own is not None and format_move(child.own, self.held) == format_move(own, self.held):
                return child
        node = self._lived(before, own)
        node.seconds = seconds
        before.children.append(node)
        return node

    def take_back(self) -> bool:
        """Go back before the player's last move; the line stays. False at the start."""
        if self.at.parent is None:
            return False
        self.at = self.at.parent
        return True

    def go(self, node: GameNode) -> None:
        """Go to any node of the tree."""
        self.at = node

    def recorded(self, text: str) -> Move:
        """The player's move in a record. Unlike a typed one it is complete by itself: what it leaves out is as the
        firm's split was before the game. Raises NotationError.
        """
        base = move_from_split(self.setup.firm, inherited_split(self.setup.firm))
        return parse_move(text, base, default_focus_percents(self.setup.firm), self.held)

    def _lived(self, before: GameNode, own: Move) -> GameNode:
        setup = self.setup
        others = self._others(self.view(before))
        move = merge_moves(setup.firm, setup.seat, own, others)
        weeks = period_weeks(before.position.week, setup.cadence)
        lived = advance(setup.world, setup.stream, before.position, move, weeks)
        node = GameNode(lived.position, before, own, move, lived.facts)
        if lived.position.fired is not None or lived.position.week >= setup.scenario.weeks:
            node.result = compute_result(setup.world, setup.stream, lived.position, move, setup.threshold)
        return node
