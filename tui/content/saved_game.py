"""An entry of the list of saved games: title, value and rank, who played it, where it lies."""

from __future__ import annotations

from textual.content import Content

from sim.base.problems import format_file_name
from sim.game.store import SavedGameEntry
from sim.lookahead.masters import opponent_title
from sim.text.figures import count_noun
from sim.text.goals import ENDED, rank, worth_text
from tui.drawing.text import DIM, STRONG, fit, line, right

WORTH, RANK = 9, 11
"""cells; of what was reached, and of the rank."""

WIDEST = 1000
"""cells; in which nothing is cut."""


def saved_game_lines(game: SavedGameEntry, width: int = WIDEST) -> Content:
    """Two lines of a width: what it is worth stands at the right of the first one."""
    name = format_file_name(game.path.name)
    if game.problem:
        return line(name, "\n", (f"  cannot be read: {game.problem}", DIM))
    far = ENDED.get(game.result, count_noun(game.moves, "move"))
    told = f"  {game.date}  {game.seat}, {far}, seed {game.seed}{_who(game)}  {name}"
    return line(
        (fit(game.title, max(0, width - WORTH - RANK)), ""), (right(worth_text(game), WORTH), STRONG),
        right(rank(game), RANK), "\n", (fit(told, width).rstrip(), DIM),
    )  # fmt: skip


def head(width: int) -> str:
    """What the columns are."""
    return f"{fit('game', max(0, width - WORTH - RANK))}{right('value', WORTH)}{right('rank', RANK)}"


def _who(game: SavedGameEntry) -> str:
    """Who played it, and against whom, where that is not the player alone."""
    played = f", played by {game.player}" if game.player else ""
    return f"{played}, against {opponent_title(game.beside)}" if game.beside else played
