"""What stands behind the first page: tables, in the order in which questions come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.crm.deals import Deals
from sim.crm.estimate.figures import ArrivalEstimate, DealFate, Figures, SellerComparison
from sim.crm.ledger import RowLedger
from sim.crm.report.bins import Bins, bin_days, bin_values
from sim.crm.report.charts import days_chart, fate_chart, months_chart, quarter_chart, values_chart
from sim.crm.report.escape import escape_name, escape_sentence
from sim.crm.report.figure_lists import ORDINALS, list_descriptive_figures, list_estimates
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
"""Rows of a table of names; a longer one is cut, and says so."""
MAX_AGE_ROWS = 13
"""Rows of the table of ages, spread evenly over all that there are."""
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def list_sections(told: ReportData) -> Iterator[ReportSection]:
    """All parts behind the first page; one without figures is left out, since the first page says what is missing."""
    f, deals = told.figures, told.deals
    yield ReportSection("Every row accounted for", _rows_section(told.ledger))
    if told.ledger.columns or told.ledger.unused:
        yield ReportSection("Which columns were used", _columns_section(told.ledger, told.names))
    if told.ledger.notes:
        yield ReportSection(
            "How files and columns were read", bullets(escape_sentence(note) for note in told.ledger.notes)
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
        yield ReportSection("Quarter end", _quarter_section(f, deals), quarter_chart(f.quarter_end))
    if f.rep_effect:
        yield ReportSection("Sellers", _sellers_section(f.rep_effect))
    if f.fate and f.fate.days:
        yield ReportSection("What becomes of deals as they age", _fate_section(f.fate), fate_chart(f.fate))
    if told.fitted or told.assumed:
        yield ReportSection(
            "The scenario's numbers, and where each comes from", _fit_section(told.fitted, told.assumed)
        )
    if told.back or told.shape:
        yield ReportSection("What the scenario gives back", _check_section(told.back, told.shape))


def _rows_section(ledger: RowLedger) -> str:
    rows = [("rows in the file", format_integer(ledger.rows), "")]
    rows += [
        ("set aside", format_integer(n), escape_sentence(why)) for why, n in ledger.set_aside.most_common()
    ]
    rows.append(
        (
            "used",
            format_integer(ledger.used),
            f"{format_integer(ledger.rows)} less {format_integer(ledger.set_aside.total())} set aside",
        )
    )
    parts = [
        ("used, repaired", format_integer(n), escape_sentence(how))
        for how, n in ledger.repaired.most_common()
    ]
    parts += [
        (f"used, silent on {escape_sentence(about)}", format_integer(n), escape_sentence(why))
        for (about, why), n in ledger.missing.most_common()
    ]
    told = "The rows below are among those used, and one row may stand in several of these lines."
    return paragraphs(
        _three_column_table(("what became of them", "rows", "why, or how"), rows),
        *((told, _three_column_table(("part of them", "rows", "why, or how"), parts)) if parts else ()),
    )


def _columns_section(ledger: RowLedger, names: bool) -> str:
    used = [(escape_sentence(what), escape_name(column)) for what, column in ledger.columns.items()]
    unused = [
        (
            escape_name(one.name),
            escape_sentence(one.guess),
            escape_name(one.example if names else one.masked) if one.example else "",
        )
        for one in ledger.unused[:MAX_TABLE_ROWS]
    ]
    told = "These columns were not used; the guess is by their names and by what they hold."
    if not names:
        told += " Examples that may name somebody are struck out."
    return paragraphs(
        report_table(("what it tells", "column"), used, left=2) if used else "",
        told if unused else "Every column was used.",
        report_table(("column", "what it may be", "an example"), unused, left=3) if unused else "",
        _describe_cut(len(ledger.unused), "column"),
    )


def _three_column_table(head: tuple[str, str, str], rows: Sequence[tuple[str, str, str]]) -> str:
    """A table with its figures in the middle."""
    return report_table((head[0], head[2], head[1]), [(a, c, b) for a, b, c in rows], left=2)


def _figure_sections(f: Figures) -> Iterator[ReportSection]:
    known = [
        (
            what,
            format_share(e) if share else format_estimate(e),
            format_share_interval(e) if share else format_interval(e),
            format_integer(e.n),
        )
        for what, e, share in list_estimates(f)
    ]
    if known:
        head = ("figure", "estimate", "range", "observations")
        told = "Ranges are 95 % ones. Times are in days, values in the file's currency."
        yield ReportSection("Estimates", paragraphs(told, report_table(head, known)))
    more = [(what, reading, text) for what, text, reading in list_descriptive_figures(f)]
    if more:
        yield ReportSection("More figures", report_table(("figure", "how to read it", "value"), more, left=2))


def _months_section(a: ArrivalEstimate) -> str:
    first, last = a.used
    rows = [(m, format_integer(n), "yes" if first <= m <= last else "no") for m, n in a.months]
    told = (
        f"Months {first} to {last} are used: {format_estimate(a.month)} deals a month "
        f"({format_interval(a.month)}). Months at the "
        "edges of a file are often there only in part."
    )
    return paragraphs(told, report_table(("month", "deals created", "used"), rows))


def _days_section(bins: Bins) -> str:
    won, lost = bins.counts
    rows = [
        (names, format_integer(w), _format_part(w, won), format_integer(n), _format_part(n, lost))
        for names, w, n in zip(bins.names, won, lost, strict=True)
    ]
    told = f"{format_count(sum(won), 'won deal')} and {format_count(sum(lost), 'lost deal')} with both dates."
    return paragraphs(told, report_table(("days", "won", "share of won", "lost", "share of lost"), rows))


def _format_part(n: int, counts: tuple[int, ...]) -> str:
    return format_percent(n / sum(counts)) if sum(counts) else UNKNOWN


def _values_section(bins: Bins) -> str:
    rows = [
        (names, format_integer(n), _format_part(n, bins.counts[0]))
        for names, n in zip(bins.names, bins.counts[0], strict=True)
    ]
    told = f"{format_count(sum(bins.counts[0]), 'win')} with a value. A row holds its lower bound, not its upper."
    return paragraphs(told, report_table(("value", "wins", "share"), rows))


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
    head = ("product", "wins", "deals closed", "mean value of a win")
    return paragraphs(report_table(head, rows), _describe_cut(len(f.lines), "product"))


def _quarter_section(f: Figures, deals: Deals) -> str:
    q = f.quarter_end
    assert q is not None
    starts = [MONTH_NAMES[(deals.fiscal_start - 1 + 3 * i) % 12] for i in range(4)]
    rows = [
        (f"{word} month", format_share(s), format_share_interval(s), format_plain(h))
        for word, s, h in zip(ORDINALS, q.shares, q.hazards, strict=True)
    ]
    told = (
        f"Quarters begin in {', '.join(starts[:3])} and {starts[3]}; only whole quarters count "
        f"({format_count(q.shares[0].n, 'win')}). Readiness is how ready a deal of given age is to be won, "
        "1 on average: "
        "it takes out that deals get older in the course of a file."
    )
    return paragraphs(
        told, report_table(("month of the quarter", "share of wins", "range", "readiness"), rows)
    )


def _sellers_section(s: SellerComparison) -> str:
    noise = (
        "They differ by more than chance would make them."
        if s.distinguishable
        else "They cannot be told apart: to rank them by this table would be to rank noise."
    )
    told = (
        f"{noise} Each win rate is drawn towards the mean of all, as far as differences between sellers are noise; so "
        "a seller with few deals stands near the mean. Differences between sellers are reported here, and are not "
        "simulated."
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
    head = ("seller", "deals closed", "won", "win rate, drawn to the mean", "range")
    return paragraphs(told, report_table(head, rows), _describe_cut(len(s.sellers), "seller"))


def _describe_cut(number: int, what: str) -> str:
    return (
        f"{format_count(number - MAX_TABLE_ROWS, f'more {what}')} not shown here."
        if number > MAX_TABLE_ROWS
        else ""
    )


def _fate_section(f: DealFate) -> str:
    told = (
        "A deal that is still open has not been lost: all that is known is that it took longer than it is old. So "
        "open deals count as long as they were watched, and no longer (censoring); at each age the three shares add up "
        "to all."
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
    return paragraphs(told, report_table(("age, days", "won", "lost", "still open"), rows))


def _spread_rows(number: int) -> list[int]:
    """Positions of at most AGES rows, the first and the last among them."""
    if number <= MAX_AGE_ROWS:
        return list(range(number))
    return sorted({round(i * (number - 1) / (MAX_AGE_ROWS - 1)) for i in range(MAX_AGE_ROWS)})


def _fit_section(fitted: tuple[FittedNumber, ...], assumed: tuple[str, ...]) -> str:
    rows = [
        (escape_sentence(line.key), escape_sentence(line.source), escape_sentence(line.value))
        for line in fitted
    ]
    return paragraphs(
        report_table(("number", "where it comes from", "value"), rows, left=2) if rows else "",
        "Assumed, since no file tells it:" if assumed else "",
        bullets(escape_sentence(text) for text in assumed),
    )


def _check_section(back: tuple[ReproducedFigure, ...], shape: tuple[str, ...]) -> str:
    told = (
        "The scenario was played for a year under the split of work it begins with and without disruptions; what came "
        "out was read like your file. The standard error tells how far the played figure may be off, since only some "
        "years were played."
    )
    return paragraphs(
        *((told, report_table(_CHECK_HEAD, [_check_row(b) for b in back])) if back else ()),
        "Where the shape of your data cannot be met:" if shape else "",
        bullets(escape_sentence(text) for text in shape),
    )


_CHECK_HEAD = ("figure", "your file", "range", "played", "standard error", "within")


def _check_row(b: ReproducedFigure) -> tuple[str, ...]:
    share = b.share
    played = format_simulated(b.got, b.wanted, share)
    return (
        escape_sentence(b.what),
        format_share(b.wanted) if share else format_estimate(b.wanted),
        format_share_interval(b.wanted) if share else format_interval(b.wanted),
        played,
        _format_standard_error(b, share),
        "not measured" if played == UNKNOWN else "yes" if b.inside else "no",
    )


def _format_standard_error(b: ReproducedFigure, share: bool) -> str:
    return f"{format_plain(100 * b.error)} points" if share and b.error == b.error else format_plain(b.error)
