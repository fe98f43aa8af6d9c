"""`tactegic validate`: whether what the game says of the world is true of it."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from typing import Any

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.cli.options import add_json_option, parse_whole_number
from sim.cli.output import GOOD, NO, CommandError, format_table, say, say_json
from sim.cli.progress import Progress
from sim.research.claims.claim import (
    FULL_EFFORT,
    QUICK_EFFORT,
    Claim,
    ClaimCondition,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.registry import CLAIMS
from sim.research.claims.run import ClaimVerdict, run_claims
from sim.version import ENGINE

MAX_CORES = 64
WORDS = {True: "holds", False: "FALSE", None: "open"}
COUNTER_WORDS = {True: "HOLDS", False: "does not hold", None: "not shown"}
WIDE = 108


EXAMPLES = (
    "  tactegic validate --claims --quick             two minutes on two cores\n"
    "  tactegic validate --claims --json > claims.json   three quarters of an hour\n"
    "  tactegic validate --claims --only 3 half_answer   exit status 1 where one fails"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("--claims", action="store_true", help="the claims of docs/reference/claims.md")
    parser.add_argument(
        "--quick", action="store_true", help="with few futures; what these leave open is no failure"
    )
    parser.add_argument("--only", nargs="+", metavar="ID", help="numbers or names of claims (default: all)")
    parser.add_argument(
        "--cores", default="2", metavar="N", help="processes at once (default 2); results are the same"
    )


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    if not options.claims:
        remedy = "say what to validate: `tactegic validate --claims`"
        raise CommandError(Trouble("", "nothing to validate", remedy))
    chosen, cores = claims(options.only), parse_whole_number("--cores", options.cores, 1, MAX_CORES)
    progress = Progress("claims and counter-worlds measured")
    effort = QUICK_EFFORT if options.quick else FULL_EFFORT
    tested = run_claims(chosen, effort, cores, progress)
    progress.end()
    if options.json:
        say_json(claims_json(tested, effort))
    else:
        say(*claims_text(tested, options.quick))
    return GOOD if all(t.passed(options.quick) for t in tested) else NO


def claims(only: Sequence[str] | None) -> list[Claim]:
    """The claims of these numbers or names in their order; all of them without any. Raises CommandError."""
    known = {word: claim for claim in CLAIMS for word in (str(claim.id), claim.name)}
    wrong = [word for word in only or () if word not in known]
    if wrong:
        names = [claim.name for claim in CLAIMS]
        numbers = f"claims are 1 to {len(CLAIMS)}, or"
        raise CommandError(
            *(
                Trouble("--only", f"there is no claim {quote_value(w)}", suggest_name(w, names, numbers))
                for w in wrong
            )
        )
    asked = {known[word].id for word in only or known}
    return [claim for claim in CLAIMS if claim.id in asked]


def claims_json(tested: Sequence[ClaimVerdict], effort: MeasurementEffort) -> dict[str, Any]:
    """All that was measured, as JSON knows it."""
    quick = effort.scale < FULL_EFFORT.scale
    return {
        "engine": ENGINE,
        "effort": effort.scale,
        "quick": quick,
        "passed": all(t.passed(quick) for t in tested),
        "claims": [_plain(t, quick) for t in tested],
    }


def _plain(t: ClaimVerdict, quick: bool) -> dict[str, Any]:
    world, counter = t.world.measured, t.counter.measured
    part = world.deciding.to_json()
    return {
        "id": t.claim.id,
        "name": t.claim.name,
        "title": t.claim.title,
        "statement": t.claim.statement,
        "how": t.claim.how,
        "holds": world.holds,
        "passed": t.passed(quick),
        **{key: part[key] for key in ("figure", "interval", "threshold", "side", "unit")},
        "decides": part["name"],
        "n": world.n,
        "seconds": t.world.seconds + t.counter.seconds,
        "parts": [p.to_json() for p in world.parts],
        "facts": [f.to_json() for f in world.facts],
        "counter": {
            "world": t.claim.counter.name,
            "why": t.claim.why,
            "changes": {key: str(value) for key, value in t.claim.counter.changes.items()},
            "holds": counter.holds,
            "figure": counter.deciding.estimate.value,
            "parts": [p.to_json() for p in counter.parts],
            "facts": [f.to_json() for f in counter.facts],
        },
    }


def claims_text(tested: Sequence[ClaimVerdict], quick: bool) -> list[str]:
    """What a leader reads: each claim with the part that decides it, then the counter-worlds."""
    rows = [
        _row(str(t.claim.id), t.claim.title, t.world.measured.deciding, t.world.measured.holds)
        for t in tested
    ]
    good = sum(t.passed(quick) for t in tested)
    seconds = sum(t.world.seconds + t.counter.seconds for t in tested)
    lines = ["Claims, measured with noise on in worlds that no tuning has used; intervals are 95 %.", ""]
    lines += format_table(HEAD, rows, left=4)
    for t in tested:
        lines += ["", *_claim(t)]
    lines += ["", "Counter-worlds: without its mechanism a claim must not hold.", ""]
    lines += format_table(
        ["", "world", "the claim there", "what decides", "figure"], [_counter(t) for t in tested], left=4
    )
    open_ = " (what a quick run leaves open counts as good)" if quick else ""
    return [*lines, "", f"{good} of {len(tested)} claims pass{open_}; {seconds:,.0f} s of work"]


HEAD = ["", "claim", "", "what decides", "figure", "95 % interval", "asked", "unit"]


def _row(number: str, title: str, part: ClaimCondition, holds: bool | None) -> list[str]:
    return [number, title, WORDS[holds], part.name, *_figures(part), part.unit]


def _figures(part: ClaimCondition) -> list[str]:
    e = part.estimate
    return [f"{e.value:,.1f}", f"{e.low:,.1f} to {e.high:,.1f}", f"{part.side} {part.threshold:g}"]


def _claim(t: ClaimVerdict) -> list[str]:
    """A claim in full."""
    said = textwrap.wrap(f"{t.claim.id}. {t.claim.statement}", WIDE)
    m = t.world.measured
    rows = [["  ", p.name, WORDS[p.holds], *_figures(p), p.unit] for p in m.parts]
    rows += [["  ", f.name, "", *_fact(f), "", f.unit] for f in m.facts]
    head = ["  ", f"{m.n:,} games", "", "figure", "95 % interval", "asked", "unit"]
    return [*said, *format_table(head, rows, left=3)]


def _fact(fact: ReportedFigure) -> list[str]:
    e = fact.estimate
    return [f"{e.value:,.1f}", "" if e.low == e.high else f"{e.low:,.1f} to {e.high:,.1f}"]


def _counter(t: ClaimVerdict) -> list[str]:
    m = t.counter.measured
    part = m.deciding
    figure = f"{part.estimate.value:,.1f} ({part.side} {part.threshold:g} {part.unit})"
    return [str(t.claim.id), t.claim.counter.name, COUNTER_WORDS[m.holds], part.name, figure]
