"""The rows of a game that is played or was played: the line from its start to where the player is."""

from __future__ import annotations

from sim.crm.export.first_year import FIRST_YEAR
from sim.crm.export.rows import ExportRows, export_rows
from sim.game.game import Game


def line_rows(game: Game, start: int = FIRST_YEAR) -> ExportRows:
    """The rows of the line that leads to where the player is; lines beside it are not in them."""
    nodes = list(game.at.line())
    facts = (fact for node in reversed(nodes) for fact in node.facts)
    return export_rows(game.setup.firm, game.setup.stream, facts, game.at.position, start)
