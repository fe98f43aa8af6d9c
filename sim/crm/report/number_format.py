"""How figures are written: no more digits than their interval carries, thousands apart, and a word where there is none.

An estimate is rounded to the power of ten that is at most half of half its interval, so that what rounding takes away
is at most a quarter of what is not known anyway.
"""

from __future__ import annotations

from math import floor, isfinite, log10

from sim.base.statistics import Estimate

UNKNOWN = "not known"
SIGNIFICANT_DIGITS = 3
"""Significant digits of a figure that has no interval, where it is below WHOLE."""
MIN_WHOLE = 100
"""From here on such a figure is written whole."""
MIN_SCIENTIFIC = 1e15
"""From here on figures are written as powers of ten: nobody counts so many digits."""
MIN_P_VALUE = 0.001


def format_integer(number: int) -> str:
    """'4,238'."""
    return f"{number:,}"


def format_count(number: int, one: str, more: str = "") -> str:
    """'1 row', '4,238 rows'; `more` where the plural is not made by an s."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def format_plain(value: float) -> str:
    """A figure that only describes the file: whole from WHOLE on, else of DIGITS significant digits."""
    if not isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    return _format_at(
        value,
        1.0 if abs(value) >= MIN_WHOLE else 10.0 ** (floor(log10(abs(value))) + 1 - SIGNIFICANT_DIGITS),
        trim=True,
    )


def format_percent(share: float) -> str:
    """A share that only describes the file: '20.5 %'."""
    return f"{100 * share:.1f} %" if isfinite(share) else UNKNOWN


def format_points(share: float) -> str:
    """A difference of shares: '2.4 points'."""
    return f"{100 * share:.1f} points" if isfinite(share) else UNKNOWN


def format_estimate(e: Estimate) -> str:
    """'57.0', '2,360': an estimate without its interval, rounded as the interval allows."""
    return _format_at(e.value, _last_digit(e)) if isfinite(e.value) else UNKNOWN


def format_interval(e: Estimate, word: str = "to") -> str:
    """'50.4 to 53.1': the interval; `word` stands between its ends."""
    if not (isfinite(e.low) and isfinite(e.high)):
        return UNKNOWN
    return f"{_format_at(e.low, _last_digit(e))} {word} {_format_at(e.high, _last_digit(e))}"


def format_share(e: Estimate) -> str:
    """'63.2 %': an estimated share without its interval."""
    return f"{format_estimate(e.scale(100))} %" if isfinite(e.value) else UNKNOWN


def format_share_interval(e: Estimate, word: str = "to") -> str:
    """'62.0 to 64.3 %'."""
    text = format_interval(e.scale(100), word)
    return text if text == UNKNOWN else f"{text} %"


def format_simulated(number: float, like: Estimate, share: bool) -> str:
    """A figure rounded as an estimate that it is compared with."""
    if not isfinite(number):
        return UNKNOWN
    return (
        f"{_format_at(100 * number, _last_digit(like.scale(100)))} %"
        if share
        else _format_at(number, _last_digit(like))
    )


def format_p_value(p: float) -> str:
    """'0.26', 'below 0.001'."""
    if not isfinite(p):
        return UNKNOWN
    return f"below {MIN_P_VALUE}" if p < MIN_P_VALUE else f"{p:.2g}"


def describe_frequency(p: float) -> str:
    """A chance in words: 'about 26 times in 100'."""
    if not isfinite(p):
        return "who knows how often"
    if p < MIN_P_VALUE:
        return "less than once in 1,000 times"
    if p < 0.01:
        return f"about {max(1, round(1000 * p))} times in 1,000"
    return f"about {min(99, round(100 * p))} times in 100" if p < 0.995 else "nearly always"


def _last_digit(e: Estimate) -> float:
    """Of the last digit that is written; whole numbers (a median of days) stay whole."""
    half = (e.high - e.low) / 2
    if isfinite(half) and half > 0:
        unit: float = 10.0 ** floor(log10(half / 2) + 1e-9)
        whole = all(x == round(x) for x in (e.value, e.low, e.high) if isfinite(x))
        return max(unit, 1.0) if whole else unit
    return (
        10.0 ** (floor(log10(abs(e.value))) + 1 - SIGNIFICANT_DIGITS)
        if isfinite(e.value) and e.value
        else 1.0
    )


def _format_at(number: float, unit: float, trim: bool = False) -> str:
    """A number at a unit that is a power of ten; `trim` leaves out a fraction that is 0."""
    if abs(number) >= MIN_SCIENTIFIC:
        return f"{number:.2e}"
    places = -round(log10(unit))
    text = f"{round(number, places) + 0.0:,.{max(0, places)}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.rstrip("0").rstrip(".") if trim and "." in text else text
