"""`tactegic why`: the change of bookings and of value since the last move, split into its causes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from sim.analysis.why.change_split import CAUSES
from sim.analysis.why.explanation import (
    EXPLAINED_MEASURES,
    MIN_EXPLAINED_MOVES,
    ExplainedMeasure,
    Explanation,
    explain,
)
from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.cli.games import find_record
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, format_table, say, say_json
from sim.cli.progress import Progress
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.text.figures import format_money
from sim.text.why import cause_sentences, describe_measure, format_signed_money, period_name, round_causes

EXAMPLES = (
    "  tactegic why game.tgn               the last move that was played\n"
    "  tactegic why game.tgn --move 5 --json"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    parser.add_argument("--move", metavar="N", help="which move of the game (default: the last one)")


def run(options: argparse.Namespace) -> int:
    """Replay up to the move, and explain it."""
    path = find_record(options.record)
    progress = Progress("move")
    game = replay_record(read_record(path), str(path), progress).game
    progress.end()
    node = _node(game, options.move)
    explanation = explain(game.setup, node)
    if explanation is None:
        raise CommandError(_too_early(node))
    if options.json:
        say_json(_document(explanation))
    else:
        say(*_text(explanation))
    return GOOD


def _node(game: Game, move: str | None) -> GameNode:
    """The node after a move of the line that is played, by default the last one."""
    line = list(reversed(list(game.at.line())))
    if move is None:
        return game.at
    last = len(line) - 1
    if not move.isascii() or not move.isdigit() or len(move) > 4 or not 1 <= int(move) <= last:
        remedy = (
            f"give a number from {MIN_EXPLAINED_MOVES} to {last}"
            if last >= MIN_EXPLAINED_MOVES
            else "play on first"
        )
        raise CommandError(Trouble("--move", f"the game has no move {quote_value(move)}", remedy))
    return line[int(move)]


def _too_early(node: GameNode) -> Trouble:
    message = f"after {'one move' if node.number else 'no move'} there are no two periods to compare"
    return Trouble("", message, f"explain move {MIN_EXPLAINED_MOVES} or a later one, or play on first")


def _document(e: Explanation) -> dict[str, Any]:
    return {"move": e.node.number, "period": period_name(e)} | {m: _measure(e, m) for m in EXPLAINED_MEASURES}


def _measure(e: Explanation, measure: ExplainedMeasure) -> dict[str, Any]:
    split, said = e.of(measure), cause_sentences(e, measure)
    return {
        "meaning": describe_measure(measure, e),
        "unit": "k",
        "before": split.then,
        "now": split.now,
        "expected_before": split.expected_then,
        "expected_now": split.expected_now,
        "change": split.change,
        "causes": {c: {"amount": split.by_cause[c], "because": said[c]} for c in CAUSES},
        "largest": split.largest,
    }


def _text(e: Explanation) -> Iterator[str]:
    name = period_name(e)
    yield f"Move {e.node.number} against move {e.node.number - 1}: what changed since the last {name}, and why"
    yield ""
    yield from format_table(["", *EXPLAINED_MEASURES], _rows(e))
    for measure in EXPLAINED_MEASURES:
        yield ""
        yield f"{measure.capitalize()}: {describe_measure(measure, e)}."
        amounts, said = round_causes(e.of(measure)), cause_sentences(e, measure)
        yield from (f"  {cause} {format_signed_money(amounts[cause])}: {said[cause]}" for cause in CAUSES)


def _rows(e: Explanation) -> Iterator[list[str]]:
    name = period_name(e)
    yield [f"the {name} before", *(format_money(e.of(m).then) for m in EXPLAINED_MEASURES)]
    amounts = [round_causes(e.of(m)) for m in EXPLAINED_MEASURES]
    yield from ([f"  {cause}", *(format_signed_money(by[cause]) for by in amounts)] for cause in CAUSES)
    yield ["change", *(format_signed_money(e.of(m).change) for m in EXPLAINED_MEASURES)]
    yield [f"this {name}", *(format_money(e.of(m).now) for m in EXPLAINED_MEASURES)]
