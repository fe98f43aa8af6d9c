"""`tactegic replay`: a record played again, every figure compared."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from sim.cli.games import find_record
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, NO, format_table, say, say_json
from sim.cli.progress import Progress
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.record_figures import move_figures
from sim.game.replay import ReplayReport, replay_record
from sim.game.store import read_record
from sim.policy.notation import format_move
from sim.version import ENGINE

EXAMPLES = (
    "  tactegic replay game.tgn            exit status 1 where a figure differs\n"
    "  tactegic replay game.tgn --tree     all lines that were played"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    parser.add_argument(
        "--tree", action="store_true", help="print every line of the game, takebacks included"
    )


def run(options: argparse.Namespace) -> int:
    """Replay and compare; exit status 1 where a figure differs."""
    path = find_record(options.record)
    progress = Progress("move")
    replayed = replay_record(read_record(path), str(path), progress)
    progress.end()
    if options.json:
        say_json(_document(replayed))
    else:
        say(*(_tree(replayed.game) if options.tree else ()), *_text(replayed))
    return NO if replayed.differences else GOOD


def _document(r: ReplayReport) -> dict[str, object]:
    names = ("line", "move", "name", "recorded", "now")
    return {
        "same": not r.differences,
        "moves": r.moves,
        "figures": r.figures,
        "engine": {"record": r.engine, "now": ENGINE},
        "differences": [{name: getattr(d, name) for name in names} for d in r.differences],
    }


def _text(r: ReplayReport) -> Iterator[str]:
    if r.other_engine:
        yield f"made with engine {r.engine}, replayed with engine {ENGINE}: figures may differ where the engine changed"
    if not r.differences:
        yield f"the same: {r.moves} moves, {r.figures} figures"
        return
    yield f"differs first in {r.differences[0]}"
    yield from (f"            then {d}" for d in r.differences[1:])
    yield f"{len(r.differences)} of {r.figures} figures differ in {r.moves} moves"


def _tree(game: Game) -> Iterator[str]:
    rows = [_row(game, node) for node in game.root.descendants() if node.parent is not None]
    yield from format_table(["move", "bookings", "margin", "cash", "won", "end"], rows)
    yield ""


def _row(game: Game, node: GameNode) -> list[str]:
    assert node.own is not None
    f = move_figures(node)
    aside = sum(1 for n in node.line() if n.parent is not None and n.parent.children[0] is not n)
    here = " <" if node is game.at else ""
    return [
        f"{'    ' * aside}{node.number}. {format_move(node.own, game.held)}{here}",
        *(f"{f[name]:,.0f}" for name in ("bookings", "margin", "cash", "won")),
        "" if node.result is None else node.result.ending,
    ]
