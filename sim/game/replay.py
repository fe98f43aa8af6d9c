"""Replay a record: play every line again and compare every figure.

A record is foreign text. What cannot be read or played raises InputError with its line and a remedy. A figure that
differs becomes a `ReplayDifference`. Another engine version explains differences, but they are still reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args
from urllib.parse import unquote

from sim.base.problems import escape_text
from sim.base.progress import ProgressCallback, report_progress
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.pgn import Pgn, PgnMove, read_pgn
from sim.game.record import (
    BOT_TAG,
    CURRENT_MARK,
    NAME_COMMAND,
    RANK_COMMAND,
    RECORD_FORMAT,
    parse_clock,
    parse_commands,
    parse_rank,
    result_token,
)
from sim.game.record_figures import FIGURE_NAMES, figures_agree, format_record_figure, move_figures
from sim.game.setup import UNKNOWN_PLAYER, GameSetup
from sim.game.variations import clean_line_name
from sim.model.random_streams import MAX_SEED
from sim.policy.notation import NotationError
from sim.policy.registry import policy_names
from sim.scenario.load import parse_scenario
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.resolved import scenario_hash
from sim.scenario.scenario import Scenario
from sim.version import ENGINE


@dataclass(frozen=True, slots=True)
class ReplayDifference:
    """A figure that differs from the record."""

    line: int
    """Line of the record's file."""
    move: str
    """Number and words of the move."""
    name: str
    recorded: str
    now: str

    def __str__(self) -> str:
        return f"line {self.line}, move {self.move}: {self.name} was {self.recorded}, is {self.now}"


@dataclass
class ReplayReport:
    """The result of replaying a record."""

    game: Game
    engine: int
    """Engine version that wrote the record."""
    moves: int = 0
    """Number of moves replayed, in all lines."""
    figures: int = 0
    """Number of figures compared."""
    differences: list[ReplayDifference] = field(default_factory=list)

    @property
    def other_engine(self) -> bool:
        """Whether another engine version wrote the record."""
        return self.engine != ENGINE


def read_game_setup(pgn: Pgn) -> tuple[GameSetup, int]:
    """Return the setup in a record's tags and scenario, and its engine version."""
    form = _integer_tag(pgn, "Format", 1, 10**6)
    if form != RECORD_FORMAT:
        pgn.refuse(
            pgn.tag_lines["Format"],
            f"this record has format {form}, this program reads format {RECORD_FORMAT}",
            "install the version of tactegic that wrote it",
        )
    scenario = _read_scenario(pgn)
    setup = GameSetup(
        scenario=scenario,
        seed=_integer_tag(pgn, "Seed", 0, MAX_SEED),
        dice=_integer_tag(pgn, "Dice", 0, MAX_SEED),
        seat=_choice_tag(pgn, "Seat", get_args(HeldSeat)),  # type: ignore[arg-type]  # its values are the choices
        cadence=_choice_tag(pgn, "Cadence", get_args(Cadence)),  # type: ignore[arg-type]
        threshold=_number_tag(pgn, "Goal"),
        player=pgn.tags.get("Player", UNKNOWN_PLAYER),
        beside=_choice_tag(pgn, BOT_TAG, policy_names()) if BOT_TAG in pgn.tags else "",
    )
    return setup, _integer_tag(pgn, "Engine", 1, 10**6)


def _read_scenario(pgn: Pgn) -> Scenario:
    if not pgn.escaped:
        pgn.refuse(
            1, "the record has no scenario", "its scenario is in lines that begin with %; restore them"
        )
    before = "\n" * (pgn.escaped_line - 1)
    scenario = parse_scenario(before + "\n".join(pgn.escaped), pgn.label).scenario
    given = _required_tag(pgn, "ScenarioHash")
    if given != scenario_hash(scenario):
        pgn.refuse(
            pgn.escaped_line,
            "the scenario is not the one that was played (its hash differs)",
            f"restore its lines, or set ScenarioHash to {scenario_hash(scenario)} to play on with them as they are",
        )
    return scenario


def _required_tag(pgn: Pgn, name: str) -> str:
    if name not in pgn.tags:
        pgn.refuse(1, f"the tag {name} is missing", f'add a line [{name} "..."]')
    return pgn.tags[name]


def _integer_tag(pgn: Pgn, name: str, low: int, high: int) -> int:
    text = _required_tag(pgn, name)
    if not re.fullmatch(r"\d{1,19}", text) or not low <= int(text) <= high:
        message = f"{name} is {escape_text(text)}, not a whole number from {low} to {high}"
        pgn.refuse(pgn.tag_lines[name], message, "write one")
    return int(text)


def _number_tag(pgn: Pgn, name: str) -> float:
    text = _required_tag(pgn, name)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,20})?(e[-+]?\d\d?)?", text):
        pgn.refuse(
            pgn.tag_lines[name], f"{name} is {escape_text(text)}, not a number", "write one, as in 16950"
        )
    return float(text)


def _choice_tag(pgn: Pgn, name: str, values: tuple[str, ...]) -> str:
    text = _required_tag(pgn, name)
    if text not in values:
        pgn.refuse(pgn.tag_lines[name], f"{name} is {escape_text(text)}", f"it is one of {', '.join(values)}")
    return text


def replay_record(text: str, label: str, progress: ProgressCallback | None = None) -> ReplayReport:
    """Replay a record. Raises InputError for what cannot be read or played, and StoppedError."""
    pgn = read_pgn(text, label)
    setup, engine = read_game_setup(pgn)
    replayed = ReplayReport(Game(setup), engine)
    game, whole = replayed.game, sum(1 for _ in iter_pgn_moves(pgn.moves))
    marked = game.root if CURRENT_MARK in parse_commands(pgn.comments)[0] else None
    waiting: list[tuple[GameNode, list[PgnMove]]] = [(game.root, pgn.moves)]
    while waiting:
        before, line = waiting.pop()
        for move in line:
            waiting += [(before, variation) for variation in reversed(move.variations)]
            before, here = _replay_move(pgn, replayed, before, move)
            marked = before if here else marked
            report_progress(progress, replayed.moves, whole)
    game.go(marked or _last_node(game.root))
    _check_result(pgn, replayed)
    return replayed


def _last_node(node: GameNode) -> GameNode:
    """Return the last node of the first line."""
    while node.children:
        node = node.children[0]
    return node


def iter_pgn_moves(moves: list[PgnMove]) -> Iterator[PgnMove]:
    """Yield every move, including those of variations, in no particular order."""
    waiting = list(moves)
    while waiting:
        move = waiting.pop()
        yield move
        waiting += [m for variation in move.variations for m in variation]


def _replay_move(pgn: Pgn, replayed: ReplayReport, before: GameNode, move: PgnMove) -> tuple[GameNode, bool]:
    """Play one move of the record. Returns its node, and whether the player was there."""
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
        own = game.parse_recorded_move(move.words)
    except NotationError as error:
        pgn.refuse(move.line, f"move {move.number}: {error.message}", error.remedy)
    node = game.play(own)
    commands, free = parse_commands(move.comments)
    node.comment, node.glyphs = free, tuple(move.glyphs)
    node.name = clean_line_name(unquote(commands.get(NAME_COMMAND, "")))
    node.rank = parse_rank(commands.get(RANK_COMMAND, "")) if node.result is not None else None
    node.seconds = parse_clock(commands.get("clk", ""))
    replayed.moves += 1
    _compare_figures(pgn, replayed, move, node, commands)
    return node, CURRENT_MARK in commands


def _compare_figures(
    pgn: Pgn, replayed: ReplayReport, move: PgnMove, node: GameNode, commands: dict[str, str]
) -> None:
    """Compare all recorded figures of a move with those of the replay."""
    now: dict[str, str] = {name: format_record_figure(value) for name, value in move_figures(node).items()}
    now |= {"result": node.result.ending} if node.result is not None else {}
    for name in (*FIGURE_NAMES, "result"):
        if name in commands:
            replayed.figures += 1
            if not _figure_agrees(pgn, move, name, commands[name], now.get(name, "none")):
                title = f"{move.number}. {escape_text(move.words)}"
                replayed.differences.append(
                    ReplayDifference(
                        move.line, title, name, escape_text(commands[name]), now.get(name, "none")
                    )
                )


def _figure_agrees(pgn: Pgn, move: PgnMove, name: str, recorded: str, now: str) -> bool:
    if name == "result" or now == "none":
        return recorded == now
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,20})?(e[-+]?\d{1,3})?", recorded):
        pgn.refuse(
            move.line,
            f"move {move.number}: {name} is {escape_text(recorded)}, not a number",
            "restore the figure",
        )
    return figures_agree(float(recorded), float(now))


def _check_result(pgn: Pgn, replayed: ReplayReport) -> None:
    """Compare the results stated in the tag and at the end with that of the player's line."""
    now, line = result_token(replayed.game.at), pgn.tag_lines.get("Result", 1)
    for stated in {pgn.result, pgn.tags.get("Result", pgn.result)}:
        if stated != now:
            replayed.differences.append(ReplayDifference(line, "end", "Result", escape_text(stated), now))
