"""Options that several commands share."""

from __future__ import annotations

import argparse

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.cli.output import CommandError

MAX_DIGITS = 9
"""Digits of a whole number; int() refuses texts of thousands with an error of its own."""


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of text")


def read_whole_number(text: str, least: int, most: int) -> int | None:
    """A whole number in plain digits from `least` to `most`, or None."""
    digits = text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS
    return int(text) if digits and least <= int(text) <= most else None


def parse_whole_number(option: str, text: str, least: int, most: int) -> int:
    """The whole number of an option. Raises CommandError."""
    number = read_whole_number(text, least, most)
    if number is None:
        remedy = f"give a whole number from {least:,} to {most:,}"
        raise CommandError(Trouble(option, f"{quote_value(text)} is not valid", remedy))
    return number
