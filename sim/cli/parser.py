"""The command line: commands, their options and help. Each command's work is in the module of its name, loaded when
it is to be done.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, TypeAlias, get_args

from sim.base.errors import UserError
from sim.cli import serve
from sim.cli.output import written_out
from sim.cli.usual import ARENA_SCENARIOS, EXPORT_FORMATS, EXPORT_START
from sim.scenario.literals import Cadence, HeldSeat

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

Command = Callable[[argparse.Namespace], int]


class UsageError(UserError):
    """A command line that cannot be understood."""


class _Parser(argparse.ArgumentParser):
    """argparse with our way of telling what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing."""
        raise UsageError(message, _remedy(message, self.prog))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help; argparse's own says nothing where it cannot be written."""
        with written_out():
            (file or sys.stdout).write(message)


def _remedy(message: str, prog: str) -> str:
    """Did you mean, where a choice was near; else where help is."""
    wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
    choices = re.findall(r"[\w-]+", wrong[2]) if wrong else []
    near = difflib.get_close_matches(wrong[1], choices, n=1) if wrong else []
    return f"did you mean '{near[0]}'?" if near else f"see `{prog} --help`"


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="tactegic",
        description="A chess-style simulation game of a sales organisation: this quarter against the next three years.",
        epilog="Examples:\n  tactegic play\n  tactegic scenarios\n"
        "  tactegic simulate reference --policy S25,M35,L65 --seeds 1:20\n\n`tactegic COMMAND --help` has more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.set_defaults(command=lambda _: _no_command(top))
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for add in (
        _play, _serve, _simulate, _lookahead, _scenarios, _check, _new, _schema, _games, _replay,
        _why, _calibrate, _export, _arena, _validate, _bench, _settings, _glossary, _version,
    ):  # fmt: skip
        add(commands)
    return top


def _no_command(top: argparse.ArgumentParser) -> int:
    top.print_help()
    return 0


Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _command(
    commands: Commands, name: str, about: str, examples: str, json: bool = True
) -> argparse.ArgumentParser:
    added = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"Examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    added.set_defaults(command=partial(_carry_out, name))
    if json:
        added.add_argument("--json", action="store_true", help="print one JSON document instead of text")
    return added


def _carry_out(name: str, options: argparse.Namespace) -> int:
    """Loads what a command needs, and nothing that others need: so every one starts fast."""
    work: Command = getattr(import_module(f"sim.cli.{name}"), f"run_{name}")
    return work(options)


def _play(commands: Commands) -> None:
    p = _command(
        commands,
        "play",
        "play a game in the terminal",
        "  tactegic play                                  choose on the screen\n"
        "  tactegic play the_entrant --seat leader --seed 7\n"
        "  tactegic play my_firm.yaml --cadence month\n"
        "  tactegic play --resume reference-2026-11-24-1.tgn\n"
        "  tactegic play solo --seed 7 --plain < moves.txt",
        json=False,
    )
    p.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="name of a built-in scenario or path of a file"
    )
    p.add_argument("--seed", metavar="N", help="of the world: what happens to the market (default: drawn)")
    p.add_argument(
        "--dice", metavar="N", help="of everything else: who comes, buys, leaves (default: the seed)"
    )
    p.add_argument(
        "--seat", choices=get_args(HeldSeat), help="whose time you decide on (default: the scenario's first)"
    )
    p.add_argument(
        "--cadence", choices=get_args(Cadence), help="how often you move (default: the scenario's)"
    )
    p.add_argument(
        "--resume", metavar="RECORD", help="go on with a saved game: a path, or a name from `tactegic games`"
    )
    p.add_argument(
        "--plain", action="store_true", help="line by line, for screen readers and scripts: text in, text out"
    )
    p.add_argument("--debug", action="store_true", help="write a log (its place is told at the end)")


def _serve(commands: Commands) -> None:
    p = _command(
        commands,
        "serve",
        "play in the browser: a game of their own for each visitor (needs the extra 'web')",
        "  tactegic serve                                 for this machine alone\n"
        "  tactegic serve the_entrant --seed 7            everybody begins the same game\n"
        "  tactegic serve --host 0.0.0.0 --name games.lan for others in your network: read what it says",
        json=False,
    )
    p.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="what every visitor plays (default: they choose)"
    )
    p.add_argument("--seed", metavar="N", help="of that scenario's world (default: drawn for each visitor)")
    p.add_argument(
        "--host", default=serve.HERE, metavar="H", help=f"address to serve at (default {serve.HERE})"
    )
    p.add_argument(
        "--name", action="append", default=[], metavar="N",
        help="name or number under which others find it, as in their address bar (needed with another --host; again "
        "for each one more; https://NAME behind a proxy)",
    )  # fmt: skip
    p.add_argument("--port", default=str(serve.PORT), metavar="N", help=f"default {serve.PORT}; 0 for any")
    p.add_argument(
        "--sessions",
        default=str(serve.SESSIONS),
        metavar="N",
        help=f"games at once (default {serve.SESSIONS}; each takes a processor while it thinks, and some 300 MB)",
    )


def _simulate(commands: Commands) -> None:
    p = _command(
        commands,
        "simulate",
        "play a policy through many worlds",
        "  tactegic simulate reference --policy steady --seeds 1:60\n"
        "  tactegic simulate reference --policy S20,M35,L65 --json\n"
        "  tactegic simulate turbulence --policy 'S30 M40 L85 r40' --seeds 7:7\n"
        "  tactegic simulate my_firm.yaml --policy my_rules.yaml --cadence month\n"
        "  tactegic simulate the_entrant --policy lookahead:2000 --seeds 1:5",
    )
    p.add_argument("scenario", metavar="SCENARIO", help="name of a built-in scenario or path of a file")
    p.add_argument(
        "--policy",
        required=True,
        metavar="P",
        help="a bot, a YAML file of rules, lookahead:N (search with N futures a move; lookahead:5s for seconds; :score "
        "behind it for the win chance instead of the value), or a split: whole percents of strategic hours for "
        "S(ellers), M(anagers), L(eaders), with r for the share that answers signals; drives all seats",
    )
    p.add_argument(
        "--seeds", default="1:20", metavar="S", help="worlds: 1:20 (both ends), 7:7 or 1,5,9 (default 1:20)"
    )
    p.add_argument(
        "--cadence", choices=get_args(Cadence), help="how often the policy is asked (default: the scenario's)"
    )


def _lookahead(commands: Commands) -> None:
    p = _command(
        commands,
        "lookahead",
        "find the best lines in a position, with their errors",
        "  tactegic lookahead the_entrant\n"
        "  tactegic lookahead reference --seconds 10 --lines 5 --moves 4\n"
        "  tactegic lookahead reference-2026-11-24-1.tgn --json      from where its player is\n"
        "  tactegic lookahead reference --fix S20 --line 'S20 M30 L60' --threats\n"
        "  tactegic lookahead turbulence --seat leader --futures 20000   the same on any machine",
    )
    p.add_argument("source", metavar="SCENARIO|RECORD", help="a built-in scenario, a file, or a saved game")
    p.add_argument("--moves", default="12", metavar="N", help="moves of each line to print (default 12)")
    p.add_argument("--lines", default="3", metavar="N", help="lines, the best first (default 3)")
    p.add_argument(
        "--line",
        action="append",
        metavar="MOVES",
        help="also tell of this line, like 'S25 L60; S20' (the last move stays)",
    )
    p.add_argument("--fix", metavar="MOVE", help="plan around shares that stay, like S20")
    p.add_argument("--threats", action="store_true", help="also list what would hurt most")
    p.add_argument("--seconds", metavar="S", help="time to think (default 5)")
    p.add_argument("--futures", metavar="N", help="futures to play, in place of seconds")
    p.add_argument("--seed", metavar="N", help="world of a scenario's start (default 1)")
    p.add_argument(
        "--seat", choices=get_args(HeldSeat), help="whose time to decide on (default: the scenario's first)"
    )
    p.add_argument("--cadence", choices=get_args(Cadence), help="how often to move (default: the scenario's)")


def _scenarios(commands: Commands) -> None:
    about = "list the built-in scenarios, easiest first"
    _command(commands, "scenarios", about, "  tactegic scenarios")


def _check(commands: Commands) -> None:
    p = _command(
        commands,
        "check",
        "check scenario files: all that is wrong, with place and remedy",
        "  tactegic check my_firm.yaml\n  tactegic check scenarios/*.yaml\n"
        "  tactegic check --character my_firm.yaml        what it is like to play; some minutes\n"
        "  tactegic check --character my_firm.yaml --quick --json",
    )
    p.add_argument("files", nargs="+", metavar="FILE", help="paths of scenarios, or names of built-in ones")
    p.add_argument(
        "--character",
        action="store_true",
        help="measure what one is like to play: bots, best constant move, adapting, looking ahead, luck",
    )
    p.add_argument("--quick", action="store_true", help="the same in about a minute, less exactly")


def _new(commands: Commands) -> None:
    p = _command(
        commands,
        "new",
        "write a commented scenario to start from",
        "  tactegic new my_firm            writes my_firm.yaml\n  tactegic play my_firm.yaml",
        json=False,
    )
    p.add_argument("name", metavar="NAME", help="a short name in snake_case")


def _schema(commands: Commands) -> None:
    _command(
        commands,
        "schema",
        "print the JSON Schema of scenarios, for editors",
        "  tactegic schema > tactegic.schema.json",
        json=False,
    )


def _games(commands: Commands) -> None:
    _command(commands, "games", "list the saved games, the latest first", "  tactegic games")


def _replay(commands: Commands) -> None:
    p = _command(
        commands,
        "replay",
        "play a record again and compare every figure",
        "  tactegic replay game.tgn            exit status 1 where a figure differs\n"
        "  tactegic replay game.tgn --tree     all lines that were played",
    )
    p.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    p.add_argument("--tree", action="store_true", help="print every line of the game, takebacks included")


def _why(commands: Commands) -> None:
    p = _command(
        commands,
        "why",
        "split the change since the last move into volume, win rate, deal size, disruption, rival, people and luck",
        "  tactegic why game.tgn               the last move that was played\n"
        "  tactegic why game.tgn --move 5 --json",
    )
    p.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    p.add_argument("--move", metavar="N", help="which move of the game (default: the last one)")


def _calibrate(commands: Commands) -> None:
    p = _command(
        commands,
        "calibrate",
        "make a scenario of your own firm from a CRM export",
        "  tactegic calibrate exports/ -o my_firm.yaml --report my_firm.md\n"
        "  tactegic calibrate deals.csv -o my_firm.yaml\n"
        "  tactegic calibrate deals.csv -o my_firm.yaml --map my_firm.map.yaml   with columns corrected\n"
        "  tactegic play my_firm.yaml",
    )
    p.add_argument(
        "path", metavar="PATH", help="the CSV file or workbook with the deals, or a folder of them"
    )
    p.add_argument("-o", "--output", required=True, metavar="FILE", help="the scenario to write")
    p.add_argument("--map", metavar="FILE", help="how columns are read; one is written with every run")
    p.add_argument(
        "--report", metavar="FILE", help="write a report (Markdown) there, and HTML with pictures beside it"
    )
    p.add_argument(
        "--names",
        choices=("mask", "keep"),
        default="mask",
        help="of sellers (default: mask, as in 'Seller 01')",
    )


def _export(commands: Commands) -> None:
    p = _command(
        commands,
        "export",
        "write a game as a CRM would have exported it, up to where its player is",
        "  tactegic export game.tgn --format csv -o deals.csv\n"
        "  tactegic export game.tgn --format parquet -o deals.parquet --start 2026",
    )
    p.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    p.add_argument(
        "--format", required=True, choices=EXPORT_FORMATS, help="parquet needs the extra 'parquet'"
    )
    p.add_argument("-o", "--output", required=True, metavar="PATH", help="the file; it must not be there yet")
    about = f"the game begins in its January (default {EXPORT_START})"
    p.add_argument("--start", default=EXPORT_START, metavar="YEAR", help=about)


def _arena(commands: Commands) -> None:
    p = _command(
        commands,
        "arena",
        "let bots play each other in the same worlds, and rate them",
        "  tactegic arena --games 30 --cores 2 --to arena.jsonl    the same command goes on where it was stopped\n"
        "  tactegic arena --games 20 --bots steady pilot captain month-ender\n"
        "  tactegic arena --games 40 --scenario my_firm.yaml --bots steady my_rules.yaml S20,M35,L65 --json",
    )
    p.add_argument(
        "--games", default="20", metavar="N", help="of each bot, shared out to the scenarios (default 20)"
    )
    scenarios = ", ".join(ARENA_SCENARIOS)
    p.add_argument("--scenario", nargs="+", metavar="S", help=f"names or paths (default: {scenarios})")
    p.add_argument(
        "--bots",
        nargs="+",
        metavar="B",
        help="bots, files of rules, lookahead:N, splits (default: all bots, and apprentice, master and grandmaster)",
    )
    p.add_argument(
        "--cores", default="1", metavar="C", help="processes at once (default 1); results are the same"
    )
    p.add_argument("--to", metavar="FILE", help="where each game is written as it is played")


def _validate(commands: Commands) -> None:
    p = _command(
        commands,
        "validate",
        "measure what the game claims of the world, and the worlds in which it must not hold",
        "  tactegic validate --claims --quick             two minutes on two cores\n"
        "  tactegic validate --claims --json > claims.json   three quarters of an hour\n"
        "  tactegic validate --claims --only 3 half_answer   exit status 1 where one fails",
    )
    p.add_argument("--claims", action="store_true", help="the claims of docs/reference/claims.md")
    p.add_argument(
        "--quick", action="store_true", help="with few futures; what these leave open is no failure"
    )
    p.add_argument("--only", nargs="+", metavar="ID", help="numbers or names of claims (default: all)")
    p.add_argument(
        "--cores", default="2", metavar="N", help="processes at once (default 2); results are the same"
    )


def _bench(commands: Commands) -> None:
    p = _command(
        commands,
        "bench",
        "measure the engines or the screen on this machine (some use of both cores, up to three minutes)",
        "  tactegic bench --json\n  tactegic bench --pairing         what common random numbers are worth\n"
        "  tactegic bench --ui              start, answers to keys, rest and memory of the game on a screen",
    )
    instead = p.add_mutually_exclusive_group()
    instead.add_argument(
        "--ui",
        action="store_true",
        help="instead of the engines, the screen: real processes in terminals of their own, beside an empty app",
    )
    instead.add_argument(
        "--pairing",
        action="store_true",
        help="instead of speed, how much less plans' differences vary on shared futures than on futures of their own",
    )


def _settings(commands: Commands) -> None:
    _command(
        commands,
        "settings",
        "show what is set (colours, pieces, motion, keys, lookahead), and where the file lies",
        "  tactegic settings\n  tactegic settings --json",
    )


def _glossary(commands: Commands) -> None:
    p = _command(
        commands,
        "glossary",
        "tell what the words of the game mean",
        "  tactegic glossary                 all of them\n  tactegic glossary sight\n"
        "  tactegic glossary --json franchise value",
    )
    p.add_argument("words", nargs="*", metavar="WORD", help="a word, or a part of its name or meaning")


def _version(commands: Commands) -> None:
    _command(
        commands,
        "version",
        "print the versions of the program, its engine and its formats",
        "  tactegic version",
    )
