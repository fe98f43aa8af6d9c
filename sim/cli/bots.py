"""`tactegic bots`: who can play, in the words of their own files."""

from __future__ import annotations

import argparse
import textwrap

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, format_table, say, say_json
from sim.lookahead.masters import find_opponent, opponent_names

EXAMPLES = (
    "  tactegic bots                      all of them, the masters last\n"
    "  tactegic bots month-ender          who it is, and how to beat it\n"
    "  tactegic simulate reference --policy captain"
)

WIDTH = 78
"""characters; of a line."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="one of them (default: all)")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """List the bots, or describe one. Raises CommandError."""
    every = opponent_names()
    if options.name not in (None, *every):
        message, remedy = f"there is no bot {quote_value(options.name)}", suggest_name(options.name, every)
        raise CommandError(Trouble("", message, remedy))
    bots = [(name, bot) for name in every if (bot := find_opponent(name)) and options.name in (None, name)]
    if options.json:
        say_json(
            {"bots": [{"name": n, "title": b.title, "summary": b.summary, "beat": b.beat} for n, b in bots]}
        )
    elif options.name is None:
        say(*format_table(["name", "title"], [[name, bot.title] for name, bot in bots], left=2), "")
        say("`tactegic bots NAME` says who one is; `tactegic arena` lets them play each other.")
    else:
        ((_, bot),) = bots
        say(bot.title, "", *textwrap.wrap(bot.summary, WIDTH))
        say("", *textwrap.wrap(f"How to beat it: {bot.beat}", WIDTH))
    return GOOD
