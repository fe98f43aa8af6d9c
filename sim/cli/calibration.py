"""What `tactegic calibrate` prints: the JSON document, or a few lines."""

from __future__ import annotations

from typing import Any

from sim.base.problems import quote_value
from sim.base.statistics import Estimate
from sim.crm.calibrate import Calibration
from sim.crm.estimate.figures import CycleTimes, QuarterEnd, SellerComparison
from sim.crm.ledger import RowLedger, UnusedColumn

MOST_TOLD = 25
"""columns that are not used, and sentences on how a file was read; that are printed."""


def calibration_json(found: Calibration) -> dict[str, Any]:
    """The JSON of a calibration: null where the file cannot tell."""
    f, ledger = found.figures, found.taken.ledger
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
        "columns": {field: name for field, name in found.taken.mapping.columns if name},
        "unused": [
            {"column": one.name, "example": _example(one, found.told.names), "guess": one.guess}
            for one in ledger.unused
        ],
        "set_aside": [{"reason": why, "rows": rows} for why, rows in ledger.set_aside.most_common()],
        "repaired": [{"how": how, "rows": rows} for how, rows in ledger.repaired.most_common()],
        "missing": [
            {"about": about, "why": why, "rows": rows} for (about, why), rows in ledger.missing.most_common()
        ],
        "notes": ledger.notes,
        "cannot": list(f.cannot),
        "odd": list(f.odd),
        "doubt": f.doubt,
        "assumed": list(found.told.assumed),
        "shape": list(found.told.shape),
        "gives_back": [
            {
                "what": b.what,
                "wanted": b.wanted.value,
                "interval": _interval(b.wanted),
                "got": b.got,
                "inside": b.inside,
            }
            for b in found.told.back
        ],
    }


def how_read(ledger: RowLedger, names: bool) -> list[str]:
    """How an export was read: which columns were used and which not, and what was decided. Examples that may name
    somebody are struck out unless `names` are wanted.
    """
    lines = []
    if ledger.columns:
        lines.append(
            "read as: " + ", ".join(f"{what} {quote_value(name)}" for what, name in ledger.columns.items())
        )
    if ledger.unused:
        lines.append("not used:")
        lines += [
            f"  {quote_value(one.name)}{_such_as(_example(one, names))}: {one.guess}"
            for one in ledger.unused[:MOST_TOLD]
        ]
        lines += _more(len(ledger.unused), "columns")
    if ledger.notes:
        lines.append("decided, or noted:")
        lines += [f"  {note}" for note in ledger.notes[:MOST_TOLD]] + _more(len(ledger.notes), "sentences")
    return lines


def _example(one: UnusedColumn, names: bool) -> str:
    return one.example if names else one.masked


def _such_as(example: str) -> str:
    return f" (such as {quote_value(example)})" if example else ""


def _more(count: int, what: str) -> list[str]:
    return [f"  and {count - MOST_TOLD:,} more {what}; --report has all"] if count > MOST_TOLD else []


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
    """What the data say, in a few lines."""
    f, ledger = found.figures, found.taken.ledger
    aside = ledger.set_aside.total()
    lines = [
        f"{ledger.rows:,} rows: {f.won:,} won, {f.lost:,} lost, {f.open:,} open, {aside:,} set aside",
        *(f"  set aside: {rows:,} rows, {why}" for why, rows in ledger.set_aside.most_common(5)),
        *how_read(ledger, found.told.names),
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
        differ = "differ" if f.rep_effect.distinguishable else "cannot be told apart"
        lines.append(f"sellers {differ} in how much they win (p {f.rep_effect.p:.2g})")
    if f.quarter_end is not None:
        crowd = "crowd" if f.quarter_end.present else "do not crowd"
        lines.append(f"wins {crowd} at the end of quarters (p {f.quarter_end.p:.2g})")
    back = found.told.back
    outside = [b.what for b in back if not b.inside]
    lines += [f"odd: {sentence}" for sentence in f.odd]
    lines += [f"cannot tell: {sentence}" for sentence in f.cannot]
    lines.append(
        "the scenario gives back: "
        + ("no figure, since none could be compared" if not back else "")
        + ("" if not back else f"all but {', '.join(outside)}" if outside else f"all {len(back)} figures")
        + (f", but one is in doubt. {f.doubt}" if back and f.doubt else "")
    )
    return lines
