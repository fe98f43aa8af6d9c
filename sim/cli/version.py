"""`tactegic version`."""

from __future__ import annotations

import argparse
import platform

import numpy as np
import simpy

from sim.cli.options import add_json_option
from sim.cli.output import GOOD, say, say_json
from sim.game.record import RECORD_FORMAT as RECORD_FORMAT
from sim.scenario.scenario import FORMAT as SCENARIO_FORMAT
from sim.version import ENGINE, VERSION

EXAMPLES = "  tactegic version"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is installed."""
    versions = {
        "tactegic": VERSION,
        "engine": ENGINE,
        "scenario_format": SCENARIO_FORMAT,
        "record_format": RECORD_FORMAT,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "simpy": simpy.__version__,
    }
    if options.json:
        say_json(versions)
    else:
        say(*(f"{name.replace('_', ' '):16}{value}" for name, value in versions.items()))
    return GOOD
