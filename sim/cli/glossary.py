"""`tactegic glossary`: the words of the game, one meaning each."""

from __future__ import annotations

import argparse
import textwrap

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, say, say_json
from sim.text.glossary import Word, load_glossary

WIDTH = 100
"""characters; of a line."""

INDENT = "    "


EXAMPLES = (
    "  tactegic glossary                 all of them\n"
    "  tactegic glossary sight\n"
    "  tactegic glossary --json franchise value"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("words", nargs="*", metavar="WORD", help="a word, or a part of its name or meaning")


def run(options: argparse.Namespace) -> int:
    """All words, or those that are asked for: the word itself, else all in which the text occurs."""
    asked = " ".join(options.words)
    words = _find_words(asked)
    if options.json:
        fields = ("word", "meaning", "see")
        say_json({"words": [{field: getattr(word, field) for field in fields} for word in words]})
        return GOOD
    say(*(line for word in words for line in [*_word_lines(word), ""][: None if len(words) > 1 else -1]))
    return GOOD


def _find_words(asked: str) -> tuple[Word, ...]:
    exact = load_glossary().get(asked)
    words = (exact,) if exact is not None else load_glossary().search(asked)
    if not words:
        remedy = suggest_name(asked, [word.word for word in load_glossary().words], "there are")
        raise CommandError(Trouble("", f"the glossary has nothing on {quote_value(asked)}", remedy))
    return words


def _word_lines(word: Word) -> list[str]:
    see = [f"See also: {', '.join(word.see)}."] if word.see else []
    rows = [row for text in (word.meaning, *see) for row in textwrap.wrap(text, WIDTH - len(INDENT))]
    return [word.word, *(INDENT + row for row in rows)]
