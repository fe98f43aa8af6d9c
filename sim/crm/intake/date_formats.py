"""One date as somebody wrote it: read into its parts, without deciding what cannot be decided from one alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sim.crm.intake.vocabulary import normalize

PIVOT_YEAR = 70
"""Two-digit years below it are in the 2000s, others in the 1900s."""
EPOCH = dt.date(1970, 1, 1).toordinal()
EXCEL, EXCEL_1904 = "excel", "excel-1904"
"""Serial numbers of days, as spreadsheets keep dates; the second in the system of old Macs."""

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
"""Parts of a second as spreadsheets show large numbers, with enough digits to tell the day."""
_SERIALS = range(24_107, 73_051)
"""Serial numbers of days that are dates: 1970 in the system of 1904, to 2100 in the one of 1900."""
_SERIAL_EPOCH = 25_569
"""The serial number of 1970-01-01 in the system of 1900."""
MAC_EPOCH_SHIFT = 1462
"""days; by which a serial number is later in the system of 1904 than in that of 1900."""
_UNIX = {
    10: (86_400, "unix-seconds"),
    13: (86_400_000, "unix-milliseconds"),
    16: (86_400_000_000, "unix-microseconds"),
}
"""Units in a day, and the name, by the digits of a moment from 2001 on."""

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
    """A date's parts. `kind` is how it is written, as in a mapping, or '?' and the sign between the parts where day and
    month may each stand first; then `month` is the first and `day` the second of the two.
    """

    kind: str
    year: int
    month: int
    day: int
    short: bool
    """whether the year has two digits."""


def parse_date(text: str) -> DateParts | None:
    """The parts of a date; a time of day behind it is passed over. None for what is no date in any format."""
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
"""How dates with a month by its name are written, and the places of the month and the day."""


def _parse_serial(digits: str) -> DateParts | None:
    """A date as a spreadsheet or an API counts it: days, or parts of a second."""
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


def to_day(one: DateParts, day_first: bool = False) -> float:
    """Days since 1970-01-01; NaN for a day that there is not."""
    month, day = (one.day, one.month) if day_first and one.kind[0] == "?" else (one.month, one.day)
    try:
        return float(dt.date(one.year, month, day).toordinal() - EPOCH)
    except ValueError:
        return float("nan")


def _parse_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < PIVOT_YEAR else 1900)
