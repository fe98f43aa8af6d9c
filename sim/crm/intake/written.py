"""One date as somebody wrote it: read into its parts, without deciding what cannot be decided from one alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sim.crm.intake.words import normal

PIVOT = 70
"""Two-digit years below it are in the 2000s, others in the 1900s."""
EPOCH = dt.date(1970, 1, 1).toordinal()

_TIME = (
    r"(?:[T ,]+\d{1,2}(?:[:.h]\d{2}){0,2}(?:[.,]\d{1,9})?\s*(?:[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?(?:\s?\([\w +:/-]{1,40}\))?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[- /.]([^\W\d_]{3,10})\.?[- /.,]{1,2}(\d{4}|\d{2})" + _TIME)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.?[- /](\d{1,2})(?:st|nd|rd|th)?,?[- /](\d{4}|\d{2})" + _TIME)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)

_MONTHS = (
    "jan january januar janv janvier ene enero gen gennaio",
    "feb february februar fev fevr fevrier febrero febbraio",
    "mar march mrz marz maerz mars marzo",
    "apr april avr avril abr abril aprile",
    "may mai mayo mag maggio mei",
    "jun june juni juin junio giu giugno",
    "jul july juli juil juillet julio lug luglio",
    "aug august aou aout ago agosto",
    "sep sept september septembre septiembre set settembre",
    "oct october okt oktober octobre octubre ott ottobre",
    "nov november novembre noviembre",
    "dec december dez dezember decembre dic diciembre dicembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


@dataclass(frozen=True, slots=True)
class Parts:
    """A date's parts. `kind` is how it is written, as in a mapping, or '?' and the sign between the parts where day and
    month may each stand first; then `month` is the first and `day` the second of the two.
    """

    kind: str
    year: int
    month: int
    day: int
    short: bool
    """whether the year has two digits."""


def parts(text: str) -> Parts | None:
    """The parts of a date; a time of day behind it is passed over. None for what is no date in any format."""
    if not 6 <= len(text) <= 80:
        return None
    if text[0].isalpha():
        text = _WEEKDAY.sub("", text, count=1)
    if m := _YEAR_FIRST.fullmatch(text):
        return Parts(f"year{m[2]}month{m[2]}day", int(m[1]), int(m[3]), int(m[4]), False)
    if m := _YEAR_LAST.fullmatch(text):
        kind = "day.month.year" if m[2] == "." else f"?{m[2]}"
        first, second = int(m[1]), int(m[3])
        month, day = (second, first) if m[2] == "." else (first, second)
        return Parts(kind, _year(m[4]), month, day, len(m[4]) == 2)
    if m := _COMPACT.fullmatch(text):
        return Parts("yearmonthday", int(m[1]), int(m[2]), int(m[3]), False)
    for kind, form, word, day in (("day-Mon-year", _DAY_MONTH, 2, 1), ("Mon-day-year", _MONTH_DAY, 1, 2)):
        if (m := form.fullmatch(text)) and (named := MONTHS.get(normal(m[word]))):
            return Parts(kind, _year(m[3]), named, int(m[day]), len(m[3]) == 2)
    return None


def day_of(one: Parts, day_first: bool = False) -> float:
    """Days since 1970-01-01; NaN for a day that there is not."""
    month, day = (one.day, one.month) if day_first and one.kind[0] == "?" else (one.month, one.day)
    try:
        return float(dt.date(one.year, month, day).toordinal() - EPOCH)
    except ValueError:
        return float("nan")


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < PIVOT else 1900)
