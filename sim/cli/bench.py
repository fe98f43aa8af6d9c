"""`tactegic bench`: how fast the engines and the screen are on this machine. Benches are in a checkout only."""

from __future__ import annotations

import argparse
from importlib import import_module

from sim.base.errors import Trouble
from sim.cli.output import CommandError


def run_bench(options: argparse.Namespace) -> int:
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
