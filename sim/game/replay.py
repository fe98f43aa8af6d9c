"""From a record back to the game: every line played again, every figure compared.

A record is foreign text. What cannot be read or played is a InputError with its line and a remedy; a figure that
comes out otherwise is a `Difference`, which an engine of another version explains but does not excuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args
from urllib.parse import unquote

from sim.base.problems import plain
from sim.base.progress import Progress, tell
from sim.game.figures import NAMES, move_figures, record_figure, same
from sim.game.game import Game
from sim.game.pgn import Pgn, PgnMove, read_pgn
from sim.game.record import (
    BESIDE,
    CURRENT,
    FORMAT,
    NAME,
    RANK,
    clock_seconds,
    commands,
    rank_of,
    result_token,
)
from sim.game.setup import UNNAMED, Setup
from sim.game.tree import Node
from sim.game.variations import line_name
from sim.model.dice import MOST_SEED
from sim.policy.notation import NotationError
from sim.policy.registry import players
from sim.scenario.load import loads
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.resolved import scenario_hash
from sim.scenario.scenario import Scenario
from sim.version import ENGINE


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that did not come out as recorded."""

    line: int
    """in the record's file."""
    move: str
    """number and words of the move."""
    name: str
    recorded: str
    now: str

    def __str__(self) -> str:
        return f"line {self.line}, move {self.move}: {self.name} was {self.recorded}, is {self.now}"


@dataclass
class Replayed:
    """A record played again."""

    game: Game
    engine: int
    """version of the engine that the record was made with."""
    moves: int = 0
    """moves played again, in all lines."""
    figures: int = 0
    """figures compared."""
    differences: list[Difference] = field(default_factory=list)

    @property
    def other_engine(self) -> bool:
        """Whether the record was made with another version of the engine than this one."""
        return self.engine != ENGINE


def read_setup(pgn: Pgn) -> tuple[Setup, int]:
    """The setup that a record's tags and scenario give, and its engine's version."""
    form = _whole(pgn, "Format", 1, 10**6)
    if form != FORMAT:
        pgn.refuse(
            pgn.tag_lines["Format"],
            f"this record has format {form}, this program reads format {FORMAT}",
            "install the version of tactegic that wrote it",
        )
    scenario = _scenario(pgn)
    setup = Setup(
        scenario=scenario,
        seed=_whole(pgn, "Seed", 0, MOST_SEED),
        dice=_whole(pgn, "Dice", 0, MOST_SEED),
        seat=_one_of(pgn, "Seat", get_args(HeldSeat)),  # type: ignore[arg-type]  # one of its values
        cadence=_one_of(pgn, "Cadence", get_args(Cadence)),  # type: ignore[arg-type]
        threshold=_number(pgn, "Goal"),
        player=pgn.tags.get("Player", UNNAMED),
        beside=_one_of(pgn, BESIDE, players()) if BESIDE in pgn.tags else "",
    )
    return setup, _whole(pgn, "Engine", 1, 10**6)


def _scenario(pgn: Pgn) -> Scenario:
    if not pgn.escaped:
        pgn.refuse(
            1, "the record has no scenario", "its scenario stands in lines that begin with %; restore them"
        )
    before = "\n" * (pgn.escaped_line - 1)
    scenario = loads(before + "\n".join(pgn.escaped), pgn.label).scenario
    given = _tag(pgn, "ScenarioHash")
    if given != scenario_hash(scenario):
        pgn.refuse(
            pgn.escaped_line,
            "the scenario is not the one that was played (its hash differs)",
            f"restore its lines, or put ScenarioHash to {scenario_hash(scenario)} to play on what stands there",
        )
    return scenario


def _tag(pgn: Pgn, name: str) -> str:
    if name not in pgn.tags:
        pgn.refuse(1, f"the tag {name} is missing", f'add a line [{name} "..."]')
    return pgn.tags[name]


def _whole(pgn: Pgn, name: str, low: int, high: int) -> int:
    text = _tag(pgn, name)
    if not re.fullmatch(r"\d{1,19}", text) or not low <= int(text) <= high:
        message = f"{name} is {plain(text)}, not a whole number from {low} to {high}"
        pgn.refuse(pgn.tag_lines[name], message, "write one")
    return int(text)


def _number(pgn: Pgn, name: str) -> float:
    text = _tag(pgn, name)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,20})?(e[-+]?\d\d?)?", text):
        pgn.refuse(pgn.tag_lines[name], f"{name} is {plain(text)}, not a number", "write one, as in 16950")
    return float(text)


def _one_of(pgn: Pgn, name: str, values: tuple[str, ...]) -> str:
    text = _tag(pgn, name)
    if text not in values:
        pgn.refuse(pgn.tag_lines[name], f"{name} is {plain(text)}", f"it is one of {', '.join(values)}")
    return text


def replay(text: str, label: str, progress: Progress | None = None) -> Replayed:
    """Play a record again. Raises InputError for what cannot be read or played, and StoppedError."""
    pgn = read_pgn(text, label)
    setup, engine = read_setup(pgn)
    replayed = Replayed(Game(setup), engine)
    game, whole = replayed.game, sum(1 for _ in all_moves(pgn.moves))
    marked = game.root if CURRENT in commands(pgn.comments)[0] else None
    waiting: list[tuple[Node, list[PgnMove]]] = [(game.root, pgn.moves)]
    while waiting:
        before, line = waiting.pop()
        for move in line:
            waiting += [(before, variation) for variation in reversed(move.variations)]
            before, here = _replay_move(pgn, replayed, before, move)
            marked = before if here else marked
            tell(progress, replayed.moves, whole)
    game.go(marked or _end(game.root))
    _check_result(pgn, replayed)
    return replayed


def _end(node: Node) -> Node:
    """The last node of the first line."""
    while node.children:
        node = node.children[0]
    return node


def all_moves(moves: list[PgnMove]) -> Iterator[PgnMove]:
    """Every move, those of variations too, in no order."""
    waiting = list(moves)
    while waiting:
        move = waiting.pop()
        yield move
        waiting += [m for variation in move.variations for m in variation]


def _replay_move(pgn: Pgn, replayed: Replayed, before: Node, move: PgnMove) -> tuple[Node, bool]:
    """The node of a move of the record, and whether the player was there."""
    game = replayed.game
    if before.result is not None:
        ending = before.result.ending
        pgn.refuse(
            move.line, f"move {move.number} comes after the end ({ending})", "remove it and what follows"
        )
    if move.number != before.number + 1:
        pgn.refuse(
            move.line, f"move {before.number + 1} is numbered {move.number}", "number the moves in order"
        )
    game.go(before)
    try:
        own = game.recorded(move.words)
    except NotationError as error:
        pgn.refuse(move.line, f"move {move.number}: {error.message}", error.remedy)
    node = game.play(own)
    said, free = commands(move.comments)
    node.comment, node.glyphs = free, tuple(move.glyphs)
    node.name = line_name(unquote(said.get(NAME, "")))
    node.rank = rank_of(said.get(RANK, "")) if node.result is not None else None
    node.seconds = clock_seconds(said.get("clk", ""))
    replayed.moves += 1
    _compare(pgn, replayed, move, node, said)
    return node, CURRENT in said


def _compare(pgn: Pgn, replayed: Replayed, move: PgnMove, node: Node, said: dict[str, str]) -> None:
    """Set every figure that the record has of a move beside the one that comes out."""
    now: dict[str, str] = {name: record_figure(value) for name, value in move_figures(node).items()}
    now |= {"result": node.result.ending} if node.result is not None else {}
    for name in (*NAMES, "result"):
        if name in said:
            replayed.figures += 1
            if not _agrees(pgn, move, name, said[name], now.get(name, "none")):
                title = f"{move.number}. {plain(move.words)}"
                replayed.differences.append(
                    Difference(move.line, title, name, plain(said[name]), now.get(name, "none"))
                )


def _agrees(pgn: Pgn, move: PgnMove, name: str, recorded: str, now: str) -> bool:
    if name == "result" or now == "none":
        return recorded == now
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,20})?(e[-+]?\d{1,3})?", recorded):
        pgn.refuse(
            move.line, f"move {move.number}: {name} is {plain(recorded)}, not a number", "restore the figure"
        )
    return same(float(recorded), float(now))


def _check_result(pgn: Pgn, replayed: Replayed) -> None:
    """The result that the record states, in its tag and at its end, is that of the line where the player was."""
    now, line = result_token(replayed.game.at), pgn.tag_lines.get("Result", 1)
    for stated in {pgn.result, pgn.tags.get("Result", pgn.result)}:
        if stated != now:
            replayed.differences.append(Difference(line, "end", "Result", plain(stated), now))
