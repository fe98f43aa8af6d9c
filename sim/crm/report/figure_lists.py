"""Every figure by name, with or without an interval."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.statistics import Estimate
from sim.crm.estimate.figures import ORDINALS, Figures
from sim.crm.report.number_format import format_p_value, format_plain, format_points


def list_estimates(f: Figures) -> Iterator[tuple[str, Estimate, bool]]:
    """Every figure with an interval: its name, the estimate, and whether it is a share."""
    if f.win_rate:
        yield "win rate (won, out of closed deals)", f.win_rate, True
    if f.arrivals:
        yield "new deals per month", f.arrivals.month, False
        if f.arrivals.seller_month:
            yield "new deals per month and seller", f.arrivals.seller_month, False
    for kind, cycle in (("win", f.days_won), ("lose", f.days_lost)):
        if cycle:
            yield f"days to {kind}, median", cycle.median, False
            yield f"days to {kind}, mean", cycle.mean, False
    if f.values:
        yield "value of a win, mean", f.values.mean, False
    if f.quarter_end:
        for word, share in zip(ORDINALS, f.quarter_end.shares, strict=True):
            yield f"wins in the {word} month of a quarter", share, True
    if f.fate:
        age = format_plain(f.fate.old)
        for name, e in (
            (f"deals still open at an age of {age} days", f.fate.open_when_old),
            ("older open deals that close in a month", f.fate.old_month),
            (
                f"deals created at least {age} days before the end of the file that are still open",
                f.fate.stay_open,
            ),
        ):
            if e:
                yield name, e, True


def list_descriptive_figures(f: Figures) -> Iterator[tuple[str, str, str]]:
    """Every figure without an interval: its name, the figure, and how to read it."""
    for kind, cycle in (("win", f.days_won), ("lose", f.days_lost)):
        if cycle:
            yield f"days to {kind}, 10th percentile", format_plain(cycle.p10), "one in ten takes less"
            yield f"days to {kind}, 90th percentile", format_plain(cycle.p90), "one in ten takes more"
            yield f"days to {kind}, spread", format_plain(cycle.log_sd), "standard deviation of the logarithm"
    if f.values:
        yield "value of a win, median", format_plain(f.values.median), "half are worth less"
        yield "value of a win, 10th percentile", format_plain(f.values.p10), "one in ten is worth less"
        yield "value of a win, 90th percentile", format_plain(f.values.p90), "one in ten is worth more"
        yield "total value of wins", format_plain(f.values.total), "wins with a value"
        yield (
            "value of a win, coefficient of variation",
            format_plain(f.values.cv),
            "standard deviation over mean",
        )
        yield "value of a win, spread", format_plain(f.values.log_sd), "standard deviation of the logarithm"
    if f.arrivals:
        reading = "variance over mean; 1 if deals arrive purely at random"
        yield "new deals, variation between months", format_plain(f.arrivals.dispersion), reading
        if f.arrivals.seller_dispersion is not None:
            yield "the same by seller and month", format_plain(f.arrivals.seller_dispersion), reading
    if f.fate:
        yield (
            "age from which a deal is old, days",
            format_plain(f.fate.old),
            "nine out of ten wins come earlier",
        )
    if f.quarter_end:
        yield "quarter-end rush, p-value", format_p_value(f.quarter_end.p), "below 0.05: there is a rush"
        for word, hazard in zip(ORDINALS, f.quarter_end.hazards, strict=True):
            yield f"readiness to be won in the {word} month", format_plain(hazard), "average 1, at equal age"
    if f.rep_effect:
        yield (
            "differences between sellers, p-value",
            format_p_value(f.rep_effect.p),
            "below 0.05: they differ",
        )
        yield (
            "spread of true win rates",
            format_points(f.rep_effect.sd),
            "standard deviation; the rest is noise",
        )
