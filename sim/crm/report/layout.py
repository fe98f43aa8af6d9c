"""Building blocks of Markdown. Cells and sentences must already be escaped (`sim.crm.report.escape`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.crm.report.svg import Chart


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of the report after its first page."""

    title: str
    body: str
    """Markdown."""
    chart: Chart | None = None
    """Shown on the HTML page only."""

    @property
    def text(self) -> str:
        """Heading and body."""
        return f"{heading(self.title)}\n\n{self.body}"


def heading(title: str, level: int = 2) -> str:
    """A heading."""
    return f"{'#' * level} {title}"


def bullets(sentences: Iterable[str]) -> str:
    """A bullet list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def report_table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table whose first `left` columns are aligned left, and all others right."""
    marks = ["---"] * left + ["--:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


def paragraphs(*parts: str) -> str:
    """Parts separated by blank lines; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)
