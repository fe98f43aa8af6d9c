"""Parse a single date into its parts. What one date cannot decide, the order of day and month, is left open."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sim.crm.intake.vocabulary import normalize

PIVOT_YEAR = 70
"""Two-digit years below it are in the 2000s, others in the 1900s."""
EPOCH = dt.date(1970, 1, 1).toordinal()
EXCEL, EXCEL_1904 = "excel", "excel-1904"
"""Formats of serial numbers of days, as spreadsheets store dates; the second in the date system of old Macs."""

_TIME = (
    r"(?:[T ,]+\d{1,2}(?:[:.h]\d{2}){0,2}(?:[.,]\d{1,9})?\s*(?:[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:Z|[A-Z]{3,4})?(?:[+-]\d{2}(?::?\d{2})?)?(?:\s?\([\w +:/-]{1,40}\))?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?" + _TIME)
_SIGNS = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})" + _TIME)
_OF = r"(?:de |of )?"
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:\.|º|st|nd|rd|th)?[- /.]{_OF}([^\W\d_]{{3,10}})\.?[- /.,]{{1,2}}{_OF}(\d{{4}}|\d{{2}})"
    + _TIME
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.?[- /](\d{1,2})(?:st|nd|rd|th)?,?[- /](\d{4}|\d{2})" + _TIME)
_UNIX_DATE = re.compile(r"([^\W\d_]{3}) {1,2}(\d{1,2}) \d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{2,5})? (\d{4})")
_WEEKDAY = re.compile(r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? |[^\W\d_]{2,12}\.?, )", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{5}|\d{10}|\d{13}|\d{16})(?:[.,]\d{1,12})?")
_POWER = re.compile(r"[1-3][.,]\d{4,14}E\+(?:09|9|12|15)", re.IGNORECASE)
"""Fractions of a second as spreadsheets show large numbers, with enough digits for the day."""
_SERIALS = range(24_107, 73_051)
"""Serial numbers that are read as dates: from 1970 in the 1904 system to 2100 in the 1900 system."""
_SERIAL_EPOCH = 25_569
"""Serial number of 1970-01-01 in the 1900 system."""
MAC_EPOCH_SHIFT = 1462
"""days; how much later a serial number is in the 1904 system than in the 1900 system."""
_UNIX = {
    10: (86_400, "unix-seconds"),
    13: (86_400_000, "unix-milliseconds"),
    16: (86_400_000_000, "unix-microseconds"),
}
"""Units per day and the name of the format, by the number of digits of a time from 2001 on."""

_MONTHS = (
    "jan january januar januari janv janvier ene enero gen gennaio janeiro январь января янв",
    "feb february februar februari fev fevr fevrier febrero febbraio fevereiro февраль февраля фев февр",
    "mar march mrz mrt marz maerz maart mars marzo marco март марта мар",
    "apr april avr avril abr abril aprile апрель апреля апр",
    "may mai mayo mag maggio maio mei май мая",
    "jun june juni juin junio giu giugno junho июнь июня июн",
    "jul july juli juil juillet julio lug luglio julho июль июля июл",
    "aug august augustus aou aout ago agosto август августа авг",
    "sep sept september septembre septiembre set settembre setembro сентябрь сентября сен сент",
    "oct october okt oktober octobre octubre ott ottobre out outubro октябрь октября окт",
    "nov november novembre noviembre novembro ноябрь ноября ноя нояб",
    "dec december dez dezember decembre dic diciembre dicembre dezembro декабрь декабря дек",
)
MONTHS = {normalize(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts of a date."""

    kind: str
    """format, as in a mapping; or '?' and the sign between the parts where either day or month may come first. Then
    `month` is the first and `day` the second of the two."""
    year: int
    month: int
    day: int
    short: bool
    """whether the year is written with two digits."""


def parse_date(text: str) -> DateParts | None:
    """Parse a date; a time of day after it is ignored. None for what is not a date in any format."""
    if not 5 <= len(text) <= 80:
        return None
    if text[0].isalpha():
        text = _WEEKDAY.sub("", text, count=1)
    elif m := _NUMBER.fullmatch(text):
        return _parse_serial(m[1])
    elif _POWER.fullmatch(text):
        return _parse_serial(f"{float(text.replace(',', '.')):.0f}")
    if m := _YEAR_FIRST.fullmatch(text):
        return DateParts(f"year{m[2]}month{m[2]}day", int(m[1]), int(m[3]), int(m[4]), False)
    if m := _YEAR_LAST.fullmatch(text):
        kind = "day.month.year" if m[2] == "." else f"?{m[2]}"
        first, second = int(m[1]), int(m[3])
        month, day = (second, first) if m[2] == "." else (first, second)
        return DateParts(kind, _parse_year(m[4]), month, day, len(m[4]) == 2)
    if m := _COMPACT.fullmatch(text):
        return DateParts("yearmonthday", int(m[1]), int(m[2]), int(m[3]), False)
    if m := _SIGNS.fullmatch(text):
        return DateParts("year-month-day", int(m[1]), int(m[2]), int(m[3]), False)
    for kind, form, word, day in _BY_NAME:
        if (m := form.fullmatch(text)) and (named := MONTHS.get(normalize(m[word]))):
            return DateParts(kind, _parse_year(m[3]), named, int(m[day]), len(m[3]) == 2)
    return None


_BY_NAME = (
    ("day-Mon-year", _DAY_MONTH, 2, 1),
    ("Mon-day-year", _MONTH_DAY, 1, 2),
    ("Mon-day-year", _UNIX_DATE, 1, 2),
)
"""Formats with the name of a month, each with its pattern and the groups of month and day."""


def _parse_serial(digits: str) -> DateParts | None:
    """Parse a date as a spreadsheet or an API counts it: in days, or in fractions of a second."""
    if len(digits) == 5:
        days, kind = int(digits) - _SERIAL_EPOCH, EXCEL
        if int(digits) not in _SERIALS:
            return None
    else:
        unit, kind = _UNIX[len(digits)]
        days = int(digits) // unit
        if digits[0] == "0":
            return None
    day = dt.date.fromordinal(EPOCH + days)
    return DateParts(kind, day.year, day.month, day.day, False)


def to_day(parts: DateParts, day_first: bool = False) -> float:
    """Convert to days since 1970-01-01; NaN for a day that does not exist."""
    month, day = parts.month, parts.day
    if day_first and parts.kind[0] == "?":
        month, day = day, month
    try:
        return float(dt.date(parts.year, month, day).toordinal() - EPOCH)
    except ValueError:
        return float("nan")


def _parse_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < PIVOT_YEAR else 1900)
