"""What the data say, and how sure that is: a sentence for each figure there is, and for each one that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sim.crm.estimate.figures import (
    ArrivalEstimate,
    CycleTimes,
    DealFate,
    Figures,
    QuarterEnd,
    SellerComparison,
    WinValues,
)
from sim.crm.report.escape import escape_name
from sim.crm.report.number_format import (
    UNKNOWN,
    describe_frequency,
    format_count,
    format_estimate,
    format_integer,
    format_interval,
    format_plain,
    format_points,
    format_share,
    format_share_interval,
)

FEW_OBSERVATIONS = 30
"""observations; a figure with fewer behind it is told apart."""


def describe_figures(f: Figures) -> Iterator[str]:
    """The figures, a sentence or two each."""
    yield _describe_deals(f)
    yield (
        f"Of {format_count(f.win_rate.n, 'deal')} that have closed, {format_share(f.win_rate)} were won. Open "
        "deals count neither "
        "way."
        if f.win_rate
        else "The file does not tell a win rate."
    )
    yield from _describe_cycles(f.days_won, f.days_lost)
    yield _describe_values(f.values)
    yield _describe_arrivals(f.arrivals)
    yield _describe_quarter_end(f.quarter_end)
    yield _describe_sellers(f.rep_effect)
    if f.fate:
        yield _describe_old_deals(f.fate)
    if f.lines:
        first = f.lines[0]
        yield (
            f"The product with the most wins is {escape_name(first.name)}: {format_integer(first.won)} wins of "
            f"{format_plain(first.value)} on average."
        )


def describe_ranges(f: Figures) -> Iterator[str]:
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
        f"{what} between {(format_share_interval if share else format_interval)(e, 'and')}"
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
    few = [f"{what.lower()} ({e.n})" for what, e, _ in ranges if e and e.n < FEW_OBSERVATIONS]
    if few:
        yield f"Fewer than {FEW_OBSERVATIONS} observations stand behind: {', '.join(few)}. Take these as a hint."


def _describe_deals(f: Figures) -> str:
    parts = f"{format_integer(f.won)} won, {format_integer(f.lost)} lost, {format_integer(f.open)} still open"
    told = f"{format_count(f.rows, 'deal')} in the file: {parts}."
    if f.sellers is None:
        return f"{told} The file does not tell whose they are."
    managers = f" with {format_count(f.managers, 'manager')}" if f.managers is not None else ""
    return f"{told} They belong to {format_count(f.sellers, 'seller')}{managers}."


def _describe_cycles(won: CycleTimes | None, lost: CycleTimes | None) -> Iterator[str]:
    if won:
        yield (
            f"Half of the wins come within {format_estimate(won.median)} days (mean "
            f"{format_estimate(won.mean)}); one in ten within "
            f"{format_plain(won.p10)}, and one in ten takes more than {format_plain(won.p90)}."
        )
    else:
        yield "The file does not tell how long a win takes."
    if lost:
        yield (
            f"Half of the losses come within {format_estimate(lost.median)} days (mean "
            f"{format_estimate(lost.mean)}); one in ten takes "
            f"more than {format_plain(lost.p90)}."
        )
    else:
        yield "The file does not tell how long a loss takes."


def _describe_values(v: WinValues | None) -> str:
    if v is None:
        return "The file does not tell what wins are worth."
    return (
        f"A win is worth {format_estimate(v.mean)} on average in the file's currency, half are worth "
        f"{format_plain(v.median)} or less, "
        f"and one in ten more than {format_plain(v.p90)}. All wins with a value come to {format_plain(v.total)}."
    )


def _describe_arrivals(a: ArrivalEstimate | None) -> str:
    if a is None:
        return "The file does not tell how many deals come in a month."
    seller = f", {format_estimate(a.seller_month)} for each seller" if a.seller_month else ""
    return (
        f"{format_estimate(a.month)} new deals come in a month{seller} (months {a.used[0]} to {a.used[1]})."
    )


def _describe_quarter_end(q: QuarterEnd | None) -> str:
    if q is None:
        return "The file does not tell whether wins crowd at the end of quarters."
    one, two, three = (format_share(s) for s in q.shares)
    shares = f"{one}, {two} and {three} of wins fall in the first, second and third month of a quarter"
    if q.present:
        return f"Wins crowd at the end of quarters: {shares}. Chance alone would do so {describe_frequency(q.p)}."
    return (
        f"No rise at the end of quarters can be told from chance: {shares}, and chance alone would raise the third so "
        f"much {describe_frequency(q.p)}."
    )


def _describe_sellers(s: SellerComparison | None) -> str:
    if s is None:
        return "The file does not tell whether sellers differ in how much they win."
    if s.distinguishable:
        return (
            f"Sellers differ in how much they win: chance alone would make so much difference {describe_frequency(s.p)}. Their true "
            f"win rates spread by about {format_points(s.sd)} (standard deviation)."
        )
    return (
        f"Sellers cannot be told apart by how much they win: if all were alike, chance would make so much difference "
        f"{describe_frequency(s.p)}. To rank them would be to rank noise."
    )


def _describe_old_deals(f: DealFate) -> str:
    told = f"Nine of ten wins come within {format_plain(f.old)} days"
    told += (
        f"; {format_share(f.open_when_old)} of deals are still open at that age." if f.open_when_old else "."
    )
    if f.old_month:
        told += f" Of those, {format_share(f.old_month)} close in a month, won or lost."
    if f.stay_open:
        told += (
            f" Of deals that could be so old when the file ends, {format_share(f.stay_open)} are open still."
        )
    return told
