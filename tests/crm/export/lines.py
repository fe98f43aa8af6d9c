"""Lines of games to export."""

from __future__ import annotations

import csv
import datetime
import io

from sim.crm.export.csv_text import format_csv
from sim.crm.export.rows import ExportRows
from sim.event.facts import Fact
from sim.event.position import Position
from sim.game.game import Game
from sim.game.play_out import play_out
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.registry import make_bot
from sim.scenario.scenario import Scenario
from tests.making import game, play, small

HOSTILE = (
    '=HYPERLINK("http://x.example","a")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    " =1+1",
    '"; drop, "table"',
    "Zoë Ünal 李",
)
"""Names that a spreadsheet or a reader of CSV could take for something else."""


def played(of: Scenario | None = None) -> Game:
    """Four quarters of a small firm whose people leave, with conversations that grow."""
    busy = small(parameters={"people": {"leave": 0.03}})
    return play(game(of or busy), "S30 M40 L60", "S10", "S50", "S0")


def plain_run(firm: Firm, seed: int, weeks: int) -> tuple[Position, list[Fact]]:
    """A run under the inherited split: its end, and all that happened."""
    facts: list[Fact] = []
    end = play_out(
        World(firm, seed),
        RandomStreams(seed),
        make_bot("inherited", firm),
        "quarter",
        weeks,
        hear=facts.append,
    )
    return end, facts


def read(of: ExportRows) -> list[dict[str, str]]:
    """The lines of the CSV, as any reader of CSV gives them."""
    return list(csv.DictReader(io.StringIO(format_csv(of), newline="")))


def date(days: float) -> datetime.date:
    """A day from its number since 1970-01-01."""
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=int(days))
