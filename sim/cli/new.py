"""`tactegic new`: a commented scenario to start from."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.base.errors import Trouble
from sim.cli.output import GOOD, CommandError, say
from sim.scenario.starter import starter_text

EXAMPLES = "  tactegic new my_firm            writes my_firm.yaml\n  tactegic play my_firm.yaml"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("name", metavar="NAME", help="a short name in snake_case")


def run(options: argparse.Namespace) -> int:
    """Write NAME.yaml into this folder; an existing file is never touched."""
    text = starter_text(options.name)
    path = Path(f"{options.name}.yaml")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CommandError(Trouble(str(path), "the file is already there", "choose another name")) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CommandError(
            Trouble(str(path), f"cannot be written: {reason}", "go to a folder of your own")
        ) from None
    say(f"wrote {path}; `tactegic check {path}` checks it, `tactegic play {path}` plays it")
    return GOOD
