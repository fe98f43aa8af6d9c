"""The tree of lines of a game. A node is a move and the position it led to. The first child of a node is the line that
was played first, and a takeback adds a sibling, so nothing that was played is lost.
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
    """A position of the game and the move that led to it. The root has no move."""

    position: Position
    parent: GameNode | None = None
    own: Move | None = None
    """The player's move. Seats that the player does not hold are as before."""
    move: Move | None = None
    """The move of the whole firm."""
    facts: tuple[Fact, ...] = ()
    """What happened in the period, in order of time."""
    result: Result | None = None
    """How the game ended, if it ended here."""
    seconds: float | None = None
    """Time in seconds that the player took for the move."""
    comment: str = ""
    """Free text."""
    name: str = ""
    """Name that the player gave to the line beginning here, as returned by `clean_line_name`."""
    rank: tuple[int, int] | None = None
    """Rank and number of compared games, for a finished game that was reviewed. All have the same world and dice."""
    glyphs: tuple[int, ...] = ()
    """Numeric annotation glyphs of PGN: 1 is a good move, 2 a mistake, ..."""
    children: list[GameNode] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Number of moves from the start to here."""
        return sum(1 for _ in self.line()) - 1

    def line(self) -> Iterator[GameNode]:
        """Yield the nodes from here back to the root."""
        node: GameNode | None = self
        while node is not None:
            yield node
            node = node.parent

    def path(self) -> tuple[int, ...]:
        """Return the index of the child to take at each step from the root."""
        steps = [n.parent.children.index(n) for n in self.line() if n.parent is not None]
        return tuple(reversed(steps))

    def descendants(self) -> Iterator[GameNode]:
        """Yield this node and all below it, first lines first."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))
