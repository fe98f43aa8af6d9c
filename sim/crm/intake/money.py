"""Decide how the amounts of a whole column are read: the decimal separator, and the currency."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

from sim.base.problems import quote_value
from sim.crm.deals import Floats
from sim.crm.intake.cells import Cells
from sim.crm.intake.draft import Bools, Draft, list_texts

MAX_AMOUNT = 1e13
"""currency units; a larger number is not an amount."""
NEARLY_ALL = 0.95
"""share of the amounts that must be readable with a decimal separator if none reads all."""

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
"""Multipliers by the word after an amount, such as 'k' or 'Mio'."""
_THREE_LETTERS = re.compile(r"[A-Za-z]{3}")
_CURRENCY_WORDS = re.compile(
    "dollar|euro|pound|sterling|peso|real|yen|yuan|renminbi|franc|frank|krona|krone|rupee|rouble|ruble|рубл|zloty|złoty|"
    "rand|dirham|riyal|shekel|lira|forint|koruna|won|baht|ringgit|rupiah|dong|naira|shilling",
    re.IGNORECASE,
)
"""Names of currencies."""
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
    """An amount with either decimal separator."""

    point: float
    """value with a point before the cents; NaN where it cannot be read so."""
    comma: float
    """value with a comma before the cents; NaN where it cannot be read so."""
    currency: str
    """currency; '' where there is none."""

    @property
    def readable(self) -> bool:
        """Whether the amount can be read in either way."""
        return self.point == self.point or self.comma == self.comma


_UNREADABLE = AmountReading(float("nan"), float("nan"), "")


def read_amount(text: str) -> AmountReading:
    """Read an amount in both ways; both are NaN for what is not an amount, such as '12 %'."""
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
    """The multiplier after an amount, and the rest; 'M' in '5 MXN' is not a million."""
    word = _BEHIND.fullmatch(behind) if behind else None
    if word and (times := _MULTIPLIERS.get(word[1].lower())):
        return times, word[2]
    return 1.0, behind


def parse_currency(text: str) -> str:
    """Parse a cell of a currency column; '' for what is not a currency."""
    bare = text.strip()
    if known := _parse_mark(bare):
        return known
    return bare.upper()[:20] if _THREE_LETTERS.fullmatch(bare) or _CURRENCY_WORDS.search(bare) else ""


def _parse_mark(mark: str) -> str | None:
    """Parse a currency sign or code; '' for an empty text, None for anything else."""
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
    cells: Cells, name: str, draft: Draft, currencies: Cells | None = None
) -> tuple[Floats, Bools]:
    """Return (n,) amounts, NaN where there is none or it cannot be read, and (n,) whether the row has the column's main
    currency. `currencies` is a column of its own, if there is one.
    """
    read = cells.parse(read_amount)
    values = {
        ".": np.array([amount.point for amount in read], dtype=np.float64),
        ",": np.array([amount.comma for amount in read], dtype=np.float64),
    }
    sign: str | None = draft.mapping.decimal
    if sign is None or not np.isfinite(values[sign]).any():
        sign = _decide_sign(cells, values["."], values[","], name, draft)
    if sign is not None:
        draft.mapping = draft.mapping.model_copy(update={"decimal": sign})
    amounts = values[sign or ","][cells.at]
    return amounts, _is_main_currency(cells, [amount.currency for amount in read], currencies, draft)


def _decide_sign(cells: Cells, point: Floats, comma: Floats, name: str, draft: Draft) -> str | None:
    """The decimal separator; None where it is asked."""
    counts = cells.counts
    either = np.isfinite(point) | np.isfinite(comma)
    by_point, by_comma = (int(counts[np.isfinite(values)].sum()) for values in (point, comma))
    total = int(counts[either].sum())
    differ = either & ~((point == comma) & np.isfinite(point))
    if not differ.any():
        return "."
    texts = [cells.texts[at] for at in np.flatnonzero(differ)]
    if by_point == by_comma == total:
        return _decide_thousands(texts, point[differ] > comma[differ], name, draft)
    if by_point != by_comma and max(by_point, by_comma) >= NEARLY_ALL * total:
        return "." if by_point > by_comma else ","
    _ask_sign(texts, name, draft)
    return None


def _decide_thousands(texts: list[str], larger_by_point: Bools, name: str, draft: Draft) -> str | None:
    """The decimal separator for amounts that are all readable in both ways, like 1.234: the one that makes all of them
    thousands.
    """
    if larger_by_point.any() != larger_by_point.all():
        _ask_sign(texts, name, draft)
        return None
    sign, other = (".", ",") if larger_by_point[0] else (",", ".")
    draft.note(
        f"Amounts in {quote_value(name)} such as {quote_value(texts[0])} were read as thousands; if they are not, "
        f"write `decimal: '{other}'` with --map."
    )
    return sign


def _ask_sign(texts: list[str], name: str, draft: Draft) -> None:
    message = f"the amounts in {quote_value(name)} have different decimal separators, such as {list_texts(texts[:3])}"
    draft.ask("decimal", message, "write '.' or ',' with --map, whichever comes before the cents")


def _is_main_currency(cells: Cells, marks: list[str], currencies: Cells | None, draft: Draft) -> Bools:
    by_row = np.array(marks, dtype=object)[cells.at] if marks else np.zeros(0, dtype=object)
    if currencies is not None:
        named = np.array(currencies.parse(parse_currency), dtype=object)[currencies.at]
        by_row = np.where(named != "", named, by_row)
    counts = Counter(currency for currency in by_row[cells.filled].tolist() if currency)
    if len(counts) < 2:
        return np.ones(len(cells.at), dtype=bool)
    (main, most), *others = counts.most_common(6)
    listed = ", ".join(f"{quote_value(currency)} ({count:,})" for currency, count in others)
    draft.note(
        f"Amounts are in {len(counts)} currencies. Those in {quote_value(main)} ({most:,}) are used; {listed} are left "
        "out, since currencies are not converted."
    )
    return np.asarray((by_row == main) | (by_row == ""), dtype=bool)
