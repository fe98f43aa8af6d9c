"""The pictures of a report: what is drawn is what the tables beside them say."""

from __future__ import annotations

from sim.crm.deals import Deals
from sim.crm.estimate.figures import ArrivalEstimate, DealFate, QuarterEnd
from sim.crm.report.bins import Bins, bin_days, bin_values
from sim.crm.report.figure_lists import ORDINALS
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


def days_chart(deals: Deals) -> BarChart | None:
    """Days to win and to lose, each as shares of their own deals."""
    bins = bin_days(deals)
    if bins is None:
        return None
    panels = [
        ChartPanel(
            f"{format_count(sum(counts), f'{kind} deal')}: share of them",
            _share_bars(bins, counts, kind),
            percent=True,
        )
        for kind, counts in zip(("won", "lost"), bins.counts, strict=True)
        if sum(counts)
    ]
    what = " and ".join(
        f"{kind} deals" for kind, c in zip(("won", "lost"), bins.counts, strict=True) if sum(c)
    )
    return BarChart(
        "How long deals take",
        f"Bars over days from created to closed, of {what}. {_describe_highest_bars(bins)} The figures are in the table below.",
        f"Each bar is the share of {what} that closed in these days.",
        tuple(panels),
        _edge_ticks(bins),
        "days from created to closed",
    )


def values_chart(deals: Deals) -> BarChart | None:
    """Values of wins, on a scale of equal ratios."""
    bins = bin_values(deals)
    if bins is None:
        return None
    bars = tuple(
        Bar(c, "won", f"{name}: {format_count(c, 'win')}")
        for name, c in zip(bins.names, bins.counts[0], strict=True)
    )
    most = max(range(len(bars)), key=lambda i: bars[i].height)
    return BarChart(
        "What wins are worth",
        f"Bars over values of {format_count(sum(bins.counts[0]), 'win')}. The highest bar is {bins.names[most]} with "
        f"{format_count(bins.counts[0][most], 'win')}. The figures are in the table below.",
        "Each bar counts wins. The scale is one of ratios: each bar reaches about as many times further than the one "
        "before it.",
        (ChartPanel("wins", bars),),
        _edge_ticks(bins),
        "value of a win, in the file's currency",
    )


def months_chart(arrivals: ArrivalEstimate) -> BarChart:
    """Deals created by month; months that are used are set apart."""
    first, last = arrivals.used
    bars = tuple(
        Bar(n, kind, f"{month}: {format_count(n, 'deal')}, {'used' if kind == 'used' else 'not used'}")
        for month, n in arrivals.months
        for kind in ("used" if first <= month <= last else "unused",)
    )
    mean = arrivals.month
    said = f"{format_estimate(mean)} deals a month ({format_interval(mean)})"
    left_out = sum(bar.kind == "unused" for bar in bars)
    hatched = f"; {format_count(left_out, 'month')} not used, hatched" if left_out else ""
    return BarChart(
        "New deals by month",
        f"A bar for each of {format_count(len(bars), 'month')}. Months used: {first} to {last}{hatched}. "
        "The line is at "
        f"{said}. The figures are in the table below.",
        f"Deals created in each month. The dashed line is the mean of the months used ({first} to {last}): {said}"
        + (". Hatched months are not used." if left_out else "."),
        (ChartPanel("deals created", bars, ReferenceLine(mean.value, mean.low, mean.high, said)),),
        tuple((i + 0.5, month) for i, (month, _) in enumerate(arrivals.months)),
        "month",
    )


def quarter_chart(quarter: QuarterEnd) -> BarChart:
    """Wins by month of the quarter, with intervals."""
    bars = tuple(
        Bar(
            s.value,
            "won",
            f"{ORDINALS[i]} month {format_share(s)} ({format_share_interval(s)})",
            s.low,
            s.high,
        )
        for i, s in enumerate(quarter.shares)
    )
    text = "; ".join(bar.said for bar in bars)
    return BarChart(
        "Wins by month of the quarter",
        f"Three bars with ranges: {text}.",
        f"Share of wins in each month of a quarter, with its range: {text}. Even months would lie at the dashed line, "
        "a third.",
        (ChartPanel("share of wins", bars, ReferenceLine(1 / 3, 1 / 3, 1 / 3, "a third"), percent=True),),
        tuple((i + 0.5, f"{word} month") for i, word in enumerate(ORDINALS)),
        "month of the quarter",
    )


def fate_chart(fate: DealFate) -> AreaChart | None:
    """What became of deals by age: won, lost and still open add up to all."""
    if len(fate.days) < 2:
        return None
    stays = tuple(max(0.0, 1 - won - lost) for won, lost in zip(fate.won, fate.lost, strict=True))
    end = (
        f"{format_percent(fate.won[-1])} won, {format_percent(fate.lost[-1])} lost, "
        f"{format_percent(stays[-1])} still open"
    )
    marked = 0 < fate.old <= fate.days[-1]
    return AreaChart(
        "What becomes of deals as they age",
        f"Three stacked areas over the age of a deal. At {format_plain(fate.days[-1])} days: {end}. The "
        "figures are in the "
        "table below.",
        "Of 100 deals, how many are won, lost and still open at each age. At "
        f"{format_plain(fate.days[-1])} days: {end}."
        + (
            f" Nine of ten wins come before the dashed line, at {format_plain(fate.old)} days."
            if marked
            else ""
        ),
        fate.days,
        (
            AreaLayer("won", "won", fate.won),
            AreaLayer("still open", "open", stays),
            AreaLayer("lost", "lost", fate.lost),
        ),
        "age of a deal, days",
        (fate.old, "nine of ten wins") if marked else None,
    )


def _share_bars(bins: Bins, counts: tuple[int, ...], kind: str) -> tuple[Bar, ...]:
    whole = sum(counts)
    return tuple(
        Bar(c / whole, kind, f"{name} days: {format_integer(c)} ({format_percent(c / whole)})")
        for name, c in zip(bins.names, counts, strict=True)
    )


def _describe_highest_bars(bins: Bins) -> str:
    said = []
    for kind, counts in zip(("won", "lost"), bins.counts, strict=True):
        if sum(counts):
            best = max(range(len(counts)), key=lambda i: counts[i])
            said.append(
                f"Of {kind} deals most, {format_percent(counts[best] / sum(counts))}, took {bins.names[best]} days."
            )
    return " ".join(said)


def _edge_ticks(bins: Bins) -> tuple[tuple[float, str], ...]:
    return tuple((float(i), text) for i, text in enumerate(bins.edges) if text)
