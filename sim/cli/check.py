"""`tactegic check`: what is wrong with scenario files, and what a scenario is like to play."""

from __future__ import annotations

import argparse
from typing import Any

from sim.cli.character import character
from sim.cli.output import BAD_INPUT, GOOD, CommandError, Trouble, say, say_errors, say_json, trouble, warn
from sim.scenario.load import load
from sim.scenario.problems import InputError, Problem, plain_file


def command(options: argparse.Namespace) -> int:
    """Check every file; valid ones may have warnings. With `--character` measure one."""
    if options.character:
        return _character(options)
    if options.quick:
        raise CommandError(Trouble("--quick", "goes with --character alone", "leave it out"))
    troubles: list[Trouble] = []
    good: list[tuple[str, tuple[Problem, ...]]] = []
    for file in options.files:
        try:
            good.append((file, load(file).warnings))
        except InputError as error:
            troubles += [trouble(p) for p in error.problems if p.severity == "error"]
            if not options.json:
                warn(*error.problems)
    if options.json and troubles:
        return say_errors(troubles, as_json=True)
    if options.json:
        say_json({"files": [_document(file, warnings) for file, warnings in good]})
    else:
        for file, warnings in good:
            warn(*warnings)
            say(f"{plain_file(file)}: good" + (f", {len(warnings)} to look at" if warnings else ""))
    return BAD_INPUT if troubles else GOOD


def _character(options: argparse.Namespace) -> int:
    if len(options.files) != 1:
        raise CommandError(Trouble("--character", "measures one scenario at a time", "name one file"))
    loaded = load(options.files[0])
    warn(*loaded.warnings)
    character(loaded.scenario, options.quick, options.json)
    return GOOD


def _document(file: str, warnings: tuple[Problem, ...]) -> dict[str, Any]:
    said = [{"place": t.place, "message": t.message, "remedy": t.remedy} for t in map(trouble, warnings)]
    return {"file": file, "warnings": said}
