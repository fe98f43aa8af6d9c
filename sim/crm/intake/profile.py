"""What a column holds, by its content: days, amounts, flags, or words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.crm.intake.cells import strip_cell
from sim.crm.intake.date_formats import parse_date, to_day
from sim.crm.intake.money import read_amount
from sim.crm.intake.vocabulary import NO, YES, known_outcome

SAMPLE = 1000
"""Rows, spread over all, by which a column is known."""
MIN_SHARE, MIN_SHARE_ALONE = 0.5, 0.05
"""share of the filled rows that must be of a kind for a column of a known name; where there is no better one, SOME."""
NEARLY_ALL = 0.9
"""share for a column whose name nobody knows."""
MAX_GAPS = 20
"""Numbers that count up leave out fewer than so many for each that is there."""
MAX_WORDS = 500
"""Different texts that a column of stages may have and still be looked at for words of outcomes."""
FLAG_FIELDS = ("is_won", "is_lost", "is_closed", "active", "archived")
DATE_FIELDS = ("created", "closed", "won_at", "lost_at")
"""Fields of flags, and of days."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?|\d{10}|\d{13}|\d{16}")
"""Days as spreadsheets and programs count them; whether they are days, only a column's name can tell."""
_BARE = re.compile(r"(?!(?:19|20)\d\d[01]\d[0-3]\d$)\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:, ?| )(?:[^\W\d_][\w.'’-]*[ -]?){1,2}")


@dataclass(frozen=True)
class ColumnProfile:
    """A column's content; `column` are its n texts."""

    column: Sequence[str]

    @cached_property
    def sample(self) -> list[str]:
        """Filled texts of some rows; where all of these are empty, the first that is not."""
        step = max(1, len(self.column) // SAMPLE)
        some = [text for cell in self.column[::step] if (text := strip_cell(cell))]
        return some or next(([text] for cell in self.column if (text := strip_cell(cell))), [])

    @cached_property
    def different(self) -> list[str]:
        """Different texts of the sample, in order of appearance."""
        return list(dict.fromkeys(self.sample))

    @property
    def empty(self) -> bool:
        """Whether no row says anything."""
        return not self.sample

    @property
    def example(self) -> str:
        """A text of it, '' where there is none."""
        return self.sample[0] if self.sample else ""

    @cached_property
    def flags(self) -> bool:
        """Whether all texts say yes or no."""
        return not self.empty and all(parse_flag(text) is not None for text in self.different)

    @cached_property
    def days(self) -> float:
        """Share of dates."""
        return self._share({text for text in self.different if is_date(text)})

    @cached_property
    def serials(self) -> float:
        """Share of numbers that may count days or seconds."""
        return self._share({text for text in self.different if _SERIAL.fullmatch(text)})

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Amounts by their texts; empty where most are dates."""
        read = {} if self.days > MIN_SHARE else {text: parse_number(text) for text in self.different}
        return {text: value for text, value in read.items() if value is not None}

    @cached_property
    def amounts(self) -> float:
        """Share of amounts."""
        return self._share(set(self.numbers))

    @cached_property
    def percents(self) -> float:
        """Share of what may be a probability."""
        return self._share({text for text in self.different if parse_percent(text) is not None})

    @cached_property
    def people(self) -> float:
        """Share of what looks like the name or the address of a person."""
        return self._share(
            {text for text in self.different if _MAIL.fullmatch(text) or _PERSON.fullmatch(text)}
        )

    @property
    def counts_up(self) -> bool:
        """Whether its numbers are whole, all different, and of one length or close together, as of records."""
        values = self.numbers.values()
        if (
            not values
            or len(self.different) < len(self.sample)
            or any(value != int(value) for value in values)
        ):
            return False
        return len({len(text) for text in self.different}) == 1 or max(values) - min(values) < MAX_GAPS * len(
            values
        )

    @cached_property
    def tells(self) -> frozenset[str]:
        """Outcomes that its words are known to mean; empty for a column of too many texts."""
        words = set(self.column)
        kinds = {known_outcome(word) for word in words} if len(words) <= MAX_WORDS else set()
        return frozenset(kind for kind in kinds if kind is not None)

    def _share(self, good: set[str]) -> float:
        return sum(text in good for text in self.sample) / len(self.sample) if self.sample else 0.0


def is_date(text: str) -> bool:
    """Whether a text is a date by itself: a bare number is none, unless it has a year, a month and a day."""
    one = None if _BARE.fullmatch(text) else parse_date(text)
    return one is not None and any(math.isfinite(to_day(one, day_first)) for day_first in (False, True))


def may_be_date(text: str) -> bool:
    """Whether a text may be a date in a column of dates."""
    return is_date(text) or _SERIAL.fullmatch(text) is not None


def parse_flag(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def parse_number(text: str) -> float | None:
    """An amount, by whichever sign stands before its cents."""
    read = read_amount(text)
    return next((value for value in (read.point, read.comma) if math.isfinite(value)), None)


def parse_percent(text: str) -> float | None:
    """A number of 0 to 100, with or without its sign; shares of 1 are not told apart here."""
    found = _PERCENT.fullmatch(text)
    value = float(found[1].replace(",", ".")) if found else math.inf
    return value if value <= 100 else None


def fits_field(field: str, its: ColumnProfile, least: float = MIN_SHARE) -> bool:
    """Whether a column may be this field, by its content; `least` is the share that must be of the field's kind."""
    if its.empty:
        return False
    if field in FLAG_FIELDS:
        return its.flags
    if its.flags:
        return False
    if field in DATE_FIELDS:
        return its.days + its.serials >= least
    if field == "amount":
        return its.amounts >= least and any(its.numbers.values())
    if field == "probability":
        return its.percents >= least
    return its.days < MIN_SHARE and (
        field not in ("source", "manager", "currency") or its.amounts < MIN_SHARE
    )
