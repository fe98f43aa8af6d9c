"""Saved games as text."""

from __future__ import annotations

from sim.game.store import SavedGameEntry
from sim.lookahead.masters import opponent_title
from sim.text.figures import count_noun
from sim.text.goals import RESULT_WORDS


def describe_saved_game(game: SavedGameEntry) -> str:
    """Seat, progress and seed; who played it, and against whom, if it was not the player alone."""
    progress = RESULT_WORDS.get(game.result, count_noun(game.moves, "move"))
    player = f", played by {game.player}" if game.player else ""
    bot = f", against {opponent_title(game.beside)}" if game.beside else ""
    return f"{game.seat}, {progress}, seed {game.seed}{player}{bot}"
