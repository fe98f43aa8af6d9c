"""How moves are written on the screen: short as they are typed, or in words where that is set and there is room."""

from __future__ import annotations

from collections.abc import Collection

from sim.model.move import Move
from sim.policy.notation import describe_move_in_words, format_move
from tui.runtime.compat import running_app


def shows_moves_in_words() -> bool:
    """Whether moves are to be written in words, as the app that runs is set."""
    preferences = getattr(running_app(), "preferences", None)
    return preferences is not None and preferences.settings.notation == "words"


def format_shown_move(move: Move, held: Collection[int], width: int) -> str:
    """A move for the seats that are held: in words if so wanted and they fit a width, else short."""
    words = describe_move_in_words(move, held) if shows_moves_in_words() else ""
    return words if words and len(words) <= width else format_move(move, held)
