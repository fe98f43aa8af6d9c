"""The output of `tactegic calibrate`: a JSON document or a short summary."""

from __future__ import annotations

from typing import Any

from sim.base.problems import quote_value
from sim.base.statistics import Estimate
from sim.crm.calibrate import Calibration
from sim.crm.estimate.figures import CycleTimes, QuarterEnd, SellerComparison
from sim.crm.ledger import RowLedger, UnusedColumn

MAX_PRINTED = 25
"""Unused columns, and sentences on how a file was read, that are printed."""


def calibration_json(found: Calibration) -> dict[str, Any]:
    """The JSON document of a calibration, with null for what the file does not show."""
    f, ledger = found.figures, found.intake.ledger
    return {
        "rows": ledger.rows,
        "used": ledger.used,
        "won": f.won,
        "lost": f.lost,
        "open": f.open,
        "sellers": f.sellers,
        "win_rate": None if f.win_rate is None else f.win_rate.value,
        "win_rate_interval": _interval(f.win_rate),
        "days_won": _cycle(f.days_won),
        "days_lost": _cycle(f.days_lost),
        "arrivals": None
        if f.arrivals is None
        else {
            "month": f.arrivals.month.value,
            "interval": _interval(f.arrivals.month),
            "seller_month": None if f.arrivals.seller_month is None else f.arrivals.seller_month.value,
            "dispersion": f.arrivals.dispersion,
        },
        "value": None
        if f.values is None
        else {
            "mean": f.values.mean.value,
            "interval": _interval(f.values.mean),
            "median": f.values.median,
            "n": f.values.mean.n,
        },
        "rep_effect": _sellers(f.rep_effect),
        "quarter_end": _quarter_end(f.quarter_end),
        "columns": {field: name for field, name in found.intake.mapping.columns if name},
        "unused": [
            {"column": one.name, "example": _example(one, found.report.show_names), "guess": one.guess}
            for one in ledger.unused
        ],
        "set_aside": [{"reason": why, "rows": rows} for why, rows in ledger.set_aside.most_common()],
        "repaired": [{"how": how, "rows": rows} for how, rows in ledger.repaired.most_common()],
        "missing": [
            {"about": about, "why": why, "rows": rows} for (about, why), rows in ledger.missing.most_common()
        ],
        "notes": ledger.notes,
        "cannot": list(f.gaps),
        "odd": list(f.oddities),
        "doubt": f.doubt,
        "assumed": list(found.report.assumptions),
        "shape": list(found.report.mismatches),
        "gives_back": [
            {
                "what": b.name,
                "wanted": b.observed.value,
                "interval": _interval(b.observed),
                "got": b.simulated,
                "inside": b.is_inside,
            }
            for b in found.report.reproduced
        ],
    }


def how_read(ledger: RowLedger, show_names: bool) -> list[str]:
    """How an export was read: columns used and unused, and decisions.

    Examples that may name somebody are masked unless `show_names`.
    """
    lines = []
    if ledger.columns:
        columns = ", ".join(f"{use} {quote_value(name)}" for use, name in ledger.columns.items())
        lines.append(f"read as: {columns}")
    if ledger.unused:
        lines.append("columns not used:")
        lines += [
            f"  {quote_value(column.name)}{_such_as(_example(column, show_names))}: {column.guess}"
            for column in ledger.unused[:MAX_PRINTED]
        ]
        lines += _more(len(ledger.unused), "columns")
    if ledger.notes:
        lines.append("notes:")
        lines += [f"  {note}" for note in ledger.notes[:MAX_PRINTED]] + _more(len(ledger.notes), "notes")
    return lines


def _example(column: UnusedColumn, show_names: bool) -> str:
    return column.example if show_names else column.masked


def _such_as(example: str) -> str:
    return f" (such as {quote_value(example)})" if example else ""


def _more(count: int, what: str) -> list[str]:
    return [f"  and {count - MAX_PRINTED:,} more {what}; --report lists all"] if count > MAX_PRINTED else []


def _interval(e: Estimate | None) -> list[float] | None:
    return None if e is None else [e.low, e.high]


def _cycle(c: CycleTimes | None) -> dict[str, Any]:
    if c is None:
        return {"median": None, "mean": None, "n": 0}
    return {"median": c.median.value, "mean": c.mean.value, "n": c.mean.n, "interval": _interval(c.mean)}


def _sellers(s: SellerComparison | None) -> dict[str, Any]:
    if s is None:
        return {"distinguishable": None, "p": None, "sd": None}
    return {"distinguishable": s.distinguishable, "p": s.p, "sd": s.sd}


def _quarter_end(q: QuarterEnd | None) -> dict[str, Any]:
    if q is None:
        return {"present": None, "p": None, "shares": None}
    return {"present": q.present, "p": q.p, "shares": [s.value for s in q.shares]}


def summary(found: Calibration) -> list[str]:
    """What the data show, in a few lines."""
    f, ledger, reproduced = found.figures, found.intake.ledger, found.report.reproduced
    aside = ledger.set_aside.total()
    lines = [
        f"{ledger.rows:,} rows: {f.won:,} won, {f.lost:,} lost, {f.open:,} open, {aside:,} set aside",
        *(f"  set aside: {rows:,} rows, {reason}" for reason, rows in ledger.set_aside.most_common(5)),
        *how_read(ledger, found.report.show_names),
    ]
    if f.win_rate is not None:
        lines.append(f"win rate {f.win_rate.value:.1%} ({f.win_rate.low:.1%} to {f.win_rate.high:.1%})")
    if f.days_won is not None:
        lines.append(f"days to win: median {f.days_won.median.value:.0f}, mean {f.days_won.mean.value:.1f}")
    if f.days_lost is not None:
        lines.append(
            f"days to lose: median {f.days_lost.median.value:.0f}, mean {f.days_lost.mean.value:.1f}"
        )
    if f.rep_effect is not None:
        differ = "sellers differ" if f.rep_effect.distinguishable else "no clear difference between sellers"
        lines.append(f"win rates: {differ} (p {f.rep_effect.p:.2g})")
    if f.quarter_end is not None:
        lines.append(
            f"quarter-end rush: {'yes' if f.quarter_end.present else 'no'} (p {f.quarter_end.p:.2g})"
        )
    lines += [f"note: {sentence}" for sentence in f.oddities]
    lines += [f"not shown by the file: {sentence}" for sentence in f.gaps]
    outside = [b.name for b in reproduced if not b.is_inside]
    if not reproduced:
        return [*lines, "the scenario could not be compared with the file: there is no figure to compare"]
    matches = f"all figures but {', '.join(outside)}" if outside else f"all {len(reproduced)} figures"
    doubt = f", but one of them is doubtful. {f.doubt}" if f.doubt else ""
    return [*lines, f"the scenario matches {matches}{doubt}"]
