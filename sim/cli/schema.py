"""`tactegic schema`: the JSON Schema of scenarios."""

from __future__ import annotations

import argparse

from sim.cli.output import GOOD, say_json
from sim.scenario.schema import schema


def run_schema(_: argparse.Namespace) -> int:
    """Print it."""
    say_json(schema())
    return GOOD
