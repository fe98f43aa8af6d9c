"""`tactegic glossary`: the words of the game, one meaning each."""

from __future__ import annotations

import argparse
import textwrap

from sim.cli.output import GOOD, CommandError, Trouble, say, say_json
from sim.scenario.problems import shown
from sim.scenario.suggest import did_you_mean
from sim.view.words import Word, glossary

WIDTH = 100
"""characters; of a line."""

INDENT = "    "


def command(options: argparse.Namespace) -> int:
    """All words, or those that are asked for: the word itself, else all in which the text occurs."""
    asked = " ".join(options.words)
    words = _found(asked)
    if options.json:
        fields = ("word", "meaning", "see")
        say_json({"words": [{field: getattr(word, field) for field in fields} for word in words]})
        return GOOD
    say(*(line for word in words for line in [*_told(word), ""][: None if len(words) > 1 else -1]))
    return GOOD


def _found(asked: str) -> tuple[Word, ...]:
    exact = glossary().get(asked)
    words = (exact,) if exact is not None else glossary().search(asked)
    if not words:
        remedy = did_you_mean(asked, [word.word for word in glossary().words], "there are")
        raise CommandError(Trouble("", f"the glossary has nothing on {shown(asked)}", remedy))
    return words


def _told(word: Word) -> list[str]:
    see = [f"See also: {', '.join(word.see)}."] if word.see else []
    rows = [row for text in (word.meaning, *see) for row in textwrap.wrap(text, WIDTH - len(INDENT))]
    return [word.word, *(INDENT + row for row in rows)]
