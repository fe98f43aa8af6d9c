"""Writes the generated pages of docs/reference, from the program and from figures that were measured before.

    python tools/reference.py                     all of them
    python tools/reference.py claims.md ...       some

Nothing is measured here: `MEASURED` names the commands that do that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tools.pages import (
    FOLDER,
    bots,
    calibration,
    claims,
    facts,
    glossary,
    keys,
    lessons,
    model,
    plain_commands,
    scenario_format,
    scenarios,
    sensitivity,
    why,
)

PAGES: dict[str, tuple[Callable[[], str], str]] = {
    "scenarios.md": (scenarios.page, "the built-in scenarios: lessons, facilitator's notes, how they play"),
    "bots.md": (bots.page, "how each bot thinks, and how to beat it"),
    "glossary.md": (glossary.page, "the words of the game"),
    "keys.md": (keys.page, "every key of the screen, and its name for the settings"),
    "plain_commands.md": (plain_commands.page, "every command of plain mode"),
    "scenario_format.md": (scenario_format.page, "every key of a scenario file, with ranges and defaults"),
    "model.md": (model.page, "the model in full, by the ODD protocol, with every number and its source"),
    "facts.md": (facts.page, "the reference firm compared with published figures, misfits included"),
    "sensitivity.md": (sensitivity.page, "which numbers matter, and the five to measure in your firm"),
    "claims.md": (claims.page, "what the game claims about the world, each claim tested where it must fail"),
    "lessons.md": (lessons.page, "what shows that learning goals and tutorials are right"),
    "calibration.md": (calibration.page, "whether the lookahead's forecasts come true"),
    "why.md": (why.page, "how a change is split into seven causes, with an example"),
}
"""How each page is made, and what it is about, in the order of the index."""

PICTURES: dict[str, Callable[[], str]] = {
    "calibration.svg": lambda: calibration.draw_picture(calibration.document()),
    "sensitivity.svg": lambda: sensitivity.draw_picture(sensitivity.document()),
}

PRINTED = {
    "a_game.md": "a whole game in plain mode",
    "arena.md": "bots and masters, rated in common worlds",
    "equal.md": "both engines compared at full length",
    "speed.md": "how fast the screen is",
}
"""Pages that hold what a slow command printed, and what they are about."""

MEASURED = {
    "scenarios.md": "python tools/characters.py",
    "facts.md": "python tools/facts.py",
    "sensitivity.md": "python tools/sensitivity.py",
    "claims.md": "tactegic validate --claims --json",
    "lessons.md": "python tools/lessons.py",
    "calibration.md": "python tools/calibration.py",
    "a_game.md": "python tools/recorded_game.py",
    "arena.md": "tactegic arena",
    "equal.md": "make validate-full",
    "speed.md": "tactegic bench --ui",
}
"""Commands that measure what a page tells."""

INDEX = "README.md"
HEAD = """\
# Reference

Pages that are generated from the program and from stored measurements; do not edit them. `python tools/reference.py`
writes them in seconds, and a test compares them with what it would write. Where a page is measured, the command in the
last column measures again (minutes to hours) and stores the figures in this folder. Start with
[the pages that are written](../../README.md#documentation).

| page | what it tells | measured by |
|---|---|---|
"""


def index() -> str:
    """The page that lists all others, as Markdown."""
    about = {name: words for name, (_, words) in PAGES.items()} | PRINTED
    return HEAD + "".join(_entries(about))


def _entries(about: dict[str, str]) -> Iterator[str]:
    for name, words in about.items():
        command = f"`{MEASURED[name]}`" if name in MEASURED else ""
        yield f"| [{name}]({name}) | {words} | {command} |\n"


FILES: dict[str, Callable[[], str]] = {
    INDEX: index,
    **{name: made for name, (made, _) in PAGES.items()},
    **PICTURES,
}
"""Every file that this tool writes, and how its text is made."""


def main(names: list[str]) -> None:
    """Write some files, or all of them."""
    for name in names or FILES:
        (FOLDER / name).write_text(FILES[name](), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
