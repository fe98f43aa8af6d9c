"""Rows that can be changed, under headings."""

from __future__ import annotations

from dataclasses import dataclass

Choices = tuple[tuple[str, str, str], ...]
"""Value, label and example of each choice."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """Something that can be chosen. All texts are safe to show."""

    key: str
    title: str
    value: str
    """The value of the current choice."""
    choices: Choices
    problems: tuple[str, ...] = ()

    @property
    def at(self) -> int:
        """The index of the current choice."""
        return next((at for at, choice in enumerate(self.choices) if choice[0] == self.value), 0)

    @property
    def label(self) -> str:
        """The label of the current choice."""
        return self.choices[self.at][1]

    @property
    def example(self) -> str:
        """The example of the current choice."""
        return self.choices[self.at][2]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading, with problems and notes."""

    title: str
    rows: tuple[ListRow, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences that only inform; safe to show."""
