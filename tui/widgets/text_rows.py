"""Text that is written anew often: only the rows that differ are painted, and it is laid out anew only where its height
may be another one. Textual's own paints and lays out all of it every time.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

Rows = tuple[int, list[Content]]
"""The width that a text was written for, in characters, and its rows."""


class TextRows(Static):
    """A text in rows, without markup."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id, markup=False)
        self._rows: Rows | None = None
        """None where a row is wrapped, so that what is painted is not known by it."""
        self._differing: tuple[Region, ...] = ()

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Write a text."""
        before, self._rows = self._rows, _rows(content, self.size.width)
        if before is None or self._rows is None or not _alike(before, self._rows):
            super().update(content, layout=layout and self._needs_room(content))
            return
        self._differing = tuple(_changed_rows(before, self._rows))
        if self._differing:
            super().update(content, layout=False)
            self._differing = ()

    def _needs_room(self, content: VisualType) -> bool:
        """Whether a text is of another height than what is there; one that leaves room in a place of a least height is
        not.
        """
        width, height = self.size
        if not isinstance(content, Content) or not width or not height:
            return True
        needed = content.get_height(self.styles.get_rules(), width)
        least = self.styles.min_height
        return needed > height if least is not None and height == self._least_height else needed != height

    @property
    def _least_height(self) -> int:
        """Rows; that are there in any case."""
        parent = self.parent
        return parent.content_region.height if isinstance(parent, Widget) else 0

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> TextRows:
        """Paint what differs, while a text is taken over; else what is asked for."""
        return super().refresh(
            *(regions or self._differing), repaint=repaint, layout=layout, recompose=recompose
        )


def _rows(content: VisualType, width: int) -> Rows | None:
    """The rows of a text that are painted as they are; None where one of them is wrapped."""
    if not isinstance(content, Content) or not width:
        return None
    rows = list(content.split("\n", allow_blank=True))
    return (width, rows) if all(row.cell_length <= width for row in rows) else None


def _alike(before: Rows, now: Rows) -> bool:
    """Whether two texts are of the same size."""
    return before[0] == now[0] and len(before[1]) == len(now[1])


def _changed_rows(before: Rows, now: Rows) -> list[Region]:
    """The rows in which two texts of the same size differ, in letters or in looks."""
    pairs = enumerate(zip(before[1], now[1], strict=True))
    return [
        Region(0, y, now[0], 1) for y, (old, new) in pairs if old.plain != new.plain or old.spans != new.spans
    ]
