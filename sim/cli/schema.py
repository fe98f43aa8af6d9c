"""`tactegic schema`: the JSON Schema of scenarios."""

from __future__ import annotations

import argparse

from sim.cli.output import GOOD, say_json
from sim.scenario.json_schema import build_json_schema

EXAMPLES = "  tactegic schema > tactegic.schema.json"


def add_options(_: argparse.ArgumentParser) -> None:
    """There are none."""


def run(_: argparse.Namespace) -> int:
    """Print it."""
    say_json(build_json_schema())
    return GOOD
