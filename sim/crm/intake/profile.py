"""Profile the content of a column: dates, amounts, flags, or words."""

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
"""rows; spread over the file, by which a column is profiled."""
MIN_SHARE, MIN_SHARE_ALONE = 0.5, 0.05
"""share of the filled rows that must be of a field's kind in a column with a known name; the second if it is the only
one."""
NEARLY_ALL = 0.9
"""share, likewise, in a column with an unknown name."""
MAX_GAPS = 20
"""Numbers that are left out for each one that is used, up to which numbers count records."""
MAX_WORDS = 500
"""Different texts up to which a column may be that of stages."""
FLAG_FIELDS = ("is_won", "is_lost", "is_closed", "active", "archived")
"""Fields that hold yes and no."""
DATE_FIELDS = ("created", "closed", "won_at", "lost_at")
"""Fields that hold dates."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?|\d{10}|\d{13}|\d{16}")
"""Dates as spreadsheets and programs count them; only the name of a column tells that they are dates."""
_PLAIN_NUMBER = re.compile(r"(?!(?:19|20)\d\d[01]\d[0-3]\d$)\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:, ?| )(?:[^\W\d_][\w.'’-]*[ -]?){1,2}")


@dataclass(frozen=True)
class ColumnProfile:
    """The content of a column."""

    column: Sequence[str]

    @cached_property
    def sample(self) -> list[str]:
        """Texts of some rows; if all of these are empty, the first text of the column."""
        step = max(1, len(self.column) // SAMPLE)
        some = [text for cell in self.column[::step] if (text := strip_cell(cell))]
        return some or next(([text] for cell in self.column if (text := strip_cell(cell))), [])

    @cached_property
    def different(self) -> list[str]:
        """The different texts of the sample, in order of appearance."""
        return list(dict.fromkeys(self.sample))

    @property
    def empty(self) -> bool:
        """Whether all rows are empty."""
        return not self.sample

    @property
    def example(self) -> str:
        """A text of the column; '' where it is empty."""
        return self.sample[0] if self.sample else ""

    @cached_property
    def flags(self) -> bool:
        """Whether all texts mean yes or no."""
        return not self.empty and all(parse_flag(text) is not None for text in self.different)

    @cached_property
    def days(self) -> float:
        """The share of dates."""
        return self._share({text for text in self.different if is_date(text)})

    @cached_property
    def serials(self) -> float:
        """The share of numbers that may count days or seconds."""
        return self._share({text for text in self.different if _SERIAL.fullmatch(text)})

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Amounts by their texts; empty where most texts are dates."""
        parsed = {} if self.days > MIN_SHARE else {text: parse_number(text) for text in self.different}
        return {text: value for text, value in parsed.items() if value is not None}

    @cached_property
    def amounts(self) -> float:
        """The share of amounts."""
        return self._share(set(self.numbers))

    @cached_property
    def percents(self) -> float:
        """The share of texts that may be probabilities."""
        return self._share({text for text in self.different if parse_percent(text) is not None})

    @cached_property
    def people(self) -> float:
        """The share of texts that look like names or e-mail addresses of people."""
        return self._share(
            {text for text in self.different if _MAIL.fullmatch(text) or _PERSON.fullmatch(text)}
        )

    @property
    def counts_up(self) -> bool:
        """Whether the numbers are whole, all different, and of one length or close together, like IDs."""
        values = self.numbers.values()
        repeated = len(self.different) < len(self.sample)
        if not values or repeated or any(value != int(value) for value in values):
            return False
        one_length = len({len(text) for text in self.different}) == 1
        return one_length or max(values) - min(values) < MAX_GAPS * len(values)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The known outcomes among the texts; empty where there are too many different texts."""
        texts = set(self.column)
        kinds = map(known_outcome, texts) if len(texts) <= MAX_WORDS else ()
        return frozenset(kind for kind in kinds if kind is not None)

    def _share(self, texts: set[str]) -> float:
        return sum(text in texts for text in self.sample) / len(self.sample) if self.sample else 0.0


def is_date(text: str) -> bool:
    """Whether a text is a date by itself; a plain number is one only if it has a year, a month and a day."""
    date = None if _PLAIN_NUMBER.fullmatch(text) else parse_date(text)
    return date is not None and any(math.isfinite(to_day(date, day_first)) for day_first in (False, True))


def may_be_date(text: str) -> bool:
    """Whether a text may be a date, given that its column holds dates."""
    return is_date(text) or _SERIAL.fullmatch(text) is not None


def parse_flag(text: str) -> bool | None:
    """Parse yes or no; None for anything else."""
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def parse_number(text: str) -> float | None:
    """Parse an amount with either decimal separator; None for anything else."""
    amount = read_amount(text)
    return next((value for value in (amount.point, amount.comma) if math.isfinite(value)), None)


def parse_percent(text: str) -> float | None:
    """Parse a number from 0 to 100, with or without a percent sign; None for anything else."""
    found = _PERCENT.fullmatch(text)
    value = float(found[1].replace(",", ".")) if found else math.inf
    return value if value <= 100 else None


def fits_field(field: str, profile: ColumnProfile, least: float = MIN_SHARE) -> bool:
    """Whether a column may be this field by its content; `least` is the share that must be of the field's kind."""
    if profile.empty:
        return False
    if field in FLAG_FIELDS or profile.flags:
        return field in FLAG_FIELDS and profile.flags
    if field in DATE_FIELDS:
        return profile.days + profile.serials >= least
    if field == "amount":
        return profile.amounts >= least and any(profile.numbers.values())
    if field == "probability":
        return profile.percents >= least
    text_only = field in ("source", "manager", "currency")
    return profile.days < MIN_SHARE and not (text_only and profile.amounts >= MIN_SHARE)
