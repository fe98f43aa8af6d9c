"""scenarios.md: the book of scenarios, from their texts and their measured characters (character.json), and from
claims.json for what a longer search finds.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from sim.research.character.measured_characters import read_measured_characters
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.scenario import Scenario
from tools.pages.claims import MEASURED as CLAIMS

INTRODUCTION = """\
What the built-in scenarios are about, what is learned in them, how to lead a group through them, and what they are
like to play. This page is made by `python tools/reference.py` from the scenarios' own texts and from
`character.json`, which `tools/characters.py` measures; do not edit it. `tactegic check --character FILE` measures the
same for your own file.
"""

WORDS = """\
- **Best constant move**: the splits of sellers, managers and leaders, and the response, in percent, that are best if
  they never change. It is found in other worlds (seeds under 10,000) than those that are measured (seeds from
  1,000,000).
- **Adapting**: what a policy that reads the position (its own books, demand, signals, danger, the calendar) gains
  over the best constant move in the same futures, in percent of value. It is fitted in half a minute on other worlds.
  If the longer search of claim 9 ([claims](claims.md)) found a better one, that one counts.
- **Ahead of continuing**: `lookahead:2000` in the same worlds with the same random numbers on the event engine: in how
  many games it ends ahead of the firm that continues as before. *Over the best constant*: what it gains.
- **Luck**: how much of the variance of results over all bots is the world and the dice; the rest is who plays.
- **Goal**: how often it is reached. Intervals are 95 %. The policy plays all seats, whichever the player holds.

Except in tutorials and *Calm waters*, adapting or looking ahead should be worth 2 % of the best constant move's value
(looking ahead with an interval above 0), and looking ahead should end ahead of continuing as before in 70 % of games
(60 % for one seller). What falls short is in **bold**.
"""

LADDER_HEAD = (
    "| | scenario | seats | length | sellers | goal | adapting | ahead of continuing | over the best constant | luck |",
    "|---|---|---|---|---|---|---|---|---|---|",
)

CALIBRATED = """\
## From a CRM

A scenario of your own firm is made from an export of its CRM with deals, dates, stages and amounts. The data stay
where they are; the scenario holds only figures:

```sh
tactegic calibrate exports/ -o my_firm.yaml --report my_firm.md    # read the report, correct the mapping
tactegic check --character my_firm.yaml                            # what it is like to play
tactegic play my_firm.yaml
```

[Your own firm](../crm.md) says what is taken from the data, how exactly, and what is not. In a workshop, play it
after *The inherited firm*: the room then knows the levers, and argues about its own figures instead of ours.
"""

TUTORIAL, CALM = 1.0, "steady_state"
"""Difficulty up to which a scenario is a tutorial, and the name of the calm one: of these nothing is asked."""
FOUND = ": gain"
"""How the facts of claim 9 end, after the scenario's name."""
WORTH, AHEAD, AHEAD_ALONE = 2.0, 70.0, 60.0
"""percent; of value that adapting should be worth, of games that looking ahead should win, and of one seller's."""


def longer_measurements() -> dict[str, dict[str, Any]]:
    """What the longer search of claim 9 found, by scenario: percent, with its interval."""
    if not CLAIMS.exists():
        return {}
    claims = json.loads(CLAIMS.read_text(encoding="utf-8"))["claims"]
    facts = [f for c in claims if c["name"] == "reading" for f in c["facts"]]
    return {
        f["name"].removesuffix(FOUND): {
            "figure": f["figure"],
            "low": f["interval"][0],
            "high": f["interval"][1],
        }
        for f in facts
        if f["name"].endswith(FOUND)
    }


def known_characters() -> dict[str, Any]:
    """All that the page tells, by name: what was measured, and with it what a longer search found."""
    found = longer_measurements()
    return {name: {**m, "longer": found.get(name)} for name, m in read_measured_characters().items()}


def render_scenarios(scenarios: tuple[Scenario, ...], measured: dict[str, Any]) -> str:
    """The page of some scenarios and what was measured."""
    parts = [
        "# The book of scenarios",
        INTRODUCTION.strip(),
        WORDS.strip(),
        "## The ladder",
        "\n".join([*LADDER_HEAD, *(_ladder_row(s, measured.get(s.name)) for s in scenarios)]),
        *("\n\n".join(_chapter_lines(s, measured.get(s.name))) for s in scenarios),
        CALIBRATED.strip(),
    ]
    return "\n\n".join(parts) + "\n"


def _ladder_row(s: Scenario, m: dict[str, Any] | None) -> str:
    o = s.organisation
    length = f"{s.quarters} quarters" if o.cadence == "quarter" else f"{s.quarters * 3} months"
    cells = [f"{s.difficulty:g}", s.title, ", ".join(s.seats), length, f"{o.seats}", s.goal.measure]
    if m is None:
        return f"| {' | '.join([*cells, 'not measured', '', '', ''])} |"
    adapting, ahead = _reading_figure(m), m["lookahead"]["inherited"]["share"]
    asked = s.difficulty > TUTORIAL and s.name != CALM
    least = AHEAD_ALONE if o.seats == 1 else AHEAD
    measured = [
        _format_bold(
            f"{adapting['figure']:+.1f} %",
            asked and not _is_worth_it(adapting, m["lookahead"]["constant"]["percent"]),
        ),
        _format_bold(
            f"{ahead['figure']:.0f} % of {m['lookahead']['games']}", asked and ahead["figure"] < least
        ),
        _format_percent(m["lookahead"]["constant"]["percent"]),
        f"{m['luck']['luck']['figure']:.0f} %",
    ]
    return f"| {' | '.join([*cells, *measured])} |"


def _reading_figure(m: dict[str, Any]) -> dict[str, float]:
    """What the better policy that reads brings, with its interval, percent."""
    found: list[dict[str, float]] = [m["adapting"]["gain"], *([m["longer"]] if m.get("longer") else [])]
    return max(found, key=lambda e: e["figure"])


def _is_worth_it(reading: dict[str, float], looking: dict[str, float]) -> bool:
    """Whether one way or the other of adapting brings enough (percent, over the best constant move)."""
    return reading["figure"] >= WORTH or (looking["figure"] >= WORTH and looking["low"] > 0)


def _format_bold(text: str, short: bool) -> str:
    return f"**{text}**" if short else text


def _chapter_lines(s: Scenario, m: dict[str, Any] | None) -> Iterator[str]:
    yield f"## {s.title}"
    yield f"`tactegic play {s.name}`, difficulty {s.difficulty:g}. " + _join_lines(s.summary)
    yield "\n".join(f"- {lesson}" for lesson in s.lessons)
    if s.facilitator:
        yield _wrap_text(f"*For the facilitator.* {_join_lines(s.facilitator)}")
    yield "\n".join(_measured_lines(m)) if m is not None else "Not measured yet."


def _join_lines(text: str) -> str:
    return " ".join(text.split())


def _wrap_text(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 118, break_on_hyphens=False))


def _measured_lines(m: dict[str, Any]) -> Iterator[str]:
    """Its character."""
    yield "| | value, k | goal | draw | fired |"
    yield "|---|---|---|---|---|"
    adapting, looking = m["adapting"], m["lookahead"]
    for p in [*m["bots"], adapting["constant"], adapting["feedback"]]:
        yield _player_row(p["name"], p)
    last = looking["players"][-1]
    yield _player_row(f"{last['name']}, {looking['games']} games", last)
    yield ""
    best = m["best_constant"]
    share, more = looking["inherited"]["share"], looking["constant"]["percent"]
    if m.get("quick"):
        yield _wrap_text("*A quick measurement: few games and a short search, so gains are understated.*")
        yield ""
    yield _wrap_text(
        f"Best constant move: S{best['sellers']:.0f} M{best['managers']:.0f} L{best['leaders']:.0f} "
        f"r{best['response']:.0f}. Adapting is worth {_format_interval(adapting['gain'], '%')}{_longer_lines(m)}. "
        f"Looking ahead ends ahead of continuing as before in {_format_interval(share, '%', '.0f')} of "
        f"{looking['games']} "
        f"games, and is worth {_format_interval(more, '%')} more than the best constant move. {_format_luck(m['luck'])}"
    )
    told = [a["text"] for a in m["advice"] if a["kind"] != "dominated_move"]
    if told:
        yield ""
        yield from (f"- {text}" for text in told)


def _longer_lines(m: dict[str, Any]) -> str:
    return f", after a longer search {_format_interval(m['longer'], '%')}" if m.get("longer") else ""


def _player_row(name: str, p: dict[str, Any]) -> str:
    shares = [f"{p[key]['figure']:.0f} %" for key in ("goal", "draw", "fired")]
    return f"| {' | '.join([name, format(p['value']['figure'], ',.0f'), *shares])} |"


def _format_percent(e: dict[str, float]) -> str:
    return f"{e['figure']:+.1f} % ({e['low']:+.1f} to {e['high']:+.1f})"


def _format_interval(e: dict[str, float], unit: str, form: str = ".1f") -> str:
    return f"{format(e['figure'], form)} {unit} ({format(e['low'], form)} to {format(e['high'], form)})"


def _format_luck(luck: dict[str, Any]) -> str:
    shares = [f"{luck[key]['figure']:.0f} %" for key in ("policy", "world", "dice")]
    return f"Of the variance, {shares[0]} is due to who plays, {shares[1]} to the world, {shares[2]} to the dice."


def page() -> str:
    """The page as Markdown."""
    return render_scenarios(load_builtin_scenarios(), known_characters())
