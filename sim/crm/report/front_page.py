"""The first page: what a leader reads who reads no further."""

from __future__ import annotations

from collections.abc import Iterator

from sim.crm.ledger import RowLedger
from sim.crm.report.escape import escape_name, escape_sentence
from sim.crm.report.findings import describe_figures, describe_ranges
from sim.crm.report.layout import bullets, heading, paragraphs
from sim.crm.report.number_format import (
    UNKNOWN,
    format_count,
    format_integer,
    format_interval,
    format_share_interval,
    format_simulated,
)
from sim.crm.report.report_data import ReportData, ReproducedFigure

MAX_REASONS = 5
"""Reasons, or ways, that the first page names; the tables have all."""
MAX_MISMATCHES = 3
"""Sentences on the shape of the data on the first page, likewise."""


def front_page(told: ReportData, where: str) -> str:
    """The first page; `where` is a sentence that says where pictures and tables are."""
    f = told.figures
    return paragraphs(
        heading(f"{escape_name(told.title)}: what your CRM says", 1),
        f"Read from {escape_name(told.source)}: {format_count(told.ledger.rows, 'row')}. {where}",
        heading("What your data say"),
        bullets((*describe_figures(f), *(escape_sentence(text) for text in f.odd))),
        heading("How sure this is"),
        bullets(describe_ranges(f)),
        heading("What they cannot say"),
        bullets(escape_sentence(text) for text in f.cannot)
        if f.cannot
        else "Nothing that was looked for is missing.",
        heading("What was set aside and repaired"),
        bullets(describe_rows(told.ledger)),
        heading("Whether the scenario gives this back"),
        bullets(_describe_check(told)),
    )


def describe_rows(ledger: RowLedger) -> Iterator[str]:
    """All rows, in sentences that add up."""
    aside = ledger.set_aside.total()
    yield (
        f"{format_count(ledger.rows, 'row')} in the file = {format_integer(ledger.used)} used + {format_integer(aside)} set aside"
        + (f": {_list_reasons(ledger.set_aside)}." if aside else ".")
    )
    repaired = {how: n for how, n in ledger.repaired.items() if n}
    yield (
        f"Repaired, and used: {_list_reasons(repaired)}. A row may be repaired in more than one way."
        if repaired
        else "No row had to be repaired."
    )
    missing = {f"no word on {about}, {why}": n for (about, why), n in ledger.missing.items() if n}
    if missing:
        yield f"Used for all else that they tell: {_list_reasons(missing)}."


def _list_reasons(counts: dict[str, int]) -> str:
    """The most frequent reasons with their rows, and the rows of the others in one sum."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{escape_sentence(reason)} ({format_integer(n)})" for reason, n in ranked[:MAX_REASONS]]
    if len(ranked) > MAX_REASONS:
        rest = ranked[MAX_REASONS:]
        said.append(
            f"{format_count(len(rest), 'more reason')}, see the table ({format_integer(sum(n for _, n in rest))})"
        )
    return "; ".join(said)


def _describe_check(told: ReportData) -> Iterator[str]:
    if not told.back:
        yield "It was not played, so this is not known."
    else:
        yield from _comparison_lines(told.back)
        if told.figures.doubt:
            yield f"One of these ranges is in doubt. {escape_sentence(told.figures.doubt)}"
    if not told.shape:
        return
    yield from (escape_sentence(text) for text in told.shape[:MAX_MISMATCHES])
    if len(told.shape) > MAX_MISMATCHES:
        yield f"{format_count(len(told.shape) - MAX_MISMATCHES, 'more point')} of the kind below."


def _comparison_lines(back: tuple[ReproducedFigure, ...]) -> Iterator[str]:
    measured = [b for b in back if format_simulated(b.got, b.wanted, b.share) != UNKNOWN]
    inside = [b for b in measured if b.inside]
    yield (
        f"Played for a year without disruptions, the scenario gives back {format_integer(len(inside))} of "
        f"{format_count(len(back), 'figure')} within the ranges of the file."
    )
    for b in measured:
        if not b.inside:
            range_ = format_share_interval(b.wanted) if b.share else format_interval(b.wanted)
            yield f"Not within: {escape_sentence(b.what)}, {format_simulated(b.got, b.wanted, b.share)} instead of {range_}."
    for b in back:
        if b not in measured:
            yield f"Could not be measured: {escape_sentence(b.what)}."
