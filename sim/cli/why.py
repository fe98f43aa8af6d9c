"""`tactegic why`: the change of bookings and of value since the last move, split into its causes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from sim.analysis.why.explain import LEAST_MOVES, MEASURES, Explanation, Measure, explain
from sim.analysis.why.split import CAUSES
from sim.base.problems import show_value
from sim.cli.games import find_record
from sim.cli.output import GOOD, CommandError, Trouble, format_table, say, say_json
from sim.cli.progress import Progress
from sim.game.game import Game
from sim.game.replay import replay
from sim.game.store import read_record
from sim.game.tree import Node
from sim.text.figures import money
from sim.text.why import measure_meaning, period_name, sentences, signed_money, whole_causes


def run_why(options: argparse.Namespace) -> int:
    """Replay up to the move, and explain it."""
    path = find_record(options.record)
    progress = Progress("move")
    game = replay(read_record(path), str(path), progress).game
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


def _node(game: Game, move: str | None) -> Node:
    """The node after a move of the line that is played, by default the last one."""
    line = list(reversed(list(game.at.line())))
    if move is None:
        return game.at
    last = len(line) - 1
    if not move.isascii() or not move.isdigit() or len(move) > 4 or not 1 <= int(move) <= last:
        remedy = f"give a number from {LEAST_MOVES} to {last}" if last >= LEAST_MOVES else "play on first"
        raise CommandError(Trouble("--move", f"the game has no move {show_value(move)}", remedy))
    return line[int(move)]


def _too_early(node: Node) -> Trouble:
    message = f"after {'one move' if node.number else 'no move'} there are no two periods to compare"
    return Trouble("", message, f"explain move {LEAST_MOVES} or a later one, or play on first")


def _document(e: Explanation) -> dict[str, Any]:
    return {"move": e.node.number, "period": period_name(e)} | {m: _measure(e, m) for m in MEASURES}


def _measure(e: Explanation, measure: Measure) -> dict[str, Any]:
    split, said = e.of(measure), sentences(e, measure)
    return {
        "meaning": measure_meaning(measure, e),
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
    yield from format_table(["", *MEASURES], _rows(e))
    for measure in MEASURES:
        yield ""
        yield f"{measure.capitalize()}: {measure_meaning(measure, e)}."
        amounts, said = whole_causes(e.of(measure)), sentences(e, measure)
        yield from (f"  {cause} {signed_money(amounts[cause])}: {said[cause]}" for cause in CAUSES)


def _rows(e: Explanation) -> Iterator[list[str]]:
    name = period_name(e)
    yield [f"the {name} before", *(money(e.of(m).then) for m in MEASURES)]
    amounts = [whole_causes(e.of(m)) for m in MEASURES]
    yield from ([f"  {cause}", *(signed_money(by[cause]) for by in amounts)] for cause in CAUSES)
    yield ["change", *(signed_money(e.of(m).change) for m in MEASURES)]
    yield [f"this {name}", *(money(e.of(m).now) for m in MEASURES)]
