"""The pictures of a report: what is drawn is what the tables beside them say."""

from __future__ import annotations

from sim.crm.deals import Deals
from sim.crm.estimate.figures import ArrivalEstimate, Fate, QuarterEnd
from sim.crm.report.bins import Bins, day_bins, value_bins
from sim.crm.report.chart import Area, Areas, Bar, Bars, ChartPanel, Level
from sim.crm.report.listed import ORDINALS
from sim.crm.report.rounded import (
    count,
    format_count,
    format_estimate,
    format_interval,
    format_percent,
    plain_figure,
    rate,
    rate_between,
)


def days_picture(deals: Deals) -> Bars | None:
    """Days to win and to lose, each as shares of their own deals."""
    bins = day_bins(deals)
    if bins is None:
        return None
    panels = [
        ChartPanel(
            f"{format_count(sum(counts), f'{kind} deal')}: share of them",
            _shares(bins, counts, kind),
            percent=True,
        )
        for kind, counts in zip(("won", "lost"), bins.counts, strict=True)
        if sum(counts)
    ]
    what = " and ".join(
        f"{kind} deals" for kind, c in zip(("won", "lost"), bins.counts, strict=True) if sum(c)
    )
    return Bars(
        "How long deals take",
        f"Bars over days from created to closed, of {what}. {_highest(bins)} The figures are in the table below.",
        f"Each bar is the share of {what} that closed in these days.",
        tuple(panels),
        _edges(bins),
        "days from created to closed",
    )


def values_picture(deals: Deals) -> Bars | None:
    """Values of wins, on a scale of equal ratios."""
    bins = value_bins(deals)
    if bins is None:
        return None
    bars = tuple(
        Bar(c, "won", f"{name}: {format_count(c, 'win')}")
        for name, c in zip(bins.names, bins.counts[0], strict=True)
    )
    most = max(range(len(bars)), key=lambda i: bars[i].height)
    return Bars(
        "What wins are worth",
        f"Bars over values of {format_count(sum(bins.counts[0]), 'win')}. The highest bar is {bins.names[most]} with "
        f"{format_count(bins.counts[0][most], 'win')}. The figures are in the table below.",
        "Each bar counts wins. The scale is one of ratios: each bar reaches about as many times further than the one "
        "before it.",
        (ChartPanel("wins", bars),),
        _edges(bins),
        "value of a win, in the file's currency",
    )


def months_picture(arrivals: ArrivalEstimate) -> Bars:
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
    return Bars(
        "New deals by month",
        f"A bar for each of {format_count(len(bars), 'month')}. Months used: {first} to {last}{hatched}. "
        "The line is at "
        f"{said}. The figures are in the table below.",
        f"Deals created in each month. The dashed line is the mean of the months used ({first} to {last}): {said}"
        + (". Hatched months are not used." if left_out else "."),
        (ChartPanel("deals created", bars, Level(mean.value, mean.low, mean.high, said)),),
        tuple((i + 0.5, month) for i, (month, _) in enumerate(arrivals.months)),
        "month",
    )


def quarter_picture(quarter: QuarterEnd) -> Bars:
    """Wins by month of the quarter, with intervals."""
    bars = tuple(
        Bar(s.value, "won", f"{ORDINALS[i]} month {rate(s)} ({rate_between(s)})", s.low, s.high)
        for i, s in enumerate(quarter.shares)
    )
    text = "; ".join(bar.said for bar in bars)
    return Bars(
        "Wins by month of the quarter",
        f"Three bars with ranges: {text}.",
        f"Share of wins in each month of a quarter, with its range: {text}. Even months would lie at the dashed line, "
        "a third.",
        (ChartPanel("share of wins", bars, Level(1 / 3, 1 / 3, 1 / 3, "a third"), percent=True),),
        tuple((i + 0.5, f"{word} month") for i, word in enumerate(ORDINALS)),
        "month of the quarter",
    )


def fate_picture(fate: Fate) -> Areas | None:
    """What became of deals by age: won, lost and still open add up to all."""
    if len(fate.days) < 2:
        return None
    stays = tuple(max(0.0, 1 - won - lost) for won, lost in zip(fate.won, fate.lost, strict=True))
    end = (
        f"{format_percent(fate.won[-1])} won, {format_percent(fate.lost[-1])} lost, "
        f"{format_percent(stays[-1])} still open"
    )
    marked = 0 < fate.old <= fate.days[-1]
    return Areas(
        "What becomes of deals as they age",
        f"Three stacked areas over the age of a deal. At {plain_figure(fate.days[-1])} days: {end}. The "
        "figures are in the "
        "table below.",
        "Of 100 deals, how many are won, lost and still open at each age. At "
        f"{plain_figure(fate.days[-1])} days: {end}."
        + (
            f" Nine of ten wins come before the dashed line, at {plain_figure(fate.old)} days."
            if marked
            else ""
        ),
        fate.days,
        (Area("won", "won", fate.won), Area("still open", "open", stays), Area("lost", "lost", fate.lost)),
        "age of a deal, days",
        (fate.old, "nine of ten wins") if marked else None,
    )


def _shares(bins: Bins, counts: tuple[int, ...], kind: str) -> tuple[Bar, ...]:
    whole = sum(counts)
    return tuple(
        Bar(c / whole, kind, f"{name} days: {count(c)} ({format_percent(c / whole)})")
        for name, c in zip(bins.names, counts, strict=True)
    )


def _highest(bins: Bins) -> str:
    said = []
    for kind, counts in zip(("won", "lost"), bins.counts, strict=True):
        if sum(counts):
            best = max(range(len(counts)), key=lambda i: counts[i])
            said.append(
                f"Of {kind} deals most, {format_percent(counts[best] / sum(counts))}, took {bins.names[best]} days."
            )
    return " ".join(said)


def _edges(bins: Bins) -> tuple[tuple[float, str], ...]:
    return tuple((float(i), text) for i, text in enumerate(bins.edges) if text)
