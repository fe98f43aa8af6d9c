"""Markdown as text on the screen: headings, lists and tables fitted to a width. There are no links, and nothing is
loaded: everything but headings, lists and tables is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len
from textual.content import Content

from tui.drawing.text import DIM, STRONG, align_right, fit, hanging_indent, join_lines, line

GAP = "  "
"""Between the columns of a table."""
MIN_COLUMN_WIDTH = 6
"""cells; smallest width of a column."""
BULLET = 2
"""cells; of a list's mark."""

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def render_markdown(markdown: str, width: int) -> Content:
    """A Markdown text in lines of a width, of at least one character."""
    rows: list[Content] = []
    width = max(1, width)
    for block in _blocks(_READER.parse(markdown)):
        rows += [*_rows(block, width), Content("")]
    return join_lines(rows)


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each part of the text."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _rows(block: list[Token], width: int) -> Iterator[Content]:
    kind = block[0].type
    if kind == "heading_open":
        yield from line((_inline(block), STRONG)).wrap(width)
    elif kind == "table_open":
        yield from _table(block, width)
    elif kind in ("bullet_list_open", "ordered_list_open"):
        yield from (hanging_indent(("•", DIM), text, BULLET, width) for text in _texts(block))
    else:
        yield from (row for text in _texts(block) for row in Content(text).wrap(width))


def _texts(block: list[Token]) -> Iterator[str]:
    yield from (_plain(token) for token in block if token.type in ("inline", "fence", "code_block"))


def _inline(block: list[Token]) -> str:
    return " ".join(_texts(block))


def _plain(token: Token) -> str:
    """The words of a token, without what they are marked with."""
    if token.children is None:
        return token.content.rstrip("\n")
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in token.children)


def _table(block: list[Token], width: int) -> Iterator[Content]:
    rows = list(_cells(block))
    to_right = ["right" in str(t.attrs.get("style", "")) for t in block if t.type == "th_open"]
    widths = _widths(rows, width)
    for number, row in enumerate(rows):
        yield from _table_row(row, widths, to_right, STRONG if number == 0 else "")


def _cells(block: list[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for token in block:
        if token.type == "inline":
            row.append(_plain(token))
        elif token.type == "tr_close":
            yield row
            row = []


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """cells; width of each column: that of its content, with the widest narrowed until all fit."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    over = sum(widths) + len(GAP) * (len(widths) - 1) - width
    while over > 0 and max(widths) > MIN_COLUMN_WIDTH:
        widths[widths.index(max(widths))] -= 1
        over -= 1
    return widths


def _table_row(row: list[str], widths: list[int], to_right: list[bool], style: str) -> Iterator[Content]:
    cells = [Content(text).wrap(max(1, wide)) for text, wide in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        texts = [cell[number].plain if number < len(cell) else "" for cell in cells]
        yield line((GAP.join(_place_cells(texts, widths, to_right)).rstrip(), style))


def _place_cells(texts: Iterable[str], widths: list[int], to_right: list[bool]) -> Iterator[str]:
    for text, wide, at_right in zip(texts, widths, to_right, strict=True):
        yield fit(align_right(text.strip(), wide) if at_right else text, wide)
