"""`tactegic arena`: everybody plays everybody in the same worlds, and a table says who is stronger."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.base.errors import Trouble
from sim.base.problems import escape_text, quote_value
from sim.cli.options import add_json_option, parse_whole_number
from sim.cli.output import GOOD, CommandError, format_table, say, say_json, warn
from sim.cli.progress import Progress
from sim.game.threshold import goal_threshold
from sim.lookahead.masters import find_opponent, opponent_names
from sim.policy.registry import PolicyError
from sim.research.arena.games import (
    FIRST_WORLD_SEED,
    LINE_BEGINNING,
    ArenaContest,
    ArenaGame,
    ArenaJob,
    arena_jobs,
    make_contest,
    play_all,
)
from sim.research.arena.standings import ArenaStandings, FigureInterval, StandingsRow, compute_standings
from sim.research.results_log import ResultsLog
from sim.scenario.load import load_scenario
from sim.version import ENGINE

MAX_GAMES, MAX_CORES, MAX_BOTS = 100_000, 64, 60
FEW = 20
"""worlds; with fewer an interval says little."""


ARENA_SCENARIOS = ("reference", "turbulence", "the_entrant")
"""Played unless others are named."""

EXAMPLES = (
    "  tactegic arena --games 30 --cores 2 --to arena.jsonl    the same command goes on where it was stopped\n"
    "  tactegic arena --games 20 --bots steady pilot captain month-ender\n"
    "  tactegic arena --games 40 --scenario my_firm.yaml --bots steady my_rules.yaml S20,M35,L65 --json"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument(
        "--games", default="20", metavar="N", help="of each bot, shared out to the scenarios (default 20)"
    )
    scenarios = ", ".join(ARENA_SCENARIOS)
    parser.add_argument("--scenario", nargs="+", metavar="S", help=f"names or paths (default: {scenarios})")
    parser.add_argument(
        "--bots",
        nargs="+",
        metavar="B",
        help="bots, files of rules, lookahead:N, splits (default: all bots, and apprentice, master and grandmaster)",
    )
    parser.add_argument(
        "--cores", default="1", metavar="C", help="processes at once (default 1); results are the same"
    )
    parser.add_argument("--to", metavar="FILE", help="where each game is written as it is played")


def run(options: argparse.Namespace) -> int:
    """Play what is not played yet, and print the table."""
    labels = _once("--scenario", options.scenario or ARENA_SCENARIOS)
    bots = _once("--bots", options.bots or opponent_names())
    if not 2 <= len(bots) <= MAX_BOTS:
        raise _wrong("--bots", f"{len(bots)} cannot be ranked", f"name 2 to {MAX_BOTS} of them")
    games = parse_whole_number("--games", options.games, max(2, len(labels)), MAX_GAMES)
    cores = parse_whole_number("--cores", options.cores, 1, MAX_CORES)
    contests = _contests(labels)
    found = _games(_jobs(contests, bots, games), cores, options.to)
    ranked = compute_standings(found)
    if options.json:
        say_json(standings_json(ranked, contests, found))
    else:
        say(*standings_text(ranked, contests))
    return GOOD


def _contests(labels: Sequence[str]) -> list[ArenaContest]:
    """The scenarios with their goals, which are measured where they are not known."""
    found: list[ArenaContest] = []
    for label in labels:
        loaded = load_scenario(label)
        warn(*loaded.warnings)
        measuring = Progress("measuring the goal, once for this scenario: world")
        found.append(make_contest(label, loaded.scenario, goal_threshold(loaded.scenario, measuring)))
        measuring.end()
    by_hash = {c.hash: c for c in found}
    for c in found:
        if by_hash[c.hash] is not c:
            raise _wrong("--scenario", f"{quote_value(c.label)} is there twice", "name each scenario once")
    return found


def _jobs(contests: Sequence[ArenaContest], bots: Sequence[str], games: int) -> list[ArenaJob]:
    try:
        return arena_jobs(contests, bots, games)
    except PolicyError as error:
        raise _wrong("--bots", error.message, error.remedy) from None


def _games(todo: Sequence[ArenaJob], cores: int, to: str | None) -> list[ArenaGame]:
    progress = Progress("games")
    with nullcontext() if to is None else ResultsLog(Path(to), LINE_BEGINNING) as kept:
        found = play_all(todo, cores, kept, progress)
    progress.end()
    return found


def _once(option: str, words: Sequence[str]) -> list[str]:
    for word in words:
        if list(words).count(word) > 1:
            raise _wrong(option, f"{quote_value(word)} is there twice", "name each once")
    return list(words)


def _wrong(option: str, message: str, remedy: str) -> CommandError:
    return CommandError(Trouble(option, message, remedy))


def describe_policy(name: str) -> dict[str, str]:
    """Title, character and how to beat it, of a bot or a master; of others nothing."""
    who = find_opponent(name)
    return {} if who is None else asdict(who)


def standings_json(
    s: ArenaStandings, contests: Sequence[ArenaContest], games: Sequence[ArenaGame]
) -> dict[str, Any]:
    """The table as JSON."""
    worlds = {c.hash: len({g.seed for g in games if g.hash == c.hash}) for c in contests}
    names = [row.policy for row in s.rows]
    return {
        "engine": ENGINE,
        "worlds": s.worlds,
        "scenarios": [
            {
                "scenario": c.label, "cadence": c.cadence, "worlds": worlds[c.hash], "first_seed": FIRST_WORLD_SEED,
                "goal": {"measure": c.scenario.goal.measure, "threshold": c.goal},
            }
            for c in contests
        ],
        "bots": [_plain(row, dict(zip(names, won, strict=True))) for row, won in zip(s.rows, s.won, strict=True)],
    }  # fmt: skip


def _plain(row: StandingsRow, won: dict[str, float]) -> dict[str, Any]:
    return {
        "name": row.policy,
        **describe_policy(row.policy),
        "rating": _of(row.rating),
        "value": _of(row.value),
        "goal": row.goal,
        "draw": row.draw,
        "fired": row.fired,
        "over_next": _of(row.over_next),
        "more_than_next": _of(row.more_than_next),
        "won": {name: share for name, share in won.items() if name != row.policy},
    }


def _of(interval: FigureInterval | None) -> dict[str, float] | None:
    return None if interval is None else dict(zip(("figure", "lo", "hi"), interval, strict=True))


HEAD = (
    "", "bot", "rating", "95 %", "value", "goal", "draw", "fired", "over the next", "95 %", "more value", "95 %",
)  # fmt: skip


def standings_text(s: ArenaStandings, contests: Sequence[ArenaContest]) -> list[str]:
    """The table as people read it."""
    few = [f"Few worlds: with less than {FEW} an interval says little."] if s.worlds < FEW else []
    return [
        f"{s.worlds} worlds of {', '.join(escape_text(c.label) for c in contests)}; every bot played all of them",
        "",
        *format_table(HEAD, [_row(place, row) for place, row in enumerate(s.rows, 1)], left=2),
        "",
        "Rating: 400 points more are odds of 10 to 1 to end ahead in the same world; the mean is 1500.",
        "Value in k. Over the next: share of worlds in which it ended ahead of the one below, ties half;",
        "more value: than the one below, in the same worlds. Intervals are 95 %, from samples of the worlds.",
        *few,
    ]


def _row(place: int, row: StandingsRow) -> list[str]:
    return [
        str(place),
        escape_text(row.policy),
        *_figures(row.rating, ",.0f"),
        f"{row.value[0]:,.0f}",
        *(f"{share:.2f}" for share in (row.goal, row.draw, row.fired)),
        *_figures(row.over_next, ".2f"),
        *_figures(row.more_than_next, "+,.0f"),
    ]


def _figures(interval: FigureInterval | None, form: str) -> list[str]:
    if interval is None:
        return ["", ""]
    figure, low, high = (format(x, form) for x in interval)
    return [figure, f"{low} to {high}"]
