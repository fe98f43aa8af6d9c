"""What the data say, and how sure that is: a sentence for each figure there is, and for each one that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.crm.estimate.figures import ArrivalEstimate, Cycle, Fate, Figures, QuarterEnd, Sellers, Values
from sim.crm.report.escape import name
from sim.crm.report.rounded import (
    UNKNOWN,
    count,
    format_count,
    format_estimate,
    format_interval,
    odds,
    plain_figure,
    points,
    rate,
    rate_between,
)

FEW = 30
"""observations; a figure with fewer behind it is told apart."""


def says(f: Figures) -> Iterator[str]:
    """The figures, a sentence or two each."""
    yield _deals(f)
    yield (
        f"Of {format_count(f.win_rate.n, 'deal')} that have closed, {rate(f.win_rate)} were won. Open "
        "deals count neither "
        "way."
        if f.win_rate
        else "The file does not tell a win rate."
    )
    yield from _days(f.days_won, f.days_lost)
    yield _values(f.values)
    yield _arrivals(f.arrivals)
    yield _quarter(f.quarter_end)
    yield _sellers(f.rep_effect)
    if f.fate:
        yield _old(f.fate)
    if f.lines:
        first = f.lines[0]
        yield (
            f"The product with the most wins is {name(first.name)}: {count(first.won)} wins of "
            f"{plain_figure(first.value)} on average."
        )


def sure(f: Figures) -> Iterator[str]:
    """The ranges, in words."""
    ranges = [
        ("The win rate", f.win_rate, True),
        ("The median of days to win", f.days_won and f.days_won.median, False),
        ("The median of days to lose", f.days_lost and f.days_lost.median, False),
        ("The mean value of a win", f.values and f.values.mean, False),
        ("New deals a month", f.arrivals and f.arrivals.month, False),
        ("New deals a month for one seller", f.arrivals and f.arrivals.seller_month, False),
    ]
    said = [
        f"{what} between {(rate_between if share else format_interval)(e, 'and')}"
        for what, e, share in ranges
        if e and format_interval(e) != UNKNOWN
    ]
    if not said:
        yield "No figure has a range; what is missing, and why, stands below."
        return
    yield (
        "Each range is made so that 95 of 100 such ranges hold the true figure, if the deals to come are like those in "
        "the file. It does not cover what may change."
    )
    yield (
        "; ".join(
            [said[0].replace(" between ", " lies between ", 1), *(s[0].lower() + s[1:] for s in said[1:])]
        )
        + "."
    )
    few = [f"{what.lower()} ({e.n})" for what, e, _ in ranges if e and e.n < FEW]
    if few:
        yield f"Fewer than {FEW} observations stand behind: {', '.join(few)}. Take these as a hint."


def _deals(f: Figures) -> str:
    parts = f"{count(f.won)} won, {count(f.lost)} lost, {count(f.open)} still open"
    told = f"{format_count(f.rows, 'deal')} in the file: {parts}."
    if f.sellers is None:
        return f"{told} The file does not tell whose they are."
    managers = f" with {format_count(f.managers, 'manager')}" if f.managers is not None else ""
    return f"{told} They belong to {format_count(f.sellers, 'seller')}{managers}."


def _days(won: Cycle | None, lost: Cycle | None) -> Iterator[str]:
    if won:
        yield (
            f"Half of the wins come within {format_estimate(won.median)} days (mean "
            f"{format_estimate(won.mean)}); one in ten within "
            f"{plain_figure(won.p10)}, and one in ten takes more than {plain_figure(won.p90)}."
        )
    else:
        yield "The file does not tell how long a win takes."
    if lost:
        yield (
            f"Half of the losses come within {format_estimate(lost.median)} days (mean "
            f"{format_estimate(lost.mean)}); one in ten takes "
            f"more than {plain_figure(lost.p90)}."
        )
    else:
        yield "The file does not tell how long a loss takes."


def _values(v: Values | None) -> str:
    if v is None:
        return "The file does not tell what wins are worth."
    return (
        f"A win is worth {format_estimate(v.mean)} on average in the file's currency, half are worth "
        f"{plain_figure(v.median)} or less, "
        f"and one in ten more than {plain_figure(v.p90)}. All wins with a value come to {plain_figure(v.total)}."
    )


def _arrivals(a: ArrivalEstimate | None) -> str:
    if a is None:
        return "The file does not tell how many deals come in a month."
    seller = f", {format_estimate(a.seller_month)} for each seller" if a.seller_month else ""
    return (
        f"{format_estimate(a.month)} new deals come in a month{seller} (months {a.used[0]} to {a.used[1]})."
    )


def _quarter(q: QuarterEnd | None) -> str:
    if q is None:
        return "The file does not tell whether wins crowd at the end of quarters."
    one, two, three = (rate(s) for s in q.shares)
    shares = f"{one}, {two} and {three} of wins fall in the first, second and third month of a quarter"
    if q.present:
        return f"Wins crowd at the end of quarters: {shares}. Chance alone would do so {odds(q.p)}."
    return (
        f"No rise at the end of quarters can be told from chance: {shares}, and chance alone would raise the third so "
        f"much {odds(q.p)}."
    )


def _sellers(s: Sellers | None) -> str:
    if s is None:
        return "The file does not tell whether sellers differ in how much they win."
    if s.distinguishable:
        return (
            f"Sellers differ in how much they win: chance alone would make so much difference {odds(s.p)}. Their true "
            f"win rates spread by about {points(s.sd)} (standard deviation)."
        )
    return (
        f"Sellers cannot be told apart by how much they win: if all were alike, chance would make so much difference "
        f"{odds(s.p)}. To rank them would be to rank noise."
    )


def _old(f: Fate) -> str:
    told = f"Nine of ten wins come within {plain_figure(f.old)} days"
    told += f"; {rate(f.open_when_old)} of deals are still open at that age." if f.open_when_old else "."
    if f.old_month:
        told += f" Of those, {rate(f.old_month)} close in a month, won or lost."
    if f.stay_open:
        told += f" Of deals that could be so old when the file ends, {rate(f.stay_open)} are open still."
    return told
