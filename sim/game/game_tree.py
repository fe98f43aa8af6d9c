"""The tree of lines played: a node is a move and where it led. The first child of a node is the line that was played
first; a takeback adds a sibling, so nothing that was played is ever lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.event.facts import Fact
from sim.event.position import Position
from sim.game.outcome import Result
from sim.model.move import Move


@dataclass(eq=False)
class GameNode:
    """A position of the game and the move that led to it; the root has no move."""

    position: Position
    parent: GameNode | None = None
    own: Move | None = None
    """the player's move; seats that the player does not hold are as they were before."""
    move: Move | None = None
    """the move of the whole firm."""
    facts: tuple[Fact, ...] = ()
    """what happened in the period, in the order of time."""
    result: Result | None = None
    """where the game ended here."""
    seconds: float | None = None
    """time the player took for the move."""
    comment: str = ""
    """free text."""
    name: str = ""
    """of the line that begins here, as the player calls it; as `clean_line_name` leaves it."""
    rank: tuple[int, int] | None = None
    """(rank, of how many) in the same world and dice, of a game that ended here and was reviewed."""
    glyphs: tuple[int, ...] = ()
    """numeric annotation glyphs of PGN: 1 is a good move, 2 a mistake, ..."""
    children: list[GameNode] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Moves from the start to here."""
        return sum(1 for _ in self.line()) - 1

    def line(self) -> Iterator[GameNode]:
        """The nodes from here back to the root."""
        node: GameNode | None = self
        while node is not None:
            yield node
            node = node.parent

    def path(self) -> tuple[int, ...]:
        """Which child to take at each step from the root."""
        steps = [n.parent.children.index(n) for n in self.line() if n.parent is not None]
        return tuple(reversed(steps))

    def descendants(self) -> Iterator[GameNode]:
        """The nodes from here on, the first line first."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))
