"""An entry of the list of saved games."""

from __future__ import annotations

from textual.content import Content

from sim.base.problems import format_file_name
from sim.game.store import SavedGameEntry
from sim.text.goals import format_game_value, format_rank
from sim.text.saved_games import describe_saved_game
from tui.drawing.text import DIM, STRONG, align_right, fit, line

VALUE, RANK = 9, 11
"""cells; width of the value, of the rank."""

UNCUT_WIDTH = 1000
"""cells; a width in which nothing is cut, so that all of the text can be searched."""


def saved_game_lines(game: SavedGameEntry, width: int = UNCUT_WIDTH) -> Content:
    """Two lines of a width, with value and rank at the right of the first."""
    name = format_file_name(game.path.name)
    if game.problem:
        return line(name, "\n", (f"  cannot be read: {game.problem}", DIM))
    details = f"  {game.date}  {describe_saved_game(game)}  {name}"
    return line(
        (fit(game.title, max(0, width - VALUE - RANK)), ""), (align_right(format_game_value(game), VALUE), STRONG),
        align_right(format_rank(game), RANK), "\n", (fit(details, width).rstrip(), DIM),
    )  # fmt: skip


def saved_games_head(width: int) -> str:
    """The titles of the columns."""
    return (
        f"{fit('game', max(0, width - VALUE - RANK))}{align_right('value', VALUE)}{align_right('rank', RANK)}"
    )
