"""The lines of a game, from its start to each end of its tree, and the comparison of two of them."""

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
"""Maximum length of a line's name in characters."""


def clean_line_name(text: str) -> str:
    """Return foreign text as the name of a line: one line, without control characters, shortened."""
    return clean_line(text)[:MAX_NAME_LENGTH].rstrip()


@dataclass(frozen=True, slots=True, eq=False)
class Variation:
    """A line from the start of the game to an end of the tree."""

    nodes: tuple[GameNode, ...]
    """The start, and the node after each move."""
    shared: int
    """Number of moves that it shares with an earlier line of the tree; 0 for the first line."""

    @property
    def end(self) -> GameNode:
        """The last node."""
        return self.nodes[-1]

    @property
    def branch_node(self) -> GameNode | None:
        """The first node that no earlier line contains. It carries the line's name. None in a game without moves."""
        return self.nodes[self.shared + 1] if len(self.nodes) > 1 else None

    @property
    def name(self) -> str:
        """Name given by the player. Empty if there is none."""
        return "" if self.branch_node is None else self.branch_node.name


def list_variations(game: Game) -> list[Variation]:
    """List all lines of a game. The one played first is at the top."""
    visited: set[int] = set()
    found = []
    for node in game.root.descendants():
        if not node.children:
            nodes = tuple(reversed(list(node.line())))
            shared = sum(id(n) in visited for n in nodes[1:])
            visited.update(id(n) for n in nodes)
            found.append(Variation(nodes, shared))
    return found


def variation_index(found: list[Variation], node: GameNode) -> int:
    """Return the index of the first line through a node."""
    return next(place for place, variation in enumerate(found) if any(n is node for n in variation.nodes))


@dataclass(frozen=True, slots=True)
class QuarterComparison:
    """A quarter of two lines. None if a line has not reached it."""

    quarter: int
    """Quarter, counted from 1."""
    moves: tuple[str, str]
    """Moves as written, those of several months joined. Empty if there is none."""
    books: tuple[Book | None, Book | None]


@dataclass(frozen=True, slots=True)
class LineComparison:
    """Two lines compared."""

    parted: int | None
    """Number of the first move that differs. None if one line only continues further."""
    quarters: tuple[QuarterComparison, ...]
    until: int
    """Number of moves that both lines have. Stocks are compared after it."""
    stocks: tuple[tuple[StockLabel, int, int], ...]
    """Levels of both lines, 0 to 100, after `until` moves."""
    reached: tuple[float, float]
    """In the unit of the goal's measure; value reached after `until` moves, without the franchise value."""
    results: tuple[Result | None, Result | None]
    """How each line ended. None if it has not ended."""


def compare_variations(game: Game, one: Variation, other: Variation) -> LineComparison:
    """Compare two lines of a game."""
    until = min(len(one.nodes), len(other.nodes)) - 1
    pairs = list(zip(one.nodes[1:], other.nodes[1:], strict=False))
    parted = next((place for place, (a, b) in enumerate(pairs, start=1) if a is not b), None)
    views = [game.view(variation.nodes[until]) for variation in (one, other)]
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
        reached=(game.value_reached(one.nodes[until]), game.value_reached(other.nodes[until])),
    )


def _variation_quarters(game: Game, variation: Variation) -> Iterator[tuple[str, Book | None]]:
    """Yield the moves and books of each quarter that a line has begun."""
    view = game.view(variation.end)
    books = quarter_books(view.weeks)
    moves: dict[int, list[str]] = {}
    for node in variation.nodes[1:]:
        assert node.parent is not None
        assert node.own is not None
        quarter = game.view(node.parent).quarter
        moves.setdefault(quarter, []).append(format_move(node.own, game.held))
    for quarter, written in sorted(moves.items()):
        yield ", ".join(written), books[quarter - 1] if quarter <= len(books) else None
