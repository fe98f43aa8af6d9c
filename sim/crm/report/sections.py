"""What stands behind the first page: tables, in the order in which questions come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.crm.deals import Deals
from sim.crm.estimate.figures import ArrivalEstimate, Fate, Figures, Sellers
from sim.crm.ledger import RowLedger
from sim.crm.report.bins import Bins, day_bins, value_bins
from sim.crm.report.escape import name, sentence
from sim.crm.report.layout import ReportSection, bullets, paragraphs, report_table
from sim.crm.report.listed import ORDINALS, estimates, others
from sim.crm.report.pictures import (
    days_picture,
    fate_picture,
    months_picture,
    quarter_picture,
    values_picture,
)
from sim.crm.report.rounded import (
    UNKNOWN,
    count,
    format_count,
    format_estimate,
    format_interval,
    format_percent,
    got,
    plain_figure,
    rate,
    rate_between,
)
from sim.crm.report.told import Back, FittedLine, Told

MOST_ROWS = 500
"""Rows of a table of names; a longer one is cut, and says so."""
AGES = 13
"""Rows of the table of ages, spread evenly over all that there are."""
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def sections(told: Told) -> Iterator[ReportSection]:
    """All parts behind the first page; one without figures is left out, since the first page says what is missing."""
    f, deals = told.figures, told.deals
    yield ReportSection("Every row accounted for", _account(told.ledger))
    if told.ledger.columns or told.ledger.unused:
        yield ReportSection("Which columns were used", _columns(told.ledger, told.names))
    if told.ledger.notes:
        yield ReportSection(
            "How files and columns were read", bullets(sentence(note) for note in told.ledger.notes)
        )
    yield from _figures(f)
    if f.arrivals:
        yield ReportSection("New deals by month", _months(f.arrivals), months_picture(f.arrivals))
    days, values = day_bins(deals), value_bins(deals)
    if days:
        yield ReportSection("How long deals take", _days(days), days_picture(deals))
    if values:
        yield ReportSection("What wins are worth", _values(values), values_picture(deals))
    if f.lines:
        yield ReportSection("Products", _lines(f))
    if f.quarter_end:
        yield ReportSection("Quarter end", _quarter(f, deals), quarter_picture(f.quarter_end))
    if f.rep_effect:
        yield ReportSection("Sellers", _sellers(f.rep_effect))
    if f.fate and f.fate.days:
        yield ReportSection("What becomes of deals as they age", _fate(f.fate), fate_picture(f.fate))
    if told.fitted or told.assumed:
        yield ReportSection(
            "The scenario's numbers, and where each comes from", _fit_section(told.fitted, told.assumed)
        )
    if told.back or told.shape:
        yield ReportSection("What the scenario gives back", _back(told.back, told.shape))


def _account(ledger: RowLedger) -> str:
    rows = [("rows in the file", count(ledger.rows), "")]
    rows += [("set aside", count(n), sentence(why)) for why, n in ledger.set_aside.most_common()]
    rows.append(
        ("used", count(ledger.used), f"{count(ledger.rows)} less {count(ledger.set_aside.total())} set aside")
    )
    parts = [("used, repaired", count(n), sentence(how)) for how, n in ledger.repaired.most_common()]
    parts += [
        (f"used, silent on {sentence(about)}", count(n), sentence(why))
        for (about, why), n in ledger.missing.most_common()
    ]
    told = "The rows below are among those used, and one row may stand in several of these lines."
    return paragraphs(
        _three(("what became of them", "rows", "why, or how"), rows),
        *((told, _three(("part of them", "rows", "why, or how"), parts)) if parts else ()),
    )


def _columns(ledger: RowLedger, names: bool) -> str:
    used = [(sentence(what), name(column)) for what, column in ledger.columns.items()]
    unused = [
        (
            name(one.name),
            sentence(one.guess),
            name(one.example if names else one.masked) if one.example else "",
        )
        for one in ledger.unused[:MOST_ROWS]
    ]
    told = "These columns were not used; the guess is by their names and by what they hold."
    if not names:
        told += " Examples that may name somebody are struck out."
    return paragraphs(
        report_table(("what it tells", "column"), used, left=2) if used else "",
        told if unused else "Every column was used.",
        report_table(("column", "what it may be", "an example"), unused, left=3) if unused else "",
        _cut(len(ledger.unused), "column"),
    )


def _three(head: tuple[str, str, str], rows: Sequence[tuple[str, str, str]]) -> str:
    """A table with its figures in the middle."""
    return report_table((head[0], head[2], head[1]), [(a, c, b) for a, b, c in rows], left=2)


def _figures(f: Figures) -> Iterator[ReportSection]:
    known = [
        (
            what,
            rate(e) if share else format_estimate(e),
            rate_between(e) if share else format_interval(e),
            count(e.n),
        )
        for what, e, share in estimates(f)
    ]
    if known:
        head = ("figure", "estimate", "range", "observations")
        told = "Ranges are 95 % ones. Times are in days, values in the file's currency."
        yield ReportSection("Estimates", paragraphs(told, report_table(head, known)))
    more = [(what, reading, text) for what, text, reading in others(f)]
    if more:
        yield ReportSection("More figures", report_table(("figure", "how to read it", "value"), more, left=2))


def _months(a: ArrivalEstimate) -> str:
    first, last = a.used
    rows = [(m, count(n), "yes" if first <= m <= last else "no") for m, n in a.months]
    told = (
        f"Months {first} to {last} are used: {format_estimate(a.month)} deals a month "
        f"({format_interval(a.month)}). Months at the "
        "edges of a file are often there only in part."
    )
    return paragraphs(told, report_table(("month", "deals created", "used"), rows))


def _days(bins: Bins) -> str:
    won, lost = bins.counts
    rows = [
        (names, count(w), _part(w, won), count(n), _part(n, lost))
        for names, w, n in zip(bins.names, won, lost, strict=True)
    ]
    told = f"{format_count(sum(won), 'won deal')} and {format_count(sum(lost), 'lost deal')} with both dates."
    return paragraphs(told, report_table(("days", "won", "share of won", "lost", "share of lost"), rows))


def _part(n: int, counts: tuple[int, ...]) -> str:
    return format_percent(n / sum(counts)) if sum(counts) else UNKNOWN


def _values(bins: Bins) -> str:
    rows = [
        (names, count(n), _part(n, bins.counts[0]))
        for names, n in zip(bins.names, bins.counts[0], strict=True)
    ]
    told = f"{format_count(sum(bins.counts[0]), 'win')} with a value. A row holds its lower bound, not its upper."
    return paragraphs(told, report_table(("value", "wins", "share"), rows))


def _lines(f: Figures) -> str:
    rows = [
        (name(line.name), count(line.won), count(line.closed), plain_figure(line.value))
        for line in f.lines[:MOST_ROWS]
    ]
    head = ("product", "wins", "deals closed", "mean value of a win")
    return paragraphs(report_table(head, rows), _cut(len(f.lines), "product"))


def _quarter(f: Figures, deals: Deals) -> str:
    q = f.quarter_end
    assert q is not None
    starts = [MONTH_NAMES[(deals.fiscal_start - 1 + 3 * i) % 12] for i in range(4)]
    rows = [
        (f"{word} month", rate(s), rate_between(s), plain_figure(h))
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


def _sellers(s: Sellers) -> str:
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
        (name(x.name), count(x.closed), count(x.won), rate(x.rate), rate_between(x.rate))
        for x in s.sellers[:MOST_ROWS]
    ]
    head = ("seller", "deals closed", "won", "win rate, drawn to the mean", "range")
    return paragraphs(told, report_table(head, rows), _cut(len(s.sellers), "seller"))


def _cut(number: int, what: str) -> str:
    return f"{format_count(number - MOST_ROWS, f'more {what}')} not shown here." if number > MOST_ROWS else ""


def _fate(f: Fate) -> str:
    told = (
        "A deal that is still open has not been lost: all that is known is that it took longer than it is old. So "
        "open deals count as long as they were watched, and no longer (censoring); at each age the three shares add up "
        "to all."
    )
    rows = [
        (
            plain_figure(f.days[i]),
            format_percent(f.won[i]),
            format_percent(f.lost[i]),
            format_percent(max(0.0, 1 - f.won[i] - f.lost[i])),
        )
        for i in _spread(len(f.days))
    ]
    return paragraphs(told, report_table(("age, days", "won", "lost", "still open"), rows))


def _spread(number: int) -> list[int]:
    """Positions of at most AGES rows, the first and the last among them."""
    if number <= AGES:
        return list(range(number))
    return sorted({round(i * (number - 1) / (AGES - 1)) for i in range(AGES)})


def _fit_section(fitted: tuple[FittedLine, ...], assumed: tuple[str, ...]) -> str:
    rows = [(sentence(line.key), sentence(line.source), sentence(line.value)) for line in fitted]
    return paragraphs(
        report_table(("number", "where it comes from", "value"), rows, left=2) if rows else "",
        "Assumed, since no file tells it:" if assumed else "",
        bullets(sentence(text) for text in assumed),
    )


def _back(back: tuple[Back, ...], shape: tuple[str, ...]) -> str:
    told = (
        "The scenario was played for a year under the split of work it begins with and without disruptions; what came "
        "out was read like your file. The standard error tells how far the played figure may be off, since only some "
        "years were played."
    )
    return paragraphs(
        *((told, report_table(_BACK, [_back_row(b) for b in back])) if back else ()),
        "Where the shape of your data cannot be met:" if shape else "",
        bullets(sentence(text) for text in shape),
    )


_BACK = ("figure", "your file", "range", "played", "standard error", "within")


def _back_row(b: Back) -> tuple[str, ...]:
    share = b.share
    played = got(b.got, b.wanted, share)
    return (
        sentence(b.what),
        rate(b.wanted) if share else format_estimate(b.wanted),
        rate_between(b.wanted) if share else format_interval(b.wanted),
        played,
        _error(b, share),
        "not measured" if played == UNKNOWN else "yes" if b.inside else "no",
    )


def _error(b: Back, share: bool) -> str:
    return f"{plain_figure(100 * b.error)} points" if share and b.error == b.error else plain_figure(b.error)
