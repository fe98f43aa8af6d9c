"""`tactegic lookahead`: the best lines in a position, and what they are worth."""

from __future__ import annotations

import argparse
import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.cli.games import find_record
from sim.cli.options import add_json_option, parse_whole_number
from sim.cli.output import GOOD, CommandError, format_table, say, say_json, warn
from sim.cli.progress import Progress
from sim.cli.seats import refuse_seat
from sim.cli.seeds import seed
from sim.game.game import Game
from sim.game.replay import replay_record
from sim.game.setup import GameSetup
from sim.game.store import read_record
from sim.game.threshold import goal_threshold
from sim.lookahead.anytime_search import MAX_LINES, AnytimeSearch
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import EvaluatedLine
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.lookahead.threats import Threat, evaluate_threats, sort_by_harm
from sim.model.move import Move
from sim.policy.focus import default_focus_percents
from sim.policy.notation import NotationError, format_move, parse_move, parse_share_seats
from sim.scenario.literals import Cadence, HeldSeat
from sim.scenario.load import load_scenario

MAX_MOVES, MAX_ASKED = 240, 10
USUAL_SECONDS = 5.0
MAX_SECONDS = 86_400.0
MIN_FUTURES, MAX_FUTURES = 100, 100_000_000
RECORD = ".tgn"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a lookahead came to."""

    first: LookaheadSnapshot
    last: LookaheadSnapshot
    seconds: float
    """seconds; in all."""


EXAMPLES = (
    "  tactegic lookahead the_entrant\n"
    "  tactegic lookahead reference --seconds 10 --lines 5 --moves 4\n"
    "  tactegic lookahead reference-2026-11-24-1.tgn --json      from where its player is\n"
    "  tactegic lookahead reference --fix S20 --line 'S20 M30 L60' --threats\n"
    "  tactegic lookahead turbulence --seat leader --futures 20000   the same on any machine"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument(
        "source", metavar="SCENARIO|RECORD", help="a built-in scenario, a file, or a saved game"
    )
    parser.add_argument("--moves", default="12", metavar="N", help="moves of each line to print (default 12)")
    parser.add_argument("--lines", default="3", metavar="N", help="lines, the best first (default 3)")
    parser.add_argument(
        "--line",
        action="append",
        metavar="MOVES",
        help="also tell of this line, like 'S25 L60; S20' (the last move stays)",
    )
    parser.add_argument("--fix", metavar="MOVE", help="plan around shares that stay, like S20")
    parser.add_argument("--threats", action="store_true", help="also list what would hurt most")
    parser.add_argument("--seconds", metavar="S", help="time to think (default 5)")
    parser.add_argument("--futures", metavar="N", help="futures to play, in place of seconds")
    parser.add_argument("--seed", metavar="N", help="world of a scenario's start (default 1)")
    parser.add_argument(
        "--seat", choices=get_args(HeldSeat), help="whose time to decide on (default: the scenario's first)"
    )
    parser.add_argument(
        "--cadence", choices=get_args(Cadence), help="how often to move (default: the scenario's)"
    )


def run(options: argparse.Namespace) -> int:
    """Look ahead and print."""
    moves = parse_whole_number("--moves", options.moves, 1, MAX_MOVES)
    show = parse_whole_number("--lines", options.lines, 1, MAX_LINES)
    limit = _limit(options)
    game = _game(options)
    if game.over:
        remedy = "take a move back in the game, or choose another record"
        raise CommandError(Trouble(options.source, "the game is over in this record", remedy))
    of = _make_forecaster(game, options.fix)
    thought = AnytimeSearch(
        of, game.setup.threshold, show, limit, asked=_parse_lines(game, options.line or ())
    )
    seen = _look(thought)
    feared = sort_by_harm(evaluate_threats(of)) if options.threats else None
    if options.json:
        say_json(_document(game, seen, moves, feared))
    else:
        say(*_text(game, seen, moves), *(_threats_text(game, feared) if feared is not None else ()))
    return GOOD


def _limit(options: argparse.Namespace) -> SearchLimit:
    if options.futures is not None and options.seconds is not None:
        raise CommandError(Trouble("--futures", "seconds are given too", "give one of the two"))
    if options.futures is not None:
        return SearchLimit(futures=parse_whole_number("--futures", options.futures, MIN_FUTURES, MAX_FUTURES))
    text = options.seconds
    if text is None:
        return SearchLimit(seconds=USUAL_SECONDS)
    if re.fullmatch(r"\d{1,5}(\.\d{1,6})?", text) is None or not 0 < float(text) <= MAX_SECONDS:
        message = f"{quote_value(text)} is no number of seconds"
        raise CommandError(Trouble("--seconds", message, "give a number above 0, like 5 or 0.5"))
    return SearchLimit(seconds=float(text))


def _game(options: argparse.Namespace) -> Game:
    """The position to look ahead from: where a record's player is, or the start of a scenario."""
    if options.source.endswith(RECORD):
        given = [name for name in ("seed", "seat", "cadence") if getattr(options, name) is not None]
        if given:
            raise CommandError(Trouble(f"--{given[0]}", "a record has its own", "leave it out"))
        path = find_record(options.source)
        return replay_record(read_record(path), str(path)).game
    loaded = load_scenario(options.source)
    warn(*loaded.warnings)
    scenario = loaded.scenario
    refuse_seat(scenario, options.seat)
    seat = options.seat or scenario.seats[0]
    world = seed(options.seed or "1", "--seed")
    measuring = Progress("measuring the goal, once for this scenario: world")
    goal = goal_threshold(scenario, measuring)
    measuring.end()
    cadence = options.cadence or scenario.organisation.cadence
    return Game(GameSetup(scenario, world, world, seat, cadence, goal))


def _make_forecaster(game: Game, fix: str | None) -> Forecaster:
    """The futures of a position; the seats whose share `fix` names stay with that."""
    setup, view = game.setup, game.view()
    if fix is None:
        return Forecaster(setup.firm, view, setup.cadence, game.held)
    base, named = _move(game, fix, "--fix", view.last_move), _parse_fixed(fix)
    if len(named) == len(game.held):
        remedy = "name the share of some seats that you hold, not of all, like S20"
        raise CommandError(Trouble("--fix", "nothing is left to plan", remedy))
    return Forecaster(setup.firm, view, setup.cadence, game.held, base=base, fixed=named)


def _parse_fixed(text: str) -> tuple[int, ...]:
    try:
        return parse_share_seats(text)
    except NotationError as error:
        raise CommandError(Trouble("--fix", error.message, error.remedy)) from None


def _move(game: Game, text: str, option: str, base: Move) -> Move:
    try:
        return parse_move(text, base, default_focus_percents(game.setup.firm), game.held)
    except NotationError as error:
        raise CommandError(Trouble(option, error.message, error.remedy)) from None


def _parse_lines(game: Game, texts: Sequence[str]) -> tuple[tuple[Move, ...], ...]:
    """Lines as they are typed: moves with a semicolon between, each on top of the one before."""
    if len(texts) > MAX_ASKED:
        remedy = "ask again for the others"
        raise CommandError(Trouble("--line", f"more than {MAX_ASKED} lines", remedy))
    lines = []
    for text in texts:
        moves, last = [], game.view().last_move
        for part in text.split(";")[:MAX_MOVES]:
            last = _move(game, part, "--line", last)
            moves.append(last)
        lines.append(tuple(moves))
    return tuple(lines)


def _look(thought: AnytimeSearch) -> Seen:
    began, progress, limit = time.perf_counter(), Progress("futures"), thought.limit
    found: list[LookaheadSnapshot] = []
    for snapshot in thought.snapshots():
        found = [*found[:1], snapshot]
        progress(snapshot.futures, limit.futures or snapshot.futures)
    progress.end()
    return Seen(found[0], found[-1], time.perf_counter() - began)


def _document(game: Game, seen: Seen, moves: int, feared: list[Threat] | None) -> dict[str, Any]:
    last = seen.last
    more = {} if feared is None else {"threats": [_threat(game, threat) for threat in feared]}
    return more | {
        "scenario": game.setup.scenario.name,
        "seat": game.setup.seat,
        "cadence": game.setup.cadence,
        "move": game.at.number + 1,
        "moves": min(moves, last.periods),
        "lines": [_line(game, line, moves) for line in last.lines],
        "nothing": _line(game, last.nothing, moves),
        "asked": [_line(game, line, moves) for line in last.asked],
        "seconds_first": seen.first.seconds,
        "seconds_total": seen.seconds,
        "reach": last.reach,
        "futures": last.futures,
        "sight_months": last.sight,
    }


def _line(game: Game, line: EvaluatedLine, moves: int) -> dict[str, Any]:
    v = line.value
    return {
        "first": format_move(line.first, game.held),
        "plan": [format_move(move, game.held) for move in line.moves[:moves]],
        "score": {"mean": line.score.mean, "se": _finite_or_none(line.score.se)},
        "value": {"mean": v.mean, "se": _finite_or_none(v.se), "p10": v.p10, "p50": v.p50, "p90": v.p90},
        "wdl": {"goal": line.chances.goal, "draw": line.chances.draw, "fired": line.chances.fired},
        "difference": {"mean": line.difference.mean, "se": _finite_or_none(line.difference.se)},
        "gain": {"mean": line.gain.mean, "se": _finite_or_none(line.gain.se)},
        "equal": line.equal,
    }


def _threat(game: Game, threat: Threat) -> dict[str, Any]:
    answer, weeks = threat.answer, threat.weeks
    return {
        "type": threat.type,
        "title": threat.title,
        "segment": None if threat.segment is None else game.setup.firm.segments[threat.segment],
        "seen": threat.signal is not None,
        "chance_year": threat.chance,
        "weeks": None if weeks is None else {"lo": weeks[0], "hi": weeks[1]},
        "harm": {"mean": threat.harm.mean, "se": _finite_or_none(threat.harm.se)},
        "answer": None if answer is None else {"mean": answer.mean, "se": _finite_or_none(answer.se)},
    }


def _finite_or_none(error: float) -> float | None:
    return error if math.isfinite(error) else None


def _text(game: Game, seen: Seen, moves: int) -> Iterator[str]:
    last, setup = seen.last, game.setup
    looked = min(moves, last.periods)
    yield f"{setup.scenario.title}: {setup.seat}, move {game.at.number + 1}, {looked} moves ahead of {last.periods}"
    yield f"sight {last.sight:.1f} months; {last.futures:,} futures in {seen.seconds:.1f} s; points, money in k"
    yield ""
    rows = [
        *(_row(f"{place}", line) for place, line in enumerate(last.lines, 1)),
        _row("-", last.nothing),
        *(_row(f"?{place}", line) for place, line in enumerate(last.asked, 1)),
    ]
    yield from format_table(["", "score", "difference", "value", "P10 to P90", "goal", "draw", "fired"], rows)
    if last.reach != "open":
        why = "no plan reaches the goal" if last.reach == "beyond" else "every plan reaches the goal"
        yield f"Lines are ranked, and told equal, by value: {why}."
    yield ""
    for place, line in enumerate(last.lines, 1):
        yield f"{place}  {_plan(game, line, moves)}"
    yield f"-  {_plan(game, last.nothing, 1)}, held to the end: the line of doing nothing"
    for place, line in enumerate(last.asked, 1):
        yield f"?{place} {_plan(game, line, moves)}"


def _threats_text(game: Game, feared: list[Threat]) -> Iterator[str]:
    """What would hurt most; of what is seen also when, and what a finished answer is worth."""
    yield ""
    rows = [
        [
            _name_threat(game, threat),
            f"{threat.chance:.0%}",
            "" if threat.weeks is None else f"{threat.weeks[0]:.0f} to {threat.weeks[1]:.0f}",
            f"{threat.harm.mean:,.0f} +- {threat.harm.se:,.0f}",
            "" if threat.answer is None else f"{threat.answer.mean:,.0f} +- {threat.answer.se:,.0f}",
        ]
        for threat in feared
    ]
    yield from format_table(
        ["threat", "within a year", "weeks off", "harm to the value", "an answer is worth"], rows
    )


def _name_threat(game: Game, threat: Threat) -> str:
    if threat.segment is None:
        return f"{threat.title}, unseen"
    return f"{threat.title} in {game.view().segments[threat.segment]}, seen"


def _row(name: str, line: EvaluatedLine) -> list[str]:
    equal = " equal" if line.equal and line.difference.mean != 0 else ""
    return [
        name,
        f"{line.score.mean:.1f} +- {line.score.se:.1f}",
        f"{line.difference.mean:+.1f} +- {line.difference.se:.1f}{equal}",
        f"{line.value.mean:,.0f}",
        f"{line.value.p10:,.0f} to {line.value.p90:,.0f}",
        *(f"{chance:.0%}" for chance in (line.chances.goal, line.chances.draw, line.chances.fired)),
    ]


def _plan(game: Game, line: EvaluatedLine, moves: int) -> str:
    """Moves of a plan, those that stay as they were told once."""
    told, last = [], ""
    for number, move in enumerate(line.moves[:moves], game.at.number + 1):
        text = format_move(move, game.held)
        if text != last:
            told.append(f"{number}. {text}")
        last = text
    return "  ".join(told)
