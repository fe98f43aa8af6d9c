"""Rows to look at and to change, under headings: what a list of fields shows."""

from __future__ import annotations

from dataclasses import dataclass

Choices = tuple[tuple[str, str, str], ...]
"""Value, what it is called, and an example."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """Something that can be chosen. All texts are harmless."""

    key: str
    title: str
    value: str
    """among the choices."""
    choices: Choices
    problems: tuple[str, ...] = ()

    @property
    def at(self) -> int:
        """Place of the value among the choices."""
        return next((at for at, choice in enumerate(self.choices) if choice[0] == self.value), 0)

    @property
    def told(self) -> str:
        """What the chosen value is called."""
        return self.choices[self.at][1]

    @property
    def example(self) -> str:
        """An example of the chosen value."""
        return self.choices[self.at][2]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading, and sentences to read."""

    title: str
    rows: tuple[ListRow, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """harmless, as all texts."""
