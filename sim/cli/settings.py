"""`tactegic settings`: what is set, and where the file lies. Keys are checked by whoever has the table of keys."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points

from sim.base.errors import Trouble
from sim.base.problems import InputError, format_file_name
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, format_table, say, say_json
from sim.cli.play import SCREENS
from sim.play.settings.file import load_settings
from sim.play.settings.settings import Settings

Checker = Callable[[Mapping[str, str], str], list[tuple[str, str, str]]]
"""From keys and the way of moving to what is wrong: name of the binding, message, remedy."""


EXAMPLES = "  tactegic settings\n  tactegic settings --json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Show them; status 2 where the file cannot be used, with all that is wrong."""
    kept = load_settings()
    if kept.problems:
        raise InputError(kept.problems)
    settings = kept.settings
    wrong = _wrong_keys(settings)
    if wrong:
        place = format_file_name(str(kept.path))
        raise CommandError(*(Trouble(f"{place}: keymap.{name}", *words) for name, *words in wrong))
    if options.json:
        say_json({"place": str(kept.path), "exists": kept.exists, "settings": settings.model_dump()})
        return GOOD
    usual = dict(Settings())
    rows = [
        [
            name,
            _format_setting(value),
            "" if value == usual[name] else f"usually {_format_setting(usual[name])}",
        ]
        for name, value in settings
    ]
    say(*format_table(["setting", "value", ""], rows, left=3), "")
    say(
        f"The file: {format_file_name(str(kept.path))}{'' if kept.exists else ' (not there yet: all is as usual)'}"
    )
    say("Change it there, or under Settings in the menu of `tactegic play`.")
    return GOOD


def _format_setting(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return (
            ", ".join(f"{format_file_name(str(k))}: {format_file_name(str(v))}" for k, v in value.items())
            or "as usual"
        )
    return str(value)


def _wrong_keys(settings: Settings) -> list[tuple[str, str, str]]:
    """What is wrong with the keys; nothing where no screen is installed that could tell."""
    found = next(iter(entry_points(group=SCREENS, name="keys")), None)
    if found is None or not settings.keymap:
        return []
    check: Checker = found.load()
    return check(settings.keymap, settings.movement)
