"""Parts of a Markdown text. Cells and sentences come in escaped (`sim.crm.report.escape`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.crm.report.svg import Chart


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report behind its first page."""

    title: str
    body: str
    """Markdown."""
    picture: Chart | None = None
    """only in the page."""

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{heading(self.title)}\n\n{self.body}"


def heading(title: str, level: int = 2) -> str:
    """A heading of our own words."""
    return f"{'#' * level} {title}"


def bullets(sentences: Iterable[str]) -> str:
    """A list, an item each."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def report_table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table: the first `left` columns stand to the left, the others to the right."""
    marks = ["---"] * left + ["--:"] * (len(head) - left)
    return "\n".join(_row(cells) for cells in (head, marks, *rows))


def paragraphs(*parts: str) -> str:
    """Parts with a line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
