"""`tactegic check`: what is wrong with scenario files, and what a scenario is like to play."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from sim.base.errors import Trouble
from sim.base.problems import InputError, Problem, format_file_name
from sim.cli.character import character
from sim.cli.options import add_json_option
from sim.cli.output import BAD_INPUT, GOOD, CommandError, say, say_errors, say_json, warn
from sim.lookahead.trial import ScenarioTrial, run_trial
from sim.model.limits import GameLimitError
from sim.scenario.load import LoadedScenario, load_scenario

GIVE_LESS = "give it lower rates, demand or numbers"


@dataclass(frozen=True, slots=True)
class Checked:
    """A scenario that can be played."""

    file: str
    warnings: tuple[Problem, ...]
    doubts: list[Trouble]
    """what the trial showed."""
    trial: ScenarioTrial


EXAMPLES = (
    "  tactegic check my_firm.yaml\n"
    "  tactegic check scenarios/*.yaml\n"
    "  tactegic check --character my_firm.yaml        what it is like to play; some minutes\n"
    "  tactegic check --character my_firm.yaml --quick --json"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="paths of scenarios, or names of built-in ones"
    )
    parser.add_argument(
        "--character",
        action="store_true",
        help="measure what one is like to play: bots, best constant move, adapting, looking ahead, luck",
    )
    parser.add_argument("--quick", action="store_true", help="the same in about a minute, less exactly")


def run(options: argparse.Namespace) -> int:
    """Check every file; valid ones may have warnings. With `--character` measure one."""
    if options.character:
        return _character(options)
    if options.quick:
        raise CommandError(Trouble("--quick", "goes with --character alone", "leave it out"))
    troubles: list[Trouble] = []
    good: list[Checked] = []
    for file in options.files:
        try:
            loaded = load_scenario(file)
            good.append(_try_quarter(file, loaded))
        except GameLimitError as error:
            troubles.append(Trouble(format_file_name(file), f"cannot be played: {error.message}", GIVE_LESS))
            if not options.json:
                warn(*loaded.warnings, troubles[-1])
        except InputError as error:
            troubles += error.troubles
            if not options.json:
                warn(*error.problems)
    if options.json and troubles:
        return say_errors(troubles, as_json=True)
    if options.json:
        say_json({"files": [_document(one) for one in good], "tried": [_checked_json(one) for one in good]})
    else:
        for one in good:
            say_checked(one)
    return BAD_INPUT if troubles else GOOD


def _character(options: argparse.Namespace) -> int:
    if len(options.files) != 1:
        raise CommandError(Trouble("--character", "measures one scenario at a time", "name one file"))
    loaded = load_scenario(options.files[0])
    warn(*loaded.warnings)
    character(loaded.scenario, options.quick, options.json)
    return GOOD


def _try_quarter(file: str, loaded: LoadedScenario) -> Checked:
    """Play a quarter of a scenario that was accepted. Raises GameLimitError."""
    tried = run_trial(loaded.scenario)
    more = [Trouble(format_file_name(file), message, GIVE_LESS) for message in tried.doubts]
    return Checked(file, loaded.warnings, more, tried)


def say_checked(one: Checked) -> None:
    """Tell what is unusual, and how the quarter went."""
    warn(*one.warnings)
    for doubt in one.doubts:
        warn(f"{doubt.place}: warning: {doubt.message}; {doubt.remedy}")
    count, tried = len(one.warnings) + len(one.doubts), one.trial
    looked = f", {count} to look at" if count else ""
    say(
        f"{format_file_name(one.file)}: good{looked}; in {tried.weeks} weeks {tried.customers:,} customers came, "
        f"{tried.wins:,} deals were won, {tried.open:,} are open"
    )


def _document(one: Checked) -> dict[str, Any]:
    said = [*(warning.trouble for warning in one.warnings), *one.doubts]
    return {
        "file": one.file,
        "warnings": [{"place": t.place, "message": t.message, "remedy": t.remedy} for t in said],
    }


def _checked_json(one: Checked) -> dict[str, Any]:
    return {"file": one.file} | {
        name: getattr(one.trial, name) for name in ("weeks", "customers", "wins", "open")
    }
