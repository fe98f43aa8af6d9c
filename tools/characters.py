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

from sim.base.places import write_atomically
from sim.cli.output import round_floats
from sim.cli.progress import Progress
from sim.research.character.effort import FULL_CHARACTER, QUICK_CHARACTER, CharacterEffort
from sim.research.character.measure import measure_character
from sim.research.character.measured_characters import is_stale, read_measured_characters
from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.scenario.resolved import world_hash
from sim.scenario.scenario import Scenario
from sim.version import ENGINE
from tools.pages import FOLDER

PLACE = FOLDER / "character.json"


def measure_scenario(scenario: Scenario, depth: CharacterEffort) -> dict[str, Any]:
    """Its character, with what it was measured on."""
    began = time.process_time()
    *_, last = measure_character(scenario, depth, lambda what: Progress(f"{scenario.name}: {what}"))
    document: dict[str, Any] = round_floats(last.to_json())
    seconds = round(time.process_time() - began)
    head = {"engine": ENGINE, "world": world_hash(scenario), "seconds": seconds}
    return {**head, **({"quick": True} if depth.search == QUICK_CHARACTER.search else {}), **document}


def _needs_measuring(scenario: Scenario, quick: bool) -> bool:
    """Whether it is to be measured: its numbers are others by now, or it was measured quickly alone."""
    return is_stale(scenario, read_measured_characters()) or (
        not quick and read_measured_characters()[scenario.name].get("quick", False)
    )


def main(arguments: list[str]) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="without names what is not measured yet")
    parser.add_argument("--games", type=int, default=FULL_CHARACTER.games, help="of the lookahead")
    parser.add_argument(
        "--quick", action="store_true", help="in a minute each; not taken for measured in full"
    )
    options = parser.parse_args(arguments)
    named = [load_scenario(name).scenario for name in options.names]
    full = replace(FULL_CHARACTER, games=options.games, seconds=math.inf)
    for scenario in named or [s for s in load_builtin_scenarios() if _needs_measuring(s, options.quick)]:
        one = measure_scenario(scenario, QUICK_CHARACTER if options.quick else full)
        everything = {
            **read_measured_characters(),
            scenario.name: one,
        }  # read again: another process may have written
        write_atomically(PLACE, json.dumps(dict(sorted(everything.items())), indent=1) + "\n")
        sys.stderr.write(f"{scenario.name}: {one['seconds']} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
