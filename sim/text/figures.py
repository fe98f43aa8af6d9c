"""Money, ratios, times and strengths as text, in one way for screens and reports.

Figures are rounded to what matters for a decision; times are always given as times, never as an index.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.model.calendar import WEEKS_IN_YEAR

THOUSAND = 1000.0
MONTHS_IN_YEAR = 12
WEEKS_IN_MONTH = WEEKS_IN_YEAR / MONTHS_IN_YEAR

MIN_WEEKS_IN_MONTHS = 9.0
"""weeks; from which a time is given in months."""
MIN_WEEKS_IN_YEARS = 2.0 * WEEKS_IN_YEAR
"""weeks; from which a time is given in years."""

STRENGTH_WORDS = ((0.6, "weak"), (1.4, "usual"), (2.2, "strong"))
"""Severities below which a disruption is called so (1 is the mean of a random one); above all it is very strong."""
STRONGEST_WORD = "very strong"


def format_money(k: float) -> str:
    """Money in k as text: `412k`, `1.25M`, `17.0M`, `-35k`."""
    whole = round(k)
    if abs(whole) < THOUSAND:
        return f"{whole}k"
    millions = k / THOUSAND
    return f"{millions:.2f}M" if abs(millions) < 9.995 else f"{millions:,.1f}M"


def format_percent(ratio: float) -> str:
    """A ratio in whole percents."""
    return f"{round(ratio * 100)} %"


def count_noun(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 deal`, `3 deals`, `no deals`."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number if number else 'no'} {noun}"


def join_names(names: Iterable[str]) -> str:
    """`A, B and C`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def format_time_off(low: float, high: float) -> str:
    """How far off something is, from its bounds in weeks: `4 to 8 months off`."""
    if high < 1.0:
        return "any day now"
    unit, size = _time_unit(high)
    least, most = round(low / size), max(1, round(high / size))
    if least == most:
        return f"about {count_noun(most, unit)} off"
    start = "now" if least == 0 else str(least)
    return f"{start} to {count_noun(most, unit)} off"


def _time_unit(weeks: float) -> tuple[str, float]:
    if weeks < MIN_WEEKS_IN_MONTHS:
        return "week", 1.0
    return ("month", WEEKS_IN_MONTH) if weeks < MIN_WEEKS_IN_YEARS else ("year", float(WEEKS_IN_YEAR))


def format_strength_range(low: float, high: float) -> str:
    """How strong a disruption is, from the bounds of its severity: `usual to strong`."""
    weakest, strongest = strength_word(low), strength_word(high)
    return weakest if weakest == strongest else f"{weakest} to {strongest}"


def strength_word(severity: float) -> str:
    """The word for one severity."""
    return next((word for bound, word in STRENGTH_WORDS if severity < bound), STRONGEST_WORD)
