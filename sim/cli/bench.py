"""`tactegic bench`: how fast the engine is on this machine."""

from __future__ import annotations

import argparse


def command(options: argparse.Namespace) -> int:
    """Measure and print."""
    raise SystemExit(f"being written {options}")
