"""The first page of the report, for a leader who reads no further."""

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
"""Reasons for setting rows aside, or kinds of repair, that the first page lists; the tables have all."""
MAX_MISMATCHES = 3
"""Sentences on mismatches that the first page lists."""


def front_page(data: ReportData, note: str) -> str:
    """The first page; `note` is a sentence that says where charts and tables are."""
    f = data.figures
    return paragraphs(
        heading(f"{escape_name(data.title)}: what your CRM shows", 1),
        f"Based on {escape_name(data.source)} with {format_count(data.ledger.rows, 'row')}. {note}",
        heading("What your data show"),
        bullets((*describe_figures(f), *(escape_sentence(text) for text in f.oddities))),
        heading("How certain the figures are"),
        bullets(describe_ranges(f)),
        heading("What your data cannot show"),
        bullets(escape_sentence(text) for text in f.gaps) if f.gaps else "No figure is missing.",
        heading("Rows set aside or repaired"),
        bullets(describe_rows(data.ledger)),
        heading("Does the scenario match your data?"),
        bullets(_describe_check(data)),
    )


def describe_rows(ledger: RowLedger) -> Iterator[str]:
    """All rows of the file, in sentences whose numbers add up."""
    aside = ledger.set_aside.total()
    yield (
        f"{format_count(ledger.rows, 'row')} in the file = {format_integer(ledger.used)} used + "
        f"{format_integer(aside)} set aside" + (f": {_list_reasons(ledger.set_aside)}." if aside else ".")
    )
    repaired = {how: n for how, n in ledger.repaired.items() if n}
    yield (
        f"Repaired and used: {_list_reasons(repaired)}. A row can be repaired in more than one way."
        if repaired
        else "No row had to be repaired."
    )
    missing = {f"{about} missing, {why}": n for (about, why), n in ledger.missing.items() if n}
    if missing:
        yield f"Used in part: {_list_reasons(missing)}."


def _list_reasons(counts: dict[str, int]) -> str:
    """The most frequent reasons with their rows, and the total of all others."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{escape_sentence(reason)} ({format_integer(n)})" for reason, n in ranked[:MAX_REASONS]]
    if len(ranked) > MAX_REASONS:
        rest = ranked[MAX_REASONS:]
        parts.append(
            f"{format_count(len(rest), 'more reason')}, see the table ({format_integer(sum(n for _, n in rest))})"
        )
    return "; ".join(parts)


def _describe_check(data: ReportData) -> Iterator[str]:
    if data.reproduced:
        yield from _describe_comparison(data.reproduced)
        if data.figures.doubt:
            yield f"One of these ranges is doubtful. {escape_sentence(data.figures.doubt)}"
    else:
        yield "The scenario was not simulated, so this is unknown."
    yield from (escape_sentence(text) for text in data.mismatches[:MAX_MISMATCHES])
    if len(data.mismatches) > MAX_MISMATCHES:
        rest = len(data.mismatches) - MAX_MISMATCHES
        yield f"{format_count(rest, 'more mismatch', 'more mismatches')}, listed below."


def _describe_comparison(figures: tuple[ReproducedFigure, ...]) -> Iterator[str]:
    simulated = {b: format_simulated(b.simulated, b.observed, b.is_share) for b in figures}
    measured = [b for b in figures if simulated[b] != UNKNOWN]
    inside = [b for b in measured if b.is_inside]
    yield (
        f"Simulated for a year without disruptions, the scenario matches {format_integer(len(inside))} of "
        f"{format_count(len(figures), 'figure')} within their ranges."
    )
    for b in measured:
        if not b.is_inside:
            interval = format_share_interval(b.observed) if b.is_share else format_interval(b.observed)
            yield f"Outside its range: {escape_sentence(b.name)}, {simulated[b]} instead of {interval}."
    for b in figures:
        if b not in measured:
            yield f"Could not be measured: {escape_sentence(b.name)}."
