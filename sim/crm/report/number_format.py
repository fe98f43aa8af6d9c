"""Number formats of the report: no more digits than the interval justifies, and thousands separators.

An estimate is rounded to a power of ten that is at most half of half its interval. So rounding changes it by at most a
quarter of its uncertainty.
"""

from __future__ import annotations

from math import floor, isfinite, log10

from sim.base.statistics import Estimate

UNKNOWN = "not known"
SIGNIFICANT_DIGITS = 3
"""Significant digits of a figure without an interval that is below MIN_WHOLE."""
MIN_WHOLE = 100
"""Figures without an interval are written as whole numbers from here on."""
MIN_SCIENTIFIC = 1e15
"""Figures are written as powers of ten from here on."""
MIN_P_VALUE = 0.001


def format_integer(number: int) -> str:
    """Format as '1,234'."""
    return f"{number:,}"


def format_count(number: int, one: str, more: str = "") -> str:
    """Format as '1 row' or '1,234 rows'; `more` is the plural if it does not just add an s."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def format_plain(value: float) -> str:
    """Format a figure without an interval: whole from MIN_WHOLE on, else with SIGNIFICANT_DIGITS."""
    if not isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    return _format_at(value, 1.0 if abs(value) >= MIN_WHOLE else _significant_digit(value), trim=True)


def format_percent(share: float) -> str:
    """Format a share without an interval: '20.5 %'."""
    return f"{100 * share:.1f} %" if isfinite(share) else UNKNOWN


def format_points(share: float) -> str:
    """Format a difference of shares: '2.4 points'."""
    return f"{100 * share:.1f} points" if isfinite(share) else UNKNOWN


def format_estimate(e: Estimate) -> str:
    """Format an estimate, rounded as its interval allows: '57.0', '2,360'."""
    return _format_at(e.value, _last_digit(e)) if isfinite(e.value) else UNKNOWN


def format_interval(e: Estimate) -> str:
    """Format the interval of an estimate: '50.4 to 53.1'."""
    if not (isfinite(e.low) and isfinite(e.high)):
        return UNKNOWN
    return f"{_format_at(e.low, _last_digit(e))} to {_format_at(e.high, _last_digit(e))}"


def format_share(e: Estimate) -> str:
    """Format an estimated share: '63.2 %'."""
    return f"{format_estimate(e.scale(100))} %" if isfinite(e.value) else UNKNOWN


def format_share_interval(e: Estimate) -> str:
    """Format the interval of an estimated share: '62.0 to 64.3 %'."""
    text = format_interval(e.scale(100))
    return text if text == UNKNOWN else f"{text} %"


def format_simulated(number: float, observed: Estimate, is_share: bool) -> str:
    """Format a simulated figure with the digits of the estimate that it is compared with."""
    if not isfinite(number):
        return UNKNOWN
    if is_share:
        return f"{_format_at(100 * number, _last_digit(observed.scale(100)))} %"
    return _format_at(number, _last_digit(observed))


def format_p_value(p: float) -> str:
    """Format as '0.26' or 'below 0.001'."""
    if not isfinite(p):
        return UNKNOWN
    return f"below {MIN_P_VALUE}" if p < MIN_P_VALUE else f"{p:.2g}"


def describe_frequency(p: float) -> str:
    """Describe a probability: 'about 26 times in 100'."""
    if not isfinite(p):
        return "an unknown number of times"
    if p < MIN_P_VALUE:
        return "less than once in 1,000 times"
    if p < 0.01:
        return f"about {max(1, round(1000 * p))} times in 1,000"
    return f"about {min(99, round(100 * p))} times in 100" if p < 0.995 else "nearly always"


def _last_digit(e: Estimate) -> float:
    """Value of the last digit to be written; an estimate in whole numbers (a median of days) stays whole."""
    half = (e.high - e.low) / 2
    if isfinite(half) and half > 0:
        unit: float = 10.0 ** floor(log10(half / 2) + 1e-9)
        whole = all(x == round(x) for x in (e.value, e.low, e.high) if isfinite(x))
        return max(unit, 1.0) if whole else unit
    return _significant_digit(e.value) if isfinite(e.value) and e.value else 1.0


def _significant_digit(value: float) -> float:
    """Value of the last significant digit of a number that is not 0."""
    return 10.0 ** (floor(log10(abs(value))) + 1 - SIGNIFICANT_DIGITS)


def _format_at(number: float, unit: float, trim: bool = False) -> str:
    """Format a number down to a unit that is a power of ten; `trim` drops trailing zeros of the fraction."""
    if abs(number) >= MIN_SCIENTIFIC:
        return f"{number:.2e}"
    places = -round(log10(unit))
    text = f"{round(number, places) + 0.0:,.{max(0, places)}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.rstrip("0").rstrip(".") if trim and "." in text else text
