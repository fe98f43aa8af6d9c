"""Figures of the lookahead as text, rounded as their errors allow."""

from __future__ import annotations

from sim.base.rounding import round_to_total
from sim.lookahead.line_figures import (
    CLEAR_STANDARD_ERRORS,
    EndingChances,
    EvaluatedLine,
    MeanEstimate,
    QuantileBand,
)
from sim.lookahead.objectives import GoalStatus
from sim.text.figures import count_noun, format_money, format_percent

GOAL_STATUS_SENTENCES: dict[GoalStatus, str] = {
    "beyond": "The goal is out of reach",
    "certain": "The goal is certain",
    "open": "",
}
"""Why lines are compared by value instead of win chance."""

NO_DIGITS_FROM = 1.0
"""Standard error from which a figure is written without decimals."""


def _digits(figure: MeanEstimate) -> int:
    return 0 if figure.se >= NO_DIGITS_FROM else 1


def format_points(figure: MeanEstimate) -> str:
    """A score or chance in points with its error: `64.1 ±0.6`."""
    digits = _digits(figure)
    return f"{figure.mean:.{digits}f} ±{figure.se:.{digits}f}"


def format_difference(figure: MeanEstimate) -> str:
    """A difference in points with its error: `+1.4 ±0.5`."""
    digits = _digits(figure)
    return f"{format_signed(figure.mean, digits)} ±{figure.se:.{digits}f}"


def format_signed(value: float, digits: int = 0) -> str:
    """A number with its sign; zero is `0`."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def format_percent_change(figure: MeanEstimate) -> str:
    """A relative change in whole percent: `-3 %`."""
    return f"{format_signed(100 * figure.mean)} %"


def is_clear(figure: MeanEstimate) -> bool:
    """Whether two standard errors tell a difference from zero."""
    return abs(figure.mean) > CLEAR_STANDARD_ERRORS * figure.se


def format_chances(c: EndingChances) -> str:
    """How games end, in whole percents that sum to 100."""
    goal, draw, fired = round_to_total([100 * share for share in (c.goal, c.draw, c.fired)], 100)
    return f"goal {goal} %  draw {draw} %  fired {fired} %"


def format_attainment(band: QuantileBand) -> str:
    """A ratio with its band: `94 % (81 to 107)`."""
    low, high = (round(100 * x) for x in (band.p10, band.p90))
    return f"{format_percent(band.mean)} ({low} to {high})"


def format_sight(months: float) -> str:
    """How far ahead a team sees."""
    return "nothing ahead" if months <= 0 else count_noun(max(1, round(months)), "month")


def format_line_worth(line: EvaluatedLine, *, by_value: bool) -> str:
    """The worth of a line with its error: win chance in points, or value if the goal is not open."""
    if by_value:
        return f"{format_money(line.value.mean)} ±{format_money(line.value.se)}"
    return format_points(line.score)


def format_gain(figure: MeanEstimate, *, by_value: bool) -> str:
    """A difference of win chance in points, or of value in money, with its error."""
    if by_value:
        return format_change(figure, by_value=True)
    return f"{format_difference(figure)} points of win chance"


def format_change(figure: MeanEstimate, *, rough: bool = False, by_value: bool = False) -> str:
    """A difference with its error; a `rough` one has none and begins with `~`."""
    if not by_value:
        return f"~{format_signed(figure.mean)}" if rough else format_difference(figure)
    sign = "+" if figure.mean > 0 else ""
    if rough:
        return f"~{sign}{format_money(figure.mean)}"
    return f"{sign}{format_money(figure.mean)} ±{format_money(figure.se)}"
