"""Measures what the built-in scenarios are like to play, into docs/reference/character.json.

    python tools/characters.py                         what is not measured yet, or has another world now
    python tools/characters.py cascade --games 40      this one again, with more games of the lookahead
    python tools/characters.py --quick                 a minute each, to be measured in full later

Each character is written as soon as it is measured; the same command goes on where it was stopped. Then
`python tools/reference.py` writes the page.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from dataclasses import replace
from typing import Any

from sim.base.places import write_whole
from sim.cli.output import round_floats
from sim.cli.progress import Progress
from sim.research.character.depth import FULL, QUICK, Depth
from sim.research.character.measure import characters
from sim.research.character.measured import read_characters, stale, world_hash
from sim.scenario.load import builtin_scenarios, load
from sim.scenario.scenario import Scenario
from sim.version import ENGINE
from tools.pages import FOLDER

PLACE = FOLDER / "character.json"


def measured(scenario: Scenario, depth: Depth) -> dict[str, Any]:
    """Its character, with what it was measured on."""
    began = time.process_time()
    *_, last = characters(scenario, depth, lambda what: Progress(f"{scenario.name}: {what}"))
    document: dict[str, Any] = round_floats(last.plain())
    seconds = round(time.process_time() - began)
    head = {"engine": ENGINE, "world": world_hash(scenario), "seconds": seconds}
    return {**head, **({"quick": True} if depth.search == QUICK.search else {}), **document}


def _due(scenario: Scenario, quick: bool) -> bool:
    """Whether it is to be measured: its numbers are others by now, or it was measured quickly alone."""
    return stale(scenario, read_characters()) or (
        not quick and read_characters()[scenario.name].get("quick", False)
    )


def main(arguments: list[str]) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="without names what is not measured yet")
    parser.add_argument("--games", type=int, default=FULL.games, help="of the lookahead")
    parser.add_argument(
        "--quick", action="store_true", help="in a minute each; not taken for measured in full"
    )
    options = parser.parse_args(arguments)
    named = [load(name).scenario for name in options.names]
    full = replace(FULL, games=options.games, seconds=math.inf)
    for scenario in named or [s for s in builtin_scenarios() if _due(s, options.quick)]:
        one = measured(scenario, QUICK if options.quick else full)
        everything = {**read_characters(), scenario.name: one}  # read again: another process may have written
        write_whole(PLACE, json.dumps(dict(sorted(everything.items())), indent=1) + "\n")
        sys.stderr.write(f"{scenario.name}: {one['seconds']} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
