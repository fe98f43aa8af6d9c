"""`tactegic bench`: how fast the engines and the screen are on this machine. Benches are in a checkout only."""

from __future__ import annotations

import argparse
from importlib import import_module

from sim.base.errors import Trouble
from sim.cli.options import add_json_option
from sim.cli.output import CommandError

EXAMPLES = (
    "  tactegic bench --json\n"
    "  tactegic bench --pairing         what common random numbers are worth\n"
    "  tactegic bench --ui              start, answers to keys, rest and memory of the game on a screen"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    instead = parser.add_mutually_exclusive_group()
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


def run(options: argparse.Namespace) -> int:
    """Measure the engines, or the screen, and print."""
    name = "screen" if options.ui else "engine"
    try:
        report = import_module(f"bench.{name}.report")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "bench":
            raise
        remedy = "run `make bench` in a checkout of the project"
        raise CommandError(
            Trouble("bench", "the benches are not part of an installed tactegic", remedy)
        ) from None
    status: int = report.report(options)
    return status
