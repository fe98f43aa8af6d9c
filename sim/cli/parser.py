"""The command line: its commands, their help, and what is wrong with a line. Each command has a module of its name in
this package with its EXAMPLES, its `add_options` and its `run`, which is loaded only for that command.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from sim.base.errors import UserError
from sim.base.suggestions import closest_name
from sim.cli.output import written_out

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = {
    "play": "play a game in the terminal",
    "serve": "play in the browser: a game of their own for each visitor (needs the extra 'web')",
    "simulate": "play a policy through many worlds",
    "lookahead": "find the best lines in a position, with their errors",
    "scenarios": "list the built-in scenarios, easiest first",
    "bots": "list the bots, or say who one is and how to beat it",
    "check": "check scenario files: all that is wrong, with place and remedy",
    "new": "write a commented scenario to start from",
    "schema": "print the JSON Schema of scenarios, for editors",
    "games": "list the saved games, the latest first",
    "replay": "play a record again and compare every figure",
    "why": "split the change since the last move into volume, win rate, deal size, disruption, rival, people and luck",
    "calibrate": "make a scenario of your own firm from a CRM export",
    "export": "write a game as a CRM would have exported it, up to where its player is",
    "arena": "let bots play each other in the same worlds, and rate them",
    "validate": "measure what the game claims of the world, and the worlds in which it must not hold",
    "bench": "measure the engines or the screen on this machine (some use of both cores, up to three minutes)",
    "settings": "show what is set (colours, pieces, motion, keys, lookahead), and where the file lies",
    "glossary": "tell what the words of the game mean",
    "version": "print the versions of the program, its engine and its formats",
}
"""What each command does, in the order of the help."""


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
    meant = closest_name(wrong[1], choices) if wrong else None
    return f"see `{prog} --help`" if meant is None else f"did you mean '{meant}'?"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse a command line. The result has what its command needs, and `command`, which runs it. Raises UsageError."""
    return _parser(arguments[0] if arguments else "").parse_args(arguments)


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser of all commands; only the one that is named has its options, as its module has to be loaded."""
    top = _Parser(
        prog="tactegic",
        description="A chess-style simulation game of a sales organisation: this quarter against the next three years.",
        epilog="Examples:\n  tactegic play\n  tactegic scenarios\n"
        "  tactegic simulate reference --policy S25,M35,L65 --seeds 1:20\n\n`tactegic COMMAND --help` has more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.set_defaults(command=lambda _: _print_help(top))
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for name, about in COMMANDS.items():
        added = commands.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == command:
            module = import_module(f"sim.cli.{name}")
            added.epilog = f"Examples:\n{module.EXAMPLES}"
            added.set_defaults(command=module.run)
            module.add_options(added)
    return top


def _print_help(top: argparse.ArgumentParser) -> int:
    top.print_help()
    return 0
