"""The sections after the first page: tables and charts, in the order in which questions arise."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from sim.base.statistics import Estimate
from sim.crm.deals import Deals
from sim.crm.estimate.figures import ORDINALS, ArrivalEstimate, DealFate, Figures, SellerComparison
from sim.crm.ledger import RowLedger
from sim.crm.report.bins import Bins, bin_days, bin_values
from sim.crm.report.charts import days_chart, fate_chart, months_chart, quarter_chart, values_chart
from sim.crm.report.escape import escape_name, escape_sentence
from sim.crm.report.figure_lists import list_descriptive_figures, list_estimates
from sim.crm.report.layout import ReportSection, bullets, paragraphs, report_table
from sim.crm.report.number_format import (
    UNKNOWN,
    format_count,
    format_estimate,
    format_integer,
    format_interval,
    format_percent,
    format_plain,
    format_share,
    format_share_interval,
    format_simulated,
)
from sim.crm.report.report_data import FittedNumber, ReportData, ReproducedFigure

MAX_TABLE_ROWS = 500
"""Rows of a table of names; longer tables are cut, with a note."""
MAX_AGE_ROWS = 13
"""Rows of the table of ages, spread evenly."""
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def list_sections(data: ReportData) -> Iterator[ReportSection]:
    """All sections after the first page, except those without figures: the first page says what is missing."""
    f, deals = data.figures, data.deals
    yield ReportSection("All rows accounted for", _rows_section(data.ledger))
    if data.ledger.columns or data.ledger.unused:
        yield ReportSection("Columns used", _columns_section(data.ledger, data.show_names))
    if data.ledger.notes:
        yield ReportSection(
            "How files and columns were read", bullets(escape_sentence(note) for note in data.ledger.notes)
        )
    yield from _figure_sections(f)
    if f.arrivals:
        yield ReportSection("New deals by month", _months_section(f.arrivals), months_chart(f.arrivals))
    days, values = bin_days(deals), bin_values(deals)
    if days:
        yield ReportSection("How long deals take", _days_section(days), days_chart(deals))
    if values:
        yield ReportSection("What wins are worth", _values_section(values), values_chart(deals))
    if f.lines:
        yield ReportSection("Products", _products_section(f))
    if f.quarter_end:
        yield ReportSection("Quarter-end rush", _quarter_section(f, deals), quarter_chart(f.quarter_end))
    if f.rep_effect:
        yield ReportSection("Sellers", _sellers_section(f.rep_effect))
    if f.fate and f.fate.days:
        yield ReportSection("What becomes of deals as they age", _fate_section(f.fate), fate_chart(f.fate))
    if data.fitted or data.assumptions:
        yield ReportSection(
            "The numbers of the scenario and their sources", _fit_section(data.fitted, data.assumptions)
        )
    if data.reproduced or data.mismatches:
        yield ReportSection("How well the scenario matches", _check_section(data.reproduced, data.mismatches))


def _rows_section(ledger: RowLedger) -> str:
    aside = ledger.set_aside
    rows = [
        ("in the file", "", format_integer(ledger.rows)),
        *(("set aside", escape_sentence(reason), format_integer(n)) for reason, n in aside.most_common()),
        (
            "used",
            f"{format_integer(ledger.rows)} less {format_integer(aside.total())} set aside",
            format_integer(ledger.used),
        ),
    ]
    parts = [
        *(
            ("used, repaired", escape_sentence(how), format_integer(n))
            for how, n in ledger.repaired.most_common()
        ),
        *(
            (f"used, {escape_sentence(about)} missing", escape_sentence(reason), format_integer(n))
            for (about, reason), n in ledger.missing.most_common()
        ),
    ]
    head = ("rows", "reason", "number")
    note = "The following rows are among those used. A row can be counted in several lines."
    return paragraphs(
        report_table(head, rows, left=2), *((note, report_table(head, parts, left=2)) if parts else ())
    )


def _columns_section(ledger: RowLedger, show_names: bool) -> str:
    used = [(escape_sentence(use), escape_name(column)) for use, column in ledger.columns.items()]
    unused = [
        (
            escape_name(one.name),
            escape_sentence(one.guess),
            escape_name(one.example if show_names else one.masked) if one.example else "",
        )
        for one in ledger.unused[:MAX_TABLE_ROWS]
    ]
    note = "The following columns were not used. What they may be is guessed from their names and contents."
    if not show_names:
        note += " Examples that may contain names are masked."
    return paragraphs(
        report_table(("used as", "column"), used, left=2) if used else "",
        note if unused else "Every column was used.",
        report_table(("column", "what it may be", "example"), unused, left=3) if unused else "",
        _describe_cut(len(ledger.unused), "column"),
    )


def _figure_sections(f: Figures) -> Iterator[ReportSection]:
    known = [
        (name, *_format_estimate_and_range(e, is_share), format_integer(e.n))
        for name, e, is_share in list_estimates(f)
    ]
    if known:
        head = ("figure", "estimate", "range", "observations")
        note = "Ranges are 95 % confidence intervals. Times are in days, values in the currency of the file."
        yield ReportSection("Estimates", paragraphs(note, report_table(head, known)))
    more = [(name, reading, text) for name, text, reading in list_descriptive_figures(f)]
    if more:
        yield ReportSection(
            "Other figures", report_table(("figure", "how to read it", "value"), more, left=2)
        )


def _months_section(a: ArrivalEstimate) -> str:
    first, last = a.used
    rows = [(m, format_integer(n), "yes" if first <= m <= last else "no") for m, n in a.months]
    note = (
        f"Months from {first} to {last} are used: {format_estimate(a.month)} deals per month "
        f"({format_interval(a.month)}). The months at either end of a file are often incomplete."
    )
    return paragraphs(note, report_table(("month", "deals created", "used"), rows))


def _days_section(bins: Bins) -> str:
    won, lost = bins.counts
    rows = [
        (names, format_integer(w), _format_part(w, won), format_integer(n), _format_part(n, lost))
        for names, w, n in zip(bins.names, won, lost, strict=True)
    ]
    note = (
        f"{format_count(sum(won), 'won deal')} and {format_count(sum(lost), 'lost deal')} with a created and a closed "
        "date."
    )
    return paragraphs(note, report_table(("days", "won", "share of won", "lost", "share of lost"), rows))


def _format_part(n: int, counts: tuple[int, ...]) -> str:
    return format_percent(n / sum(counts)) if sum(counts) else UNKNOWN


def _values_section(bins: Bins) -> str:
    rows = [
        (names, format_integer(n), _format_part(n, bins.counts[0]))
        for names, n in zip(bins.names, bins.counts[0], strict=True)
    ]
    total = format_count(sum(bins.counts[0]), "win")
    note = f"{total} with a value. A row includes its lower bound, but not its upper bound."
    return paragraphs(note, report_table(("value", "wins", "share"), rows))


def _products_section(f: Figures) -> str:
    rows = [
        (
            escape_name(line.name),
            format_integer(line.won),
            format_integer(line.closed),
            format_plain(line.value),
        )
        for line in f.lines[:MAX_TABLE_ROWS]
    ]
    head = ("product", "wins", "closed deals", "average value of a win")
    return paragraphs(report_table(head, rows), _describe_cut(len(f.lines), "product"))


def _quarter_section(f: Figures, deals: Deals) -> str:
    q = f.quarter_end
    assert q is not None
    starts = [MONTH_NAMES[(deals.fiscal_start - 1 + 3 * i) % 12] for i in range(4)]
    rows = [
        (f"{word} month", format_share(s), format_share_interval(s), format_plain(h))
        for word, s, h in zip(ORDINALS, q.shares, q.hazards, strict=True)
    ]
    note = (
        f"Quarters begin in {', '.join(starts[:3])} and {starts[3]}. Only whole quarters count "
        f"({format_count(q.shares[0].n, 'win')}). Readiness is how likely an open deal is to be won in that month, "
        "compared with an average month and deals of the same age. It allows for the ageing of the pipeline."
    )
    return paragraphs(
        note, report_table(("month of the quarter", "share of wins", "range", "readiness"), rows)
    )


def _sellers_section(s: SellerComparison) -> str:
    finding = (
        "Sellers differ by more than chance alone would explain."
        if s.distinguishable
        else "The data do not show that sellers differ; a ranking by this table would rank noise."
    )
    note = (
        f"{finding} Each win rate is shrunk towards the overall mean to the extent that differences between sellers "
        "are noise, so a seller with few deals is close to the mean. Differences between sellers are reported here but "
        "not simulated."
    )
    rows = [
        (
            escape_name(x.name),
            format_integer(x.closed),
            format_integer(x.won),
            format_share(x.rate),
            format_share_interval(x.rate),
        )
        for x in s.sellers[:MAX_TABLE_ROWS]
    ]
    head = ("seller", "closed deals", "won", "win rate, shrunk", "range")
    return paragraphs(note, report_table(head, rows), _describe_cut(len(s.sellers), "seller"))


def _describe_cut(number: int, what: str) -> str:
    rest = number - MAX_TABLE_ROWS
    return f"{format_count(rest, f'more {what}')} not shown here." if rest > 0 else ""


def _fate_section(f: DealFate) -> str:
    note = (
        "An open deal is not a lost deal: all that is known is that it takes longer than its present age. So open "
        "deals are counted up to their present age only (censoring). At each age, the three shares add up to 100 %."
    )
    rows = [
        (
            format_plain(f.days[i]),
            format_percent(f.won[i]),
            format_percent(f.lost[i]),
            format_percent(max(0.0, 1 - f.won[i] - f.lost[i])),
        )
        for i in _spread_rows(len(f.days))
    ]
    return paragraphs(note, report_table(("age, days", "won", "lost", "still open"), rows))


def _spread_rows(number: int) -> list[int]:
    """Positions of at most MAX_AGE_ROWS rows, including the first and the last."""
    if number <= MAX_AGE_ROWS:
        return list(range(number))
    return sorted({round(i * (number - 1) / (MAX_AGE_ROWS - 1)) for i in range(MAX_AGE_ROWS)})


def _fit_section(fitted: tuple[FittedNumber, ...], assumptions: tuple[str, ...]) -> str:
    rows = [tuple(map(escape_sentence, (number.path, number.source, number.value))) for number in fitted]
    return paragraphs(
        report_table(("number", "source", "value"), rows, left=2) if rows else "",
        "Assumptions about what the file does not show:" if assumptions else "",
        bullets(map(escape_sentence, assumptions)),
    )


def _check_section(figures: tuple[ReproducedFigure, ...], mismatches: tuple[str, ...]) -> str:
    note = (
        "The scenario was simulated for a year, with its initial split of work and without disruptions, and the "
        "result was analysed like your file. The standard error shows how far off the simulated figure may be, since "
        "only some years were simulated."
    )
    head = ("figure", "your file", "range", "scenario", "standard error", "within range")
    return paragraphs(
        *((note, report_table(head, map(_check_row, figures))) if figures else ()),
        "What the scenario cannot reproduce:" if mismatches else "",
        bullets(map(escape_sentence, mismatches)),
    )


def _check_row(b: ReproducedFigure) -> tuple[str, ...]:
    simulated = format_simulated(b.simulated, b.observed, b.is_share)
    error = format_plain(b.standard_error)
    if b.is_share and isfinite(b.standard_error):
        error = f"{format_plain(100 * b.standard_error)} points"
    return (
        escape_sentence(b.name),
        *_format_estimate_and_range(b.observed, b.is_share),
        simulated,
        error,
        "not measured" if simulated == UNKNOWN else "yes" if b.is_inside else "no",
    )


def _format_estimate_and_range(e: Estimate, is_share: bool) -> tuple[str, str]:
    if is_share:
        return format_share(e), format_share_interval(e)
    return format_estimate(e), format_interval(e)
