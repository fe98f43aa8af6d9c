"""What has been decided while an export is read: the mapping so far, the ledger of rows, and open questions."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.base.characters import is_control_character
from sim.base.problems import InputError, Problem, SourcePlace, make_problem, quote_value
from sim.crm.intake.mapping import MAX_CELL_LENGTH, Mapping
from sim.crm.ledger import RowLedger

Bools = NDArray[np.bool_]
MAX_LISTED = 10
"""Foreign texts that a sentence lists."""


class IntakeError(InputError):
    """An export cannot be read."""

    def __init__(self, error: InputError, mapping: Mapping | None, ledger: RowLedger) -> None:
        self.mapping, self.ledger = mapping, ledger
        """The mapping and the ledger up to the error; the mapping is None where nothing in it could be corrected."""
        super().__init__(error.problems)


@dataclass(slots=True)
class Draft:
    """Passed from step to step; each step decides its part of the mapping, takes notes and asks questions."""

    mapping: Mapping
    ledger: RowLedger = field(default_factory=RowLedger)
    problems: list[Problem] = field(default_factory=list)
    label: str = ""
    """file of deals, as the user wrote it."""
    line: int = 1
    """line of its header, from 1."""

    def decide(self, part: str, **values: object) -> None:
        """Record decisions in a part of the mapping; texts that a mapping cannot hold are left out."""
        fit = {key: value for key, value in values.items() if not isinstance(value, str) or _fits(value)}
        changed = getattr(self.mapping, part).model_copy(update=fit)
        self.mapping = self.mapping.model_copy(update={part: changed})

    def note(self, sentence: str) -> None:
        """Report a decision, or something odd."""
        self.ledger.notes.append(sentence)

    def ask(self, key: str, message: str, remedy: str) -> None:
        """Add a question that the user can answer with this key of the mapping."""
        place = SourcePlace(self.label, self.line, 1)
        self.problems.append(make_problem(place, tuple(key.split(".")), message, remedy))

    def raise_problems(self) -> None:
        """Raise InputError if there are open questions."""
        if self.problems:
            raise InputError(self.problems)

    def set_aside(self, used: Bools, bad: Bools, reason: str) -> None:
        """Remove bad rows from the used ones, and count them."""
        if count := int((used & bad).sum()):
            self.ledger.set_aside[reason] += count
        used &= ~bad


def _fits(text: str) -> bool:
    return len(text) <= MAX_CELL_LENGTH and not any(map(is_control_character, text))


def plural(count: int, one: str, more: str = "") -> str:
    """'1 row', '1,425 rows'; `more` is the plural where an s is not enough."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def list_texts(texts: Collection[str], most: int = MAX_LISTED) -> str:
    """List foreign texts in a sentence: "'a', 'b' and 12 more"."""
    listed = [quote_value(text) for text in itertools.islice(texts, most)]
    if len(texts) > most:
        listed.append(f"{len(texts) - most:,} more")
    return " and ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))
