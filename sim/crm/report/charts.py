"""The charts of the report. They show the same figures as the tables next to them."""

from __future__ import annotations

from sim.crm.deals import Deals
from sim.crm.estimate.figures import ORDINALS, ArrivalEstimate, DealFate, QuarterEnd
from sim.crm.report.bins import Bins, bin_days, bin_values
from sim.crm.report.number_format import (
    format_count,
    format_estimate,
    format_integer,
    format_interval,
    format_percent,
    format_plain,
    format_share,
    format_share_interval,
)
from sim.crm.report.svg import AreaChart, AreaLayer, Bar, BarChart, ChartPanel, ReferenceLine

SEE_TABLE = "The figures are in the table below."


def days_chart(deals: Deals) -> BarChart | None:
    """Days to win and to lose, as shares of won and of lost deals."""
    bins = bin_days(deals)
    if bins is None:
        return None
    kinds = [(kind, counts) for kind, counts in zip(("won", "lost"), bins.counts, strict=True) if sum(counts)]
    panels = tuple(
        ChartPanel(
            f"share of {format_count(sum(counts), f'{kind} deal')}",
            _share_bars(bins, counts, kind),
            percent=True,
        )
        for kind, counts in kinds
    )
    subject = " and ".join(f"{kind} deals" for kind, _ in kinds)
    highest = " ".join(_describe_highest_bar(bins, counts, kind) for kind, counts in kinds)
    return BarChart(
        title="How long deals take",
        description=f"Bars over days from created to closed, of {subject}. {highest} {SEE_TABLE}",
        caption=f"Each bar is the share of {subject} that closed within these days.",
        panels=panels,
        ticks=_edge_ticks(bins),
        axis_label="days from created to closed",
    )


def values_chart(deals: Deals) -> BarChart | None:
    """Values of wins, on a logarithmic scale."""
    bins = bin_values(deals)
    if bins is None:
        return None
    counts = bins.counts[0]
    bars = tuple(
        Bar(n, "won", f"{name}: {format_count(n, 'win')}") for name, n in zip(bins.names, counts, strict=True)
    )
    highest = _highest(counts)
    return BarChart(
        title="What wins are worth",
        description=f"Bars over values of {format_count(sum(counts), 'win')}. The highest bar is "
        f"{bins.names[highest]}, with {format_count(counts[highest], 'win')}. {SEE_TABLE}",
        caption="Each bar counts wins. The scale is logarithmic.",
        panels=(ChartPanel("wins", bars),),
        ticks=_edge_ticks(bins),
        axis_label="value of a win, in the file's currency",
    )


def months_chart(arrivals: ArrivalEstimate) -> BarChart:
    """Deals created by month; months that are not used are hatched."""
    first, last = arrivals.used
    bars = tuple(
        Bar(n, kind, f"{month}: {format_count(n, 'deal')}, {'used' if kind == 'used' else 'not used'}")
        for month, n in arrivals.months
        for kind in ("used" if first <= month <= last else "unused",)
    )
    mean = arrivals.month
    mean_text = f"{format_estimate(mean)} deals per month ({format_interval(mean)})"
    unused = sum(bar.kind == "unused" for bar in bars)
    hatched = f"; {format_count(unused, 'month')} not used, hatched" if unused else ""
    return BarChart(
        title="New deals by month",
        description=f"A bar for each of {format_count(len(bars), 'month')}. Months used: {first} to {last}{hatched}. "
        f"The dashed line is at {mean_text}. {SEE_TABLE}",
        caption=f"Deals created in each month. The dashed line is the mean of the months used ({first} to {last}): "
        f"{mean_text}." + (" Hatched months are not used." if unused else ""),
        panels=(
            ChartPanel("deals created", bars, ReferenceLine(mean.value, mean.low, mean.high, mean_text)),
        ),
        ticks=tuple((i + 0.5, month) for i, (month, _) in enumerate(arrivals.months)),
        axis_label="month",
    )


def quarter_chart(quarter: QuarterEnd) -> BarChart:
    """Wins by month of the quarter, with intervals."""
    bars = tuple(
        Bar(s.value, "won", f"{word} month {format_share(s)} ({format_share_interval(s)})", s.low, s.high)
        for word, s in zip(ORDINALS, quarter.shares, strict=True)
    )
    text = "; ".join(bar.label for bar in bars)
    third = ReferenceLine(1 / 3, 1 / 3, 1 / 3, "a third")
    return BarChart(
        title="Wins by month of the quarter",
        description=f"Three bars with ranges: {text}.",
        caption=f"Share of wins in each month of a quarter, with its range: {text}. If all months were equal, each bar "
        "would reach the dashed line at a third.",
        panels=(ChartPanel("share of wins", bars, third, percent=True),),
        ticks=tuple((i + 0.5, f"{word} month") for i, word in enumerate(ORDINALS)),
        axis_label="month of the quarter",
    )


def fate_chart(fate: DealFate) -> AreaChart | None:
    """Shares of deals that are won, lost and still open, by age."""
    if len(fate.days) < 2:
        return None
    still_open = tuple(max(0.0, 1 - won - lost) for won, lost in zip(fate.won, fate.lost, strict=True))
    end = (
        f"At {format_plain(fate.days[-1])} days: {format_percent(fate.won[-1])} won, {format_percent(fate.lost[-1])} "
        f"lost, {format_percent(still_open[-1])} still open."
    )
    marked = 0 < fate.old <= fate.days[-1]
    wins = (
        f" Nine out of ten wins come before the dashed line, at {format_plain(fate.old)} days."
        if marked
        else ""
    )
    return AreaChart(
        title="What becomes of deals as they age",
        description=f"Three stacked areas over the age of a deal. {end} {SEE_TABLE}",
        caption=f"Of 100 deals, how many are won, lost and still open at each age. {end}{wins}",
        positions=fate.days,
        layers=(
            AreaLayer("won", "won", fate.won),
            AreaLayer("still open", "open", still_open),
            AreaLayer("lost", "lost", fate.lost),
        ),
        axis_label="age of a deal, days",
        mark=(fate.old, "nine out of ten wins") if marked else None,
    )


def _share_bars(bins: Bins, counts: tuple[int, ...], kind: str) -> tuple[Bar, ...]:
    total = sum(counts)
    return tuple(
        Bar(n / total, kind, f"{name} days: {format_integer(n)} ({format_percent(n / total)})")
        for name, n in zip(bins.names, counts, strict=True)
    )


def _highest(counts: tuple[int, ...]) -> int:
    return max(range(len(counts)), key=lambda i: counts[i])


def _describe_highest_bar(bins: Bins, counts: tuple[int, ...], kind: str) -> str:
    highest = _highest(counts)
    share = format_percent(counts[highest] / sum(counts))
    return f"Most often, in {share} of cases, {kind} deals took {bins.names[highest]} days."


def _edge_ticks(bins: Bins) -> tuple[tuple[float, str], ...]:
    return tuple((float(i), text) for i, text in enumerate(bins.edges) if text)
