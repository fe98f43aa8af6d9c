"""Every figure by its name: those with an interval, and those without."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.statistics import Estimate
from sim.crm.estimate.figures import Figures
from sim.crm.report.number_format import format_p_value, format_plain, format_points

ORDINALS = ("first", "second", "third")


def list_estimates(f: Figures) -> Iterator[tuple[str, Estimate, bool]]:
    """Every figure that has an interval: what it is, and whether it is a share."""
    if f.win_rate:
        yield "win rate: won, of deals that have closed", f.win_rate, True
    if f.arrivals:
        yield "new deals a month", f.arrivals.month, False
        if f.arrivals.seller_month:
            yield "new deals a month for one seller", f.arrivals.seller_month, False
    for kind, cycle in (("win", f.days_won), ("lose", f.days_lost)):
        if cycle:
            yield f"days to {kind}, median: half take less", cycle.median, False
            yield f"days to {kind}, mean", cycle.mean, False
    if f.values:
        yield "value of a win, mean", f.values.mean, False
    if f.quarter_end:
        for word, share in zip(ORDINALS, f.quarter_end.shares, strict=True):
            yield f"wins in the {word} month of a quarter", share, True
    if f.fate:
        for what, e in (
            (f"deals still open at the age of {format_plain(f.fate.old)} days", f.fate.open_when_old),
            ("older open deals that close in a month", f.fate.old_month),
            (
                f"open at the end of the file, of deals that could be {format_plain(f.fate.old)} days old by then",
                f.fate.stay_open,
            ),
        ):
            if e:
                yield what, e, True


def list_descriptive_figures(f: Figures) -> Iterator[tuple[str, str, str]]:
    """Every figure that has no interval: what it is, the figure, and how to read it."""
    for kind, cycle in (("win", f.days_won), ("lose", f.days_lost)):
        if cycle:
            yield f"days to {kind}, one in ten takes less", format_plain(cycle.p10), ""
            yield f"days to {kind}, one in ten takes more", format_plain(cycle.p90), ""
            yield (
                f"days to {kind}, spread",
                format_plain(cycle.log_sd),
                "standard deviation of the logarithm",
            )
    if f.values:
        yield "value of a win, half are worth less", format_plain(f.values.median), ""
        yield "value of a win, one in ten is worth less", format_plain(f.values.p10), ""
        yield "value of a win, one in ten is worth more", format_plain(f.values.p90), ""
        yield "value of all wins that have one", format_plain(f.values.total), ""
        yield "value of a win, spread", format_plain(f.values.cv), "standard deviation over mean"
        yield (
            "value of a win, spread of ratios",
            format_plain(f.values.log_sd),
            "standard deviation of the logarithm",
        )
    if f.arrivals:
        reading = "variance over mean; 1 where deals come by chance alone"
        yield "new deals, how uneven the months are", format_plain(f.arrivals.dispersion), reading
        if f.arrivals.seller_dispersion is not None:
            yield "the same by seller and month", format_plain(f.arrivals.seller_dispersion), reading
    if f.fate:
        yield (
            "age from which a deal is old, days",
            format_plain(f.fate.old),
            "nine of ten wins come earlier",
        )
    if f.quarter_end:
        yield (
            "quarter end: chance of so much of a rise if there were none",
            format_p_value(f.quarter_end.p),
            "below 0.05: present",
        )
        hazards = zip(ORDINALS, f.quarter_end.hazards, strict=True)
        for word, hazard in hazards:
            yield (
                f"readiness to be won in the {word} month",
                format_plain(hazard),
                "1 on average, at equal age",
            )
    if f.rep_effect:
        yield (
            "sellers: chance of so much difference if all were alike",
            format_p_value(f.rep_effect.p),
            "below 0.05: they differ",
        )
        yield (
            "sellers: spread of true win rates",
            format_points(f.rep_effect.sd),
            "standard deviation; the rest is noise",
        )
