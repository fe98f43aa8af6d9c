"""What is decided while an export is read: the mapping so far, the account of rows, and what cannot be decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.base.characters import is_control_character
from sim.base.problems import InputError, Problem, SourcePlace, make_problem
from sim.crm.intake.mapping import MAX_CELL_LENGTH, Mapping
from sim.crm.ledger import RowLedger


class IntakeError(InputError):
    """An export cannot be read. `mapping` is how it was read as far as that could be decided; None where it came to
    nothing. `ledger` is what was decided until then.
    """

    def __init__(self, error: InputError, mapping: Mapping | None, ledger: RowLedger) -> None:
        self.mapping, self.ledger = mapping, ledger
        super().__init__(error.problems)


@dataclass(slots=True)
class Draft:
    """Passed along; each step decides its part."""

    mapping: Mapping
    ledger: RowLedger = field(default_factory=RowLedger)
    problems: list[Problem] = field(default_factory=list)
    label: str = ""
    """the file of deals, as the user wrote it."""
    line: int = 1
    """of its header."""

    def decide(self, part: str, **values: object) -> None:
        """Put what was decided into a part of the mapping; names that a mapping cannot have stay out of it."""
        fit = {key: value for key, value in values.items() if not isinstance(value, str) or _fits(value)}
        changed = getattr(self.mapping, part).model_copy(update=fit)
        self.mapping = self.mapping.model_copy(update={part: changed})

    def note(self, sentence: str) -> None:
        """Say what was decided, or looks odd."""
        self.ledger.notes.append(sentence)

    def ask(self, key: str, message: str, remedy: str) -> None:
        """Something that only the user can decide, by this key of the mapping."""
        place = SourcePlace(self.label, self.line, 1)
        self.problems.append(make_problem(place, tuple(key.split(".")), message, remedy))

    def settle(self) -> None:
        """Raises InputError if anything could not be decided."""
        if self.problems:
            raise InputError(self.problems)


def _fits(text: str) -> bool:
    return len(text) <= MAX_CELL_LENGTH and not any(is_control_character(char) for char in text)


def count_rows(count: int) -> str:
    """'1 row', '1,425 rows'."""
    return f"{count:,} row" + ("" if count == 1 else "s")
