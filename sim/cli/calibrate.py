"""`tactegic calibrate`: a CRM export becomes a scenario."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.cli.output import GOOD, CommandError, Trouble, say, say_json, warn
from sim.cli.progress import Progress
from sim.crm.calibrate import Calibrated, calibrate, scenario_name
from sim.crm.estimate.figures import Cycle, Estimate, QuarterEnd, Sellers
from sim.crm.files import Outputs, edited, same, write
from sim.crm.intake.mapping import mapping_text, read_mapping
from sim.crm.intake.take import IntakeError
from sim.crm.stamp import stamped
from sim.game.places import PlaceError, write_whole
from sim.scenario.problems import plain_file


def command(options: argparse.Namespace) -> int:
    """Read, estimate, fit, write."""
    to = Outputs(Path(options.output), Path(options.report) if options.report else None)
    given = Path(options.map) if options.map else None
    _may_write(to.results)
    mapping = read_mapping(given) if given else None
    reading, simulating = Progress("rows"), Progress("years simulated")
    try:
        found = calibrate(
            Path(options.path),
            scenario_name(to.scenario.stem),
            mapping,
            options.names == "keep",
            reading,
            simulating,
        )
    except IntakeError as error:
        _write_draft(error, to.mapping, given)
        raise
    finally:
        reading.end()
        simulating.end()
    _may_write(to.results)  # they may have been edited meanwhile
    with _telling():
        written = write(found, to, given)
    if options.json:
        say_json(document(found))
    else:
        say(*_summary(found), *(f"wrote {plain_file(str(path))}" for path in written))
    return GOOD


def _may_write(paths: list[Path]) -> None:
    """Refuse to write over what we have not made, or what has been edited since."""
    for path in paths:
        if not path.parent.is_dir():
            raise CommandError(
                Trouble(plain_file(str(path)), "there is no such folder", "make the folder first")
            )
    for path in edited(paths):
        message = "is already there, and is not as this command made it"
        raise CommandError(Trouble(plain_file(str(path)), message, "choose another name, or move it away"))


def _write_draft(error: IntakeError, path: Path, given: Path | None) -> None:
    """What could be decided about the columns, so that only a line is to be corrected."""
    if error.mapping is None or edited([path]) or same(path, given):
        return
    with _telling():
        write_whole(path, stamped(mapping_text(error.mapping)))
    warn(f"wrote {plain_file(str(path))}: how the file was read so far; correct it and run again with --map")


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except PlaceError as error:
        raise CommandError(
            Trouble(plain_file(str(error.place)), error.message, "choose another place")
        ) from None


def document(found: Calibrated) -> dict[str, Any]:
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
        "set_aside": [{"reason": why, "rows": rows} for why, rows in ledger.set_aside.most_common()],
        "repaired": [{"how": how, "rows": rows} for how, rows in ledger.repaired.most_common()],
        "missing": [
            {"about": about, "why": why, "rows": rows} for (about, why), rows in ledger.missing.most_common()
        ],
        "notes": ledger.notes,
        "cannot": list(f.cannot),
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


def _interval(e: Estimate | None) -> list[float] | None:
    return None if e is None else [e.low, e.high]


def _cycle(c: Cycle | None) -> dict[str, Any]:
    if c is None:
        return {"median": None, "mean": None, "n": 0}
    return {"median": c.median.value, "mean": c.mean.value, "n": c.mean.n, "interval": _interval(c.mean)}


def _sellers(s: Sellers | None) -> dict[str, Any]:
    if s is None:
        return {"distinguishable": None, "p": None, "sd": None}
    return {"distinguishable": s.distinguishable, "p": s.p, "sd": s.sd}


def _quarter_end(q: QuarterEnd | None) -> dict[str, Any]:
    if q is None:
        return {"present": None, "p": None, "shares": None}
    return {"present": q.present, "p": q.p, "shares": [s.value for s in q.shares]}


def _summary(found: Calibrated) -> list[str]:
    """What the data say, in a few lines."""
    f, ledger = found.figures, found.taken.ledger
    aside = ledger.set_aside.total()
    lines = [
        f"{ledger.rows:,} rows: {f.won:,} won, {f.lost:,} lost, {f.open:,} open, {aside:,} set aside",
        *(f"  set aside: {rows:,} rows, {why}" for why, rows in ledger.set_aside.most_common(5)),
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
    outside = [b.what for b in found.told.back if not b.inside]
    lines += [f"cannot tell: {sentence}" for sentence in f.cannot]
    lines.append(
        "the scenario gives back: "
        + ("all of these figures" if not outside else f"all but {', '.join(outside)}")
    )
    return lines
