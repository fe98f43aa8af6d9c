"""Read and write the PGN syntax of records: tags, escaped lines (%), numbered moves, comments, variations, a result.

It knows only the syntax. What moves and figures mean is known by `sim.game.record`. A move can be several words (`S25
M35 L65 r30`), and a move number with a dot precedes each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from sim.base.characters import clean_line
from sim.base.problems import InputError, SourcePlace, escape_text, make_problem

RESULT_TOKENS = ("1-0", "1/2-1/2", "0-1", "*")
"""PGN's results for goal, draw, fired, and a game that has not ended."""

MAX_TOKENS = 200_000
MAX_VARIATION_DEPTH = 200
"""Maximum nesting depth of variations."""


@dataclass
class PgnMove:
    """A move, with what follows it in the text."""

    line: int
    """Line of the file, counted from 1."""
    number: int
    """Move number as written."""
    words: str
    """The move itself."""
    comments: list[str] = field(default_factory=list)
    glyphs: list[int] = field(default_factory=list)
    variations: list[list[PgnMove]] = field(default_factory=list)
    """Alternative lines in place of this move."""


@dataclass
class Pgn:
    """A parsed record."""

    label: str
    tags: dict[str, str] = field(default_factory=dict)
    tag_lines: dict[str, int] = field(default_factory=dict)
    escaped: list[str] = field(default_factory=list)
    """Lines that begin with %, without it."""
    escaped_line: int = 1
    """Line number of the first of them."""
    comments: list[str] = field(default_factory=list)
    """Comments before the first move."""
    moves: list[PgnMove] = field(default_factory=list)
    result: str = "*"
    """Result at the end. A text without one is incomplete."""

    def refuse(self, line: int, message: str, remedy: str) -> NoReturn:
        """Raise InputError for something at a line."""
        raise InputError([make_problem(SourcePlace(self.label, line, 1), (), message, remedy)])


_TAG = re.compile(r'\[(?P<name>[A-Za-z][A-Za-z0-9_]{0,39}) +"(?P<value>(\\.|[^"\\])*)"\]\s*')
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comment>\{[^}]*\})|(?P<open>\()|(?P<close>\))|\$(?P<glyph>\d{1,3})"
    r"|(?P<result>1-0|0-1|1/2-1/2|\*)(?=\s|\)|$)|(?P<number>\d{1,4})\.+|(?P<word>[^\s{}()$]+)"
)


def read_pgn(text: str, label: str) -> Pgn:
    """Parse a record. Raises InputError with the line of the problem."""
    pgn, begun = Pgn(label), False
    moves: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("%"):
            if not pgn.escaped:
                pgn.escaped_line = number
            pgn.escaped.append(line[2:] if line.startswith("% ") else line[1:])
            moves.append("")
        elif line.startswith("[") and not begun:
            _read_tag(pgn, number, line)
            moves.append("")
        else:
            begun = begun or bool(line.strip())
            moves.append(line)
    _read_movetext(pgn, "\n".join(moves))
    return pgn


def _read_tag(pgn: Pgn, number: int, line: str) -> None:
    found = _TAG.fullmatch(line)
    if found is None:
        pgn.refuse(number, f"this is not a tag: {escape_text(line)}", 'write [Name "value"]')
    name = found["name"]
    if name in pgn.tags:
        pgn.refuse(number, f"the tag {name} was already given", "keep one of the two")
    pgn.tags[name] = re.sub(r"\\(.)", r"\1", found["value"])
    pgn.tag_lines[name] = number


@dataclass
class _MovetextReader:
    """Builds nested lines of moves from tokens."""

    pgn: Pgn
    lines: list[list[PgnMove]]
    """The line being read and the lines around it, outermost first."""
    opened: list[int] = field(default_factory=list)
    """Line numbers at which unclosed variations begin."""
    number: int | None = None
    ended: bool = False

    def take(self, kind: str, value: str, at: int) -> None:
        if self.ended:
            self.pgn.refuse(
                at, f"there is more after the result: {escape_text(value)}", "the result ends a record"
            )
        getattr(self, f"_{kind}")(value, at)

    def _last(self, what: str, at: int) -> PgnMove:
        if not self.lines[-1] or self.number is not None:
            self.pgn.refuse(at, f"{what} comes before any move", "put it after the move that it belongs to")
        return self.lines[-1][-1]

    def _comment(self, value: str, at: int) -> None:
        before = not self.pgn.moves and self.number is None
        comments = self.pgn.comments if before else self._last("a comment", at).comments
        comments.append(" ".join(value[1:-1].split()))

    def _glyph(self, value: str, at: int) -> None:
        self._last("a glyph", at).glyphs.append(int(value))

    def _open(self, value: str, at: int) -> None:
        if len(self.opened) >= MAX_VARIATION_DEPTH:
            self.pgn.refuse(at, f"more than {MAX_VARIATION_DEPTH} nested variations ({value}", "flatten them")
        line: list[PgnMove] = []
        self._last("a variation", at).variations.append(line)
        self.lines.append(line)
        self.opened.append(at)

    def _close(self, value: str, at: int) -> None:
        if not self.opened or not self.lines[-1] or self.number is not None:
            self.pgn.refuse(
                at, f"'{value}' closes no variation with moves in it", "remove it, or write the variation"
            )
        self.opened.pop()
        self.lines.pop()

    def _number(self, value: str, at: int) -> None:
        if self.number is not None:
            self.pgn.refuse(at, f"move {self.number} has no words", "write a move like S25 M35 L65 r30")
        self.number = int(value)

    def _word(self, value: str, at: int) -> None:
        line = self.lines[-1]
        if self.number is not None:
            line.append(PgnMove(at, self.number, value))
            self.number = None
        elif line and not (line[-1].comments or line[-1].glyphs or line[-1].variations):
            line[-1].words += f" {value}"
        else:
            self.pgn.refuse(
                at,
                f"{escape_text(value)} is in the place of a move number",
                "write the move's number, as in 3.",
            )

    def _result(self, value: str, at: int) -> None:
        if self.number is not None:
            self.pgn.refuse(at, f"move {self.number} has no words", "write a move like S25 M35 L65 r30")
        self.close()
        self.pgn.result, self.ended = value, True

    def close(self) -> None:
        """Refuse a text in which something is still open at the end."""
        if self.opened:
            self.pgn.refuse(self.opened[-1], "a variation is not closed", "end it with )")


def _read_movetext(pgn: Pgn, text: str) -> None:
    reader, at = _MovetextReader(pgn, [pgn.moves]), 1
    for count, (kind, value) in enumerate(_iter_tokens(pgn, text)):
        if count > MAX_TOKENS:
            pgn.refuse(at, "more text than a game has", "shorten the comments")
        if kind != "space":
            reader.take(kind, value, at)
        at += value.count("\n")
    reader.close()
    if not reader.ended:
        message = f"the record does not end with its result ({', '.join(RESULT_TOKENS)}): its end was cut off"
        remedy = (
            "restore what is missing, or write * on a line of its own at the end to go on from what is there"
        )
        pgn.refuse(at, message, remedy)


def _iter_tokens(pgn: Pgn, text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            line = text.count("\n", 0, place) + 1
            what = (
                "a comment is not closed"
                if text[place] == "{"
                else f"{escape_text(text[place])} is out of place"
            )
            pgn.refuse(line, what, "end a comment with }, and write $ only before a number")
        kind = str(found.lastgroup)
        yield kind, found[kind] if kind in ("glyph", "number") else found[0]
        place = found.end()


def write_tag(name: str, value: str) -> str:
    """Return a tag as a line, with special characters escaped."""
    escaped = clean_line(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'[{name} "{escaped}"]'


def write_comment(text: str) -> str:
    """Return a comment. Braces become parentheses, because they would end it."""
    return "{" + clean_line(text.replace("}", ")").replace("{", "(")) + "}"
