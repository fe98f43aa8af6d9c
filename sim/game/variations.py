"""The lines of a game, from its start to each end of its tree: where they part, how they are called, what they brought;
and two of them side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sim.base.characters import clean_line
from sim.event.books import Book, quarter_books
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.policy.notation import format_move
from sim.view.stock_labels import STOCK_LABELS, StockLabel, stock_percent

MAX_NAME_LENGTH = 40
"""characters; of a line's name."""


def clean_line_name(text: str) -> str:
    """A name for a line of any foreign text: one line, nothing that acts on a terminal, cut to its length."""
    return clean_line(text)[:MAX_NAME_LENGTH].rstrip()


@dataclass(frozen=True, slots=True, eq=False)
class Variation:
    """A line from the start of the game to an end of the tree."""

    nodes: tuple[GameNode, ...]
    """the start, then the position after each move."""
    shared: int
    """moves that it has in common with a line before it in the tree; 0 for the first one."""

    @property
    def end(self) -> GameNode:
        """Its last position."""
        return self.nodes[-1]

    @property
    def begins(self) -> GameNode | None:
        """The first position of its own, which carries its name; None in a game without moves."""
        return self.nodes[self.shared + 1] if len(self.nodes) > 1 else None

    @property
    def name(self) -> str:
        """As the player calls it; empty where it has no name."""
        return "" if self.begins is None else self.begins.name


def list_variations(game: Game) -> list[Variation]:
    """All lines of a game, that which was played first at the top."""
    seen: set[int] = set()
    found = []
    for node in game.root.descendants():
        if not node.children:
            nodes = tuple(reversed(list(node.line())))
            shared = sum(id(n) in seen for n in nodes[1:])
            seen.update(id(n) for n in nodes)
            found.append(Variation(nodes, shared))
    return found


def variation_index(found: list[Variation], node: GameNode) -> int:
    """Place of the first line that leads through a node."""
    return next(place for place, strand in enumerate(found) if any(n is node for n in strand.nodes))


@dataclass(frozen=True, slots=True)
class QuarterComparison:
    """A quarter of two lines; None where a line has not come so far."""

    quarter: int
    """counted from 1."""
    moves: tuple[str, str]
    """as written, with the months' moves of the quarter one behind the other; empty where there is none."""
    books: tuple[Book | None, Book | None]


@dataclass(frozen=True, slots=True)
class LineComparison:
    """Two lines side by side."""

    parted: int | None
    """number of the first move that differs; None where one line only goes on further."""
    quarters: tuple[QuarterComparison, ...]
    until: int
    """moves up to which both are played, and after which stocks are compared."""
    stocks: tuple[tuple[StockLabel, int, int], ...]
    """levels of both, 0 to 100, after each number of moves."""
    reached: tuple[float, float]
    """in the unit of the goal's measure, by number of moves, without the year after the end."""
    results: tuple[Result | None, Result | None]
    """how each line ended; None where it has not come to its end."""


def compare_variations(game: Game, one: Variation, other: Variation) -> LineComparison:
    """Two lines of a game side by side."""
    until = min(len(one.nodes), len(other.nodes)) - 1
    pairs = list(zip(one.nodes[1:], other.nodes[1:], strict=False))
    parted = next((place for place, (a, b) in enumerate(pairs, start=1) if a is not b), None)
    views = [game.view(strand.nodes[until]) for strand in (one, other)]
    rows = zip_longest(_variation_quarters(game, one), _variation_quarters(game, other), fillvalue=("", None))
    return LineComparison(
        parted=parted,
        quarters=tuple(
            QuarterComparison(number, (a[0], b[0]), (a[1], b[1]))
            for number, (a, b) in enumerate(rows, start=1)
        ),
        until=until,
        stocks=tuple(
            (s, stock_percent(views[0].stocks, s), stock_percent(views[1].stocks, s)) for s in STOCK_LABELS
        ),
        results=(one.end.result, other.end.result),
        reached=(game.reached(one.nodes[until]), game.reached(other.nodes[until])),
    )


def _variation_quarters(game: Game, strand: Variation) -> Iterator[tuple[str, Book | None]]:
    """Moves and books of each quarter that a line has begun."""
    view = game.view(strand.end)
    books = quarter_books(view.weeks)
    moves: dict[int, list[str]] = {}
    for node in strand.nodes[1:]:
        assert node.parent is not None
        assert node.own is not None
        quarter = game.view(node.parent).quarter
        moves.setdefault(quarter, []).append(format_move(node.own, game.held))
    for quarter, written in sorted(moves.items()):
        yield ", ".join(written), books[quarter - 1] if quarter <= len(books) else None
