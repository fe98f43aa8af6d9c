"""`tactegic schema`: the JSON Schema of scenarios."""

from __future__ import annotations

import argparse

from sim.cli.output import GOOD, say_json
from sim.scenario.json_schema import build_json_schema


def run_schema(_: argparse.Namespace) -> int:
    """Print it."""
    say_json(build_json_schema())
    return GOOD
