"""Amounts, decided from the whole column: which sign stands before the cents, and in which currency."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.base.problems import quote_value
from sim.crm.deals import Floats
from sim.crm.intake.cells import Cells
from sim.crm.intake.draft import Draft

MAX_AMOUNT = 1e13
"""An amount above it is no amount."""
NEARLY_ALL = 0.95
"""share of the amounts that a reading must read where none reads all."""

_SPACES = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u2008\u2009\u202f\u2002\u2003\t\r\n", " "), "−": "-", "’": "'"}
)
_CODES = re.compile(
    "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|BRL|MXN|ARS|CLP|COP|PEN|ZAR|ILS|"
    "AED|SAR|QAR|KWD|EGP|NGN|KES|SGD|HKD|TWD|KRW|THB|MYR|IDR|PHP|VND|PKR|BDT|LKR|UAH|RUB|ISK"
)
_WORDS = {"kr": "KR", "kr.": "KR", "fr": "CHF", "fr.": "CHF", "zł": "PLN", "kč": "CZK", "ft": "HUF", "lei": "RON",
          "rs": "INR", "rs.": "INR", "us$": "$", "€": "EUR", "£": "GBP", "euro": "EUR"}  # fmt: skip
_NUMBER = re.compile(
    r"(?P<before>[^\d.,'+()-]{0,8}?)\s?"
    r"(?P<digits>\d[\d., ']*|[.,]\d+)(?P<power>e[+-]?\d{1,2})?\s?(?P<behind>[^\d]{0,20})",
    re.IGNORECASE,
)
_LARGE_NUMBERS = (
    (1e3, "k t tsd tsd. tys thousand тыс тыс."),
    (1e4, "万"),
    (1e5, "lakh lakhs lac"),
    (1e6, "m mm mn mio mio. mill. million millions млн millones milhoes milioni"),
    (1e7, "cr cr. crore crores"),
    (1e8, "億 亿"),
    (1e9, "b bn bln mrd mrd. md billion billions млрд miliardi"),
)
_MULTIPLIERS = {word: times for times, words in _LARGE_NUMBERS for word in words.split()}
"""What stands behind an amount that is so many times as large; 'k' and 'm' in either case."""
_THREE_LETTERS = re.compile(r"[A-Za-z]{3}")
_CURRENCY_WORDS = re.compile(
    "dollar|euro|pound|sterling|peso|real|yen|yuan|renminbi|franc|frank|krona|krone|rupee|rouble|ruble|рубл|zloty|złoty|"
    "rand|dirham|riyal|shekel|lira|forint|koruna|won|baht|ringgit|rupiah|dong|naira|shilling",
    re.IGNORECASE,
)
"""Codes that nobody knows here, and names of currencies."""
_BEHIND = re.compile(r"([^\W\d_]+\.?)\s*(.*)", re.DOTALL)
_NO_CENTS = re.compile(r"(?<=\d)[.,][-–—]{1,2}(?=\D*$)")
"""As in 1'200.- and 100,-- €."""
_MINUS = re.compile(r"(?<!\d)-|-$")
_PLAIN = {sign: re.compile(rf"\d+(?:\{sign}\d*)?|\{sign}\d+") for sign in ".,"}
_GROUPS = {
    ".": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?"),
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?"),
}
_OTHER_GROUPS = {
    sign: re.compile(rf"[1-9]\d{{0,2}}(?:(?: \d{{3}})+|(?:'\d{{3}})+)(?:\{sign}\d*)?") for sign in ".,"
}


@dataclass(frozen=True, slots=True)
class AmountReading:
    """An amount as it may be read."""

    point: float
    """with a point before the cents; NaN where it cannot be read so."""
    comma: float
    """with a comma before the cents."""
    currency: str
    """'' where it has none."""

    @property
    def readable(self) -> bool:
        """Whether it can be read in any way."""
        return self.point == self.point or self.comma == self.comma


_UNREADABLE = AmountReading(float("nan"), float("nan"), "")


def read_amount(text: str) -> AmountReading:
    """The ways to read an amount; none for what is not written as one, such as '12 %'."""
    if not text or len(text) > 40:
        return _UNREADABLE
    bare = text.translate(_SPACES).strip()
    bare = bare if bare[-1:].isdigit() else _NO_CENTS.sub("", bare)
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    if _MINUS.search(bare):
        bare, negative = _MINUS.sub("", bare, count=1).strip(), True
    found = _NUMBER.fullmatch(bare.lstrip("+"))
    if found is None:
        return _UNREADABLE
    times, behind = _parse_multiplier(found["behind"].strip())
    marks = [_parse_mark(one) for one in (found["before"].strip(), behind)]
    if None in marks:
        return _UNREADABLE
    times *= float(f"1{found['power']}") if found["power"] else 1
    digits = found["digits"].strip()
    point, comma = (_parse_digits(digits, sign, -times if negative else times) for sign in ".,")
    return AmountReading(point, comma, marks[0] or marks[1] or "")


def _parse_multiplier(behind: str) -> tuple[float, str]:
    """What an amount is multiplied by, and what else stands behind it; 'M' in '5 MXN' is no million."""
    word = _BEHIND.fullmatch(behind) if behind else None
    if word and (times := _MULTIPLIERS.get(word[1].lower())):
        return times, word[2]
    return 1.0, behind


def parse_currency(text: str) -> str:
    """A currency as a column of currencies has it; '' for words that are none."""
    bare = text.strip()
    if known := _parse_mark(bare):
        return known
    return bare.upper()[:20] if _THREE_LETTERS.fullmatch(bare) or _CURRENCY_WORDS.search(bare) else ""


def _parse_mark(mark: str) -> str | None:
    """A currency by its sign or code; '' for no mark, None for what is none."""
    mark = mark[1:-1] if mark.startswith("(") and mark.endswith(")") else mark
    if not mark:
        return ""
    if _CODES.fullmatch(mark.upper()):
        return mark.upper()
    if mark.lower() in _WORDS:
        return _WORDS[mark.lower()]
    signs = [c for c in mark if unicodedata.category(c) == "Sc"]
    rest = mark.replace(signs[0], "", 1).strip() if signs else mark
    return mark.upper() if len(signs) == 1 and len(rest) <= 3 and (rest.isalpha() or not rest) else None


def _parse_digits(digits: str, sign: str, times: float) -> float:
    if _PLAIN[sign].fullmatch(digits):
        bare = digits
    elif _GROUPS[sign].fullmatch(digits) or _OTHER_GROUPS[sign].fullmatch(digits):
        bare = re.sub("[ ']" + ("|," if sign == "." else r"|\."), "", digits)
    else:
        return float("nan")
    value = float(bare.replace(",", ".")) * times
    return value if abs(value) <= MAX_AMOUNT else float("nan")


def decide_amounts(
    its: Cells, name: str, draft: Draft, codes: Cells | None = None
) -> tuple[Floats, NDArray[np.bool_]]:
    """(n,) amounts, NaN where there is none or it cannot be read, and (n,) whether the row's currency is the column's.
    What cannot be decided is asked.
    """
    read = its.each(read_amount)
    sign: str | None = draft.mapping.decimal
    if sign is None or _reads_nothing(read, sign):
        sign = _decide_sign(its, read, name, draft)
    values = np.array([one.point if sign == "." else one.comma for one in read], dtype=np.float64)
    if sign is not None:
        draft.mapping = draft.mapping.model_copy(update={"decimal": sign})
    return values[its.at], _is_main_currency(its, [one.currency for one in read], codes, draft)


def _reads_nothing(read: list[AmountReading], sign: str) -> bool:
    """Whether a sign that was asked for reads no amount at all."""
    return not any(np.isfinite(one.point if sign == "." else one.comma) for one in read)


def _decide_sign(its: Cells, read: list[AmountReading], name: str, draft: Draft) -> str | None:
    """The sign before the cents; None where the user must say."""
    point, comma = (
        np.array([getattr(one, way) for one in read], dtype=np.float64) for way in ("point", "comma")
    )
    counts = its.counts
    either = np.isfinite(point) | np.isfinite(comma)
    by_point, by_comma = (int(counts[np.isfinite(way)].sum()) for way in (point, comma))
    total = int(counts[either].sum())
    differ = either & ~((point == comma) & np.isfinite(point))
    if not differ.any():
        return "."
    if by_point == by_comma == total:
        return _decide_thousands(its.texts, point, comma, differ, name, draft)
    if by_point != by_comma and max(by_point, by_comma) >= NEARLY_ALL * total:
        return "." if by_point > by_comma else ","
    _ask(its.texts, differ, name, draft)
    return None


def _decide_thousands(
    texts: list[str], point: Floats, comma: Floats, differ: NDArray[np.bool_], name: str, draft: Draft
) -> str | None:
    """Amounts that may all be read in both ways, like 1.234: as thousands, if that is one way for all."""
    larger = np.unique(np.sign(point[differ] - comma[differ]))
    if larger.size != 1:
        _ask(texts, differ, name, draft)
        return None
    sign = "." if larger[0] > 0 else ","
    example = texts[int(np.argmax(differ))]
    draft.note(f"Amounts in {quote_value(name)} like {quote_value(example)} were read as thousands; if they "
               "are not, write the "
               f"other sign than '{sign}' for `decimal` into the mapping.")  # fmt: skip
    return sign


def _ask(texts: list[str], differ: NDArray[np.bool_], name: str, draft: Draft) -> None:
    some = ", ".join(quote_value(texts[i]) for i in np.flatnonzero(differ)[:3])
    message = f"the amounts in {quote_value(name)} are written in different ways, such as {some}"
    draft.ask("decimal", message, "write '.' or ',' with --map, whichever stands before the cents")


def _is_main_currency(its: Cells, marks: list[str], codes: Cells | None, draft: Draft) -> NDArray[np.bool_]:
    by_row = np.array(marks, dtype=object)[its.at] if marks else np.zeros(0, dtype=object)
    if codes is not None:
        named = np.array(codes.each(parse_currency), dtype=object)[codes.at]
        by_row = np.where(named != "", named, by_row)
    kinds = Counter(one for one in by_row[its.there].tolist() if one)
    if len(kinds) < 2:
        return np.ones(len(its.at), dtype=bool)
    main, most = kinds.most_common(1)[0]
    others = ", ".join(f"{quote_value(one)} ({count:,})" for one, count in kinds.most_common(6)[1:])
    draft.note(f"Amounts are in {len(kinds)} currencies; those in {quote_value(main)} ({most:,}) are used, "
               f"{others} are not "
               "converted and left out.")  # fmt: skip
    return np.asarray((by_row == main) | (by_row == ""), dtype=bool)
