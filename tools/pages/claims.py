"""claims.md: what the game claims of the world, from claims.json.

    tactegic validate --claims --json > docs/reference/claims.json

The day of the measurement is added by hand as the key `date`. A few claims can be measured again with `--only`, and
replace theirs in the file by hand; those that stay get a key `measured` that says when and with what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tools.pages import FOLDER

MEASURED = FOLDER / "claims.json"

INTRODUCTION = (
    "What the game claims about the world, measured with all random draws in worlds that no tuning has",
    "used: tuning keeps to seeds under 10,000, measuring begins at 1,000,000. Thresholds are in the code",
    "(`sim/research/claims`) and were set before the figures were known. A claim holds if the 95 % interval of",
    "each of its parts is beyond its threshold, does not hold if one is on the other side, and is open in",
    "between. *What decides* is the part nearest to failing, in standard errors. Each claim is also",
    "measured, by the same function, in a world without its mechanism, where it must not hold.",
)

VERDICTS = {True: "holds", False: "**does not hold**", None: "open"}
NOTES = {
    "reading": "Why: the best constant move chooses its response as well. The best constant split with the usual "
    "response of 30 % (23/37/73 in the reference) is worth 2.2 % less (1.8 to 2.6), so compared with that one "
    "the policy gains some 4 %. What reading adds to a well chosen constant response is near 2 %, and "
    "not beyond it.",
    "trap": "Why: culture is slow, and it has a cost. The slump strikes after the first quarter, and within six "
    "quarters a quarter of the leaders' time does all that culture can do; more of it takes as much from offering, "
    "foresight and capability. So the best share of culture is in between. Claim 15 shows it where culture "
    "has had two years: with a quarter of leaders' time on culture a late slump is survived, with all of it it is not.",
}
"""Why a claim does not hold, by name; shown only if it does not."""

COUNTERS = {True: "**holds**", False: "does not hold", None: "open"}


def render_claims(document: dict[str, Any]) -> str:
    """The page of a measurement."""
    return "\n".join(
        [*_head_lines(document), *(line for claim in document["claims"] for line in _claim_lines(claim)), ""]
    )


def _head_lines(document: dict[str, Any]) -> Iterator[str]:
    yield from ("# Claims", "", *INTRODUCTION, "")
    seconds = sum(claim["seconds"] for claim in document["claims"])
    count = {verdict: sum(claim["holds"] is verdict for claim in document["claims"]) for verdict in VERDICTS}
    told = f"{count[True]} hold, {count[False]} do not, {count[None]} open (which fails in a full run)"
    effort = "" if document["effort"] == 1 else f" ({document['effort']:.0%} of its full effort)"
    date, engine = document["date"], document["engine"]
    yield f"Measured on {date} with `tactegic validate --claims --json`{effort}, engine {engine}, in"
    yield f"{seconds / 60:,.0f} minutes of work. Of {len(document['claims'])} claims {told}."
    yield "This page is made by `python tools/reference.py`; do not edit it."
    yield from (
        "",
        "| | claim | | what decides | figure | 95 % interval | required | without its mechanism |",
    )
    yield "|---|---|---|---|---|---|---|---|"
    for claim in document["claims"]:
        yield _claim_row(claim)


def _claim_row(claim: dict[str, Any]) -> str:
    required = f"{claim['side']} {claim['threshold']:g} {claim['unit']}"
    cells = [
        claim["id"],
        claim["title"],
        VERDICTS[claim["holds"]],
        claim["decides"],
        _format_number(claim["figure"]),
    ]
    counter = f"{COUNTERS[claim['counter']['holds']]} ({_format_number(claim['counter']['figure'])})"
    return _format_cells([*cells, _format_interval(claim["interval"]), required, counter])


def _claim_lines(claim: dict[str, Any]) -> Iterator[str]:
    """A claim in full."""
    yield from ("", f"## {claim['id']}. {claim['title']}", "", claim["statement"], "")
    yield from (claim["how"], "")
    if "measured" in claim:
        yield from (f"*Measured on {claim['measured']}.*", "")
    if not claim["holds"] and claim["name"] in NOTES:
        yield from (NOTES[claim["name"]], "")
    yield from (f"| {claim['n']:,} games | | figure | 95 % interval | required |", "|---|---|---|---|---|")
    for part in claim["parts"]:
        required = f"{part['side']} {part['threshold']:g} {part['unit']}"
        verdict = VERDICTS[part["holds"]]
        yield _format_cells(
            [
                part["name"],
                verdict,
                _format_number(part["figure"]),
                _format_interval(part["interval"]),
                required,
            ]
        )
    for fact in claim["facts"]:
        yield _format_cells(
            [
                fact["name"],
                "",
                f"{_format_number(fact['figure'])} {fact['unit']}",
                _format_interval(fact["interval"]),
                "",
            ]
        )
    counter = claim["counter"]
    yield from (
        "",
        f"*Counter-world: {counter['world']}.* {counter['why']} There the claim {COUNTERS[counter['holds']]}:",
    )
    yield _condition_rows(counter["parts"])


def _condition_rows(parts: list[dict[str, Any]]) -> str:
    """What decides in a counter-world: parts that are false, else all."""
    wrong = [part for part in parts if part["holds"] is False] or parts
    told = [
        f"{part['name']} {_format_number(part['figure'])}{_in_brackets(part['interval'])}, required {part['side']} "
        f"{part['threshold']:g} {part['unit']}"
        for part in wrong
    ]
    return "; ".join(told) + "."


def _format_cells(cells: list[Any]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _format_number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def _in_brackets(interval: list[float]) -> str:
    told = _format_interval(interval)
    return f" ({told})" if told else ""


def _format_interval(interval: list[float]) -> str:
    low, high = interval
    return "" if low == high else f"{_format_number(low)} to {_format_number(high)}"


def page() -> str:
    """The page as Markdown."""
    return render_claims(json.loads(MEASURED.read_text(encoding="utf-8")))
