"""What the data show and how certain that is: one sentence for each figure, known or not."""

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
"""Observations below which the report calls a figure a rough indication."""


def describe_figures(f: Figures) -> Iterator[str]:
    """A sentence or two for each figure."""
    yield _describe_deals(f)
    yield (
        f"The win rate is {format_share(f.win_rate)}, out of {format_count(f.win_rate.n, 'closed deal')}. Open deals "
        "are not counted."
        if f.win_rate
        else "The file does not show a win rate."
    )
    yield from _describe_cycles(f.days_won, f.days_lost)
    yield _describe_values(f.values)
    yield _describe_arrivals(f.arrivals)
    yield _describe_quarter_end(f.quarter_end)
    yield _describe_sellers(f.rep_effect)
    if f.fate:
        yield _describe_old_deals(f.fate)
    if f.lines:
        top = f.lines[0]
        yield (
            f"The product with the most wins is {escape_name(top.name)}: {format_count(top.won, 'win')}, worth "
            f"{format_plain(top.value)} on average."
        )


def describe_ranges(f: Figures) -> Iterator[str]:
    """The confidence intervals in words."""
    ranges = [
        ("The win rate", f.win_rate, True),
        ("The median number of days to win", f.days_won and f.days_won.median, False),
        ("The median number of days to lose", f.days_lost and f.days_lost.median, False),
        ("The average value of a win", f.values and f.values.mean, False),
        ("New deals per month", f.arrivals and f.arrivals.month, False),
        ("New deals per month and seller", f.arrivals and f.arrivals.seller_month, False),
    ]
    known = [
        f"{name}: {(format_share_interval if is_share else format_interval)(e)}."
        for name, e, is_share in ranges
        if e and format_interval(e) != UNKNOWN
    ]
    if not known:
        yield "No figure has a range. What is missing, and why, is listed below."
        return
    yield (
        "If future deals are like those in the file, 95 out of 100 ranges like these contain the true figure. The "
        "ranges do not allow for changes in your business."
    )
    yield from known
    few = [f"{name.lower()} ({e.n})" for name, e, _ in ranges if e and e.n < FEW_OBSERVATIONS]
    if few:
        yield (
            f"Fewer than {FEW_OBSERVATIONS} observations are behind {', '.join(few)}. Treat these as a rough "
            "indication."
        )


def _describe_deals(f: Figures) -> str:
    parts = (
        f"{format_integer(f.won)} won, {format_integer(f.lost)} lost and {format_integer(f.open)} still open"
    )
    total = f"The file has {format_count(f.rows, 'deal')}: {parts}."
    if f.sellers is None:
        return f"{total} The file does not show who owns them."
    managers = f" and {format_count(f.managers, 'manager')}" if f.managers is not None else ""
    return f"{total} They belong to {format_count(f.sellers, 'seller')}{managers}."


def _describe_cycles(won: CycleTimes | None, lost: CycleTimes | None) -> Iterator[str]:
    if won:
        yield (
            f"Half of all wins take {format_estimate(won.median)} days or less (mean {format_estimate(won.mean)}). One "
            f"in ten takes less than {format_plain(won.p10)} days, and one in ten more than {format_plain(won.p90)}."
        )
    else:
        yield "The file does not show how long it takes to win a deal."
    if lost:
        yield (
            f"Half of all losses take {format_estimate(lost.median)} days or less (mean {format_estimate(lost.mean)}). "
            f"One in ten takes more than {format_plain(lost.p90)} days."
        )
    else:
        yield "The file does not show how long it takes to lose a deal."


def _describe_values(v: WinValues | None) -> str:
    if v is None:
        return "The file does not show what wins are worth."
    return (
        f"The average win is worth {format_estimate(v.mean)} in the file's currency. Half are worth "
        f"{format_plain(v.median)} or less, and one in ten is worth more than {format_plain(v.p90)}. All wins with a "
        f"value add up to {format_plain(v.total)}."
    )


def _describe_arrivals(a: ArrivalEstimate | None) -> str:
    if a is None:
        return "The file does not show how many deals are created per month."
    seller = f", {format_estimate(a.seller_month)} per seller" if a.seller_month else ""
    return f"{format_estimate(a.month)} new deals are created per month{seller} (from {a.used[0]} to {a.used[1]})."


def _describe_quarter_end(q: QuarterEnd | None) -> str:
    if q is None:
        return "The file does not show whether there is a quarter-end rush."
    first, second, third = (format_share(share) for share in q.shares)
    shares = f"{first}, {second} and {third} of wins fall in the first, second and third month of a quarter"
    if q.present:
        return f"There is a quarter-end rush: {shares}. Chance alone would produce this {describe_frequency(q.p)}."
    return (
        f"There is no clear quarter-end rush: {shares}. Chance alone would produce a third month this strong "
        f"{describe_frequency(q.p)}."
    )


def _describe_sellers(s: SellerComparison | None) -> str:
    if s is None:
        return "The file does not show whether sellers differ in their win rates."
    if s.distinguishable:
        return (
            "Sellers differ in their win rates: chance alone would produce such differences "
            f"{describe_frequency(s.p)}. Their true win rates have a standard deviation of about {format_points(s.sd)}."
        )
    return (
        "The data do not show that sellers differ in their win rates: if all were equally good, chance would produce "
        f"such differences {describe_frequency(s.p)}. Ranking them would be ranking noise."
    )


def _describe_old_deals(f: DealFate) -> str:
    text = f"Nine out of ten wins come within {format_plain(f.old)} days"
    text += (
        f", and {format_share(f.open_when_old)} of deals are still open at that age."
        if f.open_when_old
        else "."
    )
    if f.old_month:
        text += (
            f" Of the open deals older than that, {format_share(f.old_month)} close each month, won or lost."
        )
    if f.stay_open:
        text += (
            f" Of the deals created early enough to reach that age, {format_share(f.stay_open)} are still open at the "
            "end of the file."
        )
    return text
