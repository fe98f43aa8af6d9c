"""Text on screens. It is always plain: foreign text is never read as markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

DIM = "$dim"
STRONG = "bold"
ACCENT = "$accent"
"""The accent colour, for what belongs to the player."""
DANGER = "bold $error"
"""Only for the danger of being fired."""

Part = str | Content | tuple[str, str]
"""Text, styled text, or text with its style."""


def line(*parts: Part) -> Content:
    """One line of parts."""
    return Content.assemble(*parts)


def join_lines(rows: Iterable[Part]) -> Content:
    """Rows joined to a text."""
    return Content("\n").join(line(row) for row in rows)


def fit(text: str, width: int) -> str:
    """Foreign text cut or filled to a width in cells; what is cut ends with an ellipsis."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)).rstrip() + "…"
    return set_cell_size(text, width)


def align_right(text: str, width: int) -> str:
    """Text aligned to the right of a width in cells."""
    return " " * max(0, width - cell_len(text)) + text


def hanging_indent(label: tuple[str, str], text: Part, indent: int, width: int) -> Content:
    """A label and a text after it, wrapped with a hanging indent."""
    rows = line(text).wrap(max(10, width - indent))
    starts = [line((fit(label[0], indent), label[1])), *[line(" " * indent)] * (len(rows) - 1)]
    return join_lines(line(start, row) for start, row in zip(starts, rows, strict=True))


EIGHTHS = " ▏▎▍▌▋▊▉█"
RISING = " ▁▂▃▄▅▆▇█"


def horizontal_bar(share: float, width: int) -> str:
    """A horizontal bar of a share (0..1) of a width, in eighths of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (EIGHTHS[rest] if rest else "")).ljust(width)


def vertical_bar(share: float, height: int) -> list[str]:
    """A vertical bar of a share (0..1), one cell wide, from top to bottom."""
    eighths = round(max(0.0, min(1.0, share)) * height * 8)
    return [RISING[max(0, min(8, eighths - 8 * row))] for row in reversed(range(height))]
