"""Write a game as a text file after chess's PGN: tags, its scenario, numbered moves with figures, variations.

The scenario is in escaped lines (%), complete and resolved, so that later edits of its file do not affect the game.
Comments contain the engine's figures as `[%name value]`, and may contain free text. A record is foreign text and is
read as such.
"""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Iterator
from urllib.parse import quote

from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Ending
from sim.game.pgn import write_comment, write_tag
from sim.game.record_figures import format_record_figure, move_figures
from sim.policy.notation import format_move
from sim.scenario.resolved import scenario_hash, scenario_to_yaml
from sim.version import ENGINE

RECORD_FORMAT = 1
"""Version of the record format that this code reads and writes."""

_RESULT_TOKENS: dict[Ending, str] = {"goal": "1-0", "draw": "1/2-1/2", "fired": "0-1"}
_LINE_WIDTH = 100
"""Characters per line."""
_COMMAND = re.compile(r"\[%(?P<name>[a-z]+)(?: (?P<value>[^\]\s]*))?\]")
_GLUE = "\x00"
"""Stands for a space at which a line must not be broken. No text contains it."""
NAME_COMMAND = "name"
"""Command of the first move of a named line. The name is percent-encoded, so a space is `%20`."""
RANK_COMMAND = "rank"
"""Command of a move that ended the game: its rank among the compared games, as `3/9`."""
BOT_TAG = "Beside"
"""Tag for the name of the companion bot. Games without one have no such tag."""
CURRENT_MARK = "here"
"""Marks the move at which the player is."""


def write_record(game: Game, date: datetime.date) -> str:
    """Return the whole game as text, with all lines and the player's place."""
    parts = [
        *_tag_lines(game, date),
        "",
        *_scenario_lines(game),
        "",
        *_move_lines(game),
        result_token(game.at),
        "",
    ]
    return "\n".join(parts)


def result_token(node: GameNode) -> str:
    """Return PGN's result for a node."""
    return "*" if node.result is None else _RESULT_TOKENS[node.result.ending]


def _tag_lines(game: Game, date: datetime.date) -> Iterator[str]:
    setup = game.setup
    values = {
        "Scenario": setup.scenario.name,
        "Title": setup.scenario.title,
        "Date": date.strftime("%Y.%m.%d"),
        "Player": setup.player,
        "Seat": setup.seat,
        "Seed": str(setup.seed),
        "Dice": str(setup.dice),
        "Result": result_token(game.at),
        "Cadence": setup.cadence,
        "Measure": setup.scenario.goal.measure,
        "Goal": repr(setup.threshold),
        "Format": str(RECORD_FORMAT),
        "Engine": str(ENGINE),
        "ScenarioHash": scenario_hash(setup.scenario),
    }
    if setup.beside:
        values[BOT_TAG] = setup.beside
    yield from (write_tag(name, value) for name, value in values.items())


def _scenario_lines(game: Game) -> Iterator[str]:
    yield from (f"% {line}".rstrip() for line in scenario_to_yaml(game.setup.scenario).splitlines())


def _move_lines(game: Game) -> Iterator[str]:
    if game.at is game.root and game.root.children:
        yield write_comment(f"[%{CURRENT_MARK}]")
    yield from _variation_lines(game, game.root, "")


def _variation_lines(game: Game, before: GameNode, indent: str) -> Iterator[str]:
    """Yield the first line after a node, with the alternatives to each of its moves."""
    node = before
    while node.children:
        first, *others = node.children
        yield from _single_move_lines(game, first, indent)
        for other in others:
            inner = f"{indent}  "
            yield f"{indent}("
            yield from _single_move_lines(game, other, inner)
            yield from _variation_lines(game, other, inner)
            yield f"{indent})"
        node = first


def _single_move_lines(game: Game, node: GameNode, indent: str) -> Iterator[str]:
    assert node.own is not None
    glyphs = "".join(f" ${glyph}" for glyph in node.glyphs)
    yield f"{indent}{node.number}. {format_move(node.own, game.held)}{glyphs}"
    yield from (
        f"{indent}   {line}"
        for line in _wrap_comment(write_comment(_format_comment(game, node)), _LINE_WIDTH - len(indent))
    )


def _wrap_comment(comment: str, width: int) -> list[str]:
    """Break a comment into lines without splitting a figure."""
    glued = _COMMAND.sub(lambda c: c[0].replace(" ", _GLUE), comment)
    lines = textwrap.wrap(glued, max(width, _LINE_WIDTH // 2), break_long_words=False, break_on_hyphens=False)
    return [line.replace(_GLUE, " ") for line in lines]


def _format_comment(game: Game, node: GameNode) -> str:
    parts = [f"[%{name} {format_record_figure(value)}]" for name, value in move_figures(node).items()]
    if node.result is not None:
        parts.append(f"[%result {node.result.ending}]")
    if node.seconds is not None:
        parts.append(f"[%clk {_format_clock(node.seconds)}]")
    if node.rank is not None:
        parts.append(f"[%{RANK_COMMAND} {node.rank[0]}/{node.rank[1]}]")
    if node.name:
        parts.append(f"[%{NAME_COMMAND} {quote(node.name, safe='')}]")
    if node is game.at:
        parts.append(f"[%{CURRENT_MARK}]")
    free = node.comment.replace("[%", "(%")
    return " ".join([*parts, *([free] if free else [])])


def _format_clock(seconds: float) -> str:
    """Format a time as hours, minutes and seconds, as in PGN's clock comments."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def parse_clock(text: str) -> float | None:
    """Parse the seconds of a clock comment. None if it is invalid."""
    found = re.fullmatch(r"(\d{1,4}):(\d\d):(\d\d)", text)
    return float(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])) if found else None


def parse_rank(text: str) -> tuple[int, int] | None:
    """Parse a rank. None if it is invalid."""
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    return (int(found[1]), int(found[2])) if found and 1 <= int(found[1]) <= int(found[2]) else None


def parse_commands(comments: list[str]) -> tuple[dict[str, str], str]:
    """Return the `[%name value]` commands of a move's comments, and the remaining free text."""
    text = " ".join(comments)
    found = {c["name"]: c["value"] or "" for c in _COMMAND.finditer(text)}
    return found, " ".join(_COMMAND.sub(" ", text).split())
