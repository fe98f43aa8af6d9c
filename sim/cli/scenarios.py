"""`tactegic scenarios`: the built-in ones, easiest first."""

from __future__ import annotations

import argparse

from sim.cli.options import add_json_option
from sim.cli.output import GOOD, format_table, say, say_json
from sim.scenario.load import load_builtin_scenarios

EXAMPLES = "  tactegic scenarios"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """List them."""
    every = load_builtin_scenarios()
    if options.json:
        fields = ("name", "title", "summary", "difficulty", "seats", "quarters")
        say_json({"scenarios": [{field: getattr(s, field) for field in fields} for s in every]})
        return GOOD
    rows = [[s.name, s.title, f"{s.difficulty:g}", f"{s.quarters}", ", ".join(s.seats)] for s in every]
    say(*format_table(["name", "title", "difficulty", "quarters", "seats"], rows, left=2), "")
    say("`tactegic play NAME` plays one; `tactegic new NAME` writes one of your own.")
    return GOOD
