"""The glossary: the words of the game with one meaning each, as data, with the stocks' words among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from sim.base.library import data_file
from sim.base.suggestions import suggest_name
from sim.base.text_files import read_text_file
from sim.scenario.load import parse_section
from sim.scenario.section import Fault, Given, Section, TextBlock, TextLine
from sim.view.stock_labels import FELT_MEANING, STOCK_LABELS, StockLabel

GLOSSARY_FILE = "glossary"
"""Of the data file."""

MAX_GLOSSARY_WORDS = 500

FIRST_WORDS = (
    "split",
    "response",
    "spread",
    "focus",
    "pressure",
    "signal",
    "sight",
    "line",
    "win chance",
    "franchise value",
)
"""Words that a player needs first."""

STOCK_MEANING = "A stock. {meaning}"

STOCK_WORDS = {"offering_live": "offering", "offering": "offering in the making"}
"""Names of stocks that are not those of their fields."""


class Word(Section):
    """A word, what it means, and words beside which it is understood better."""

    word: TextLine
    meaning: TextBlock
    see: Annotated[list[TextLine], Field(max_length=20)] = Field(default=[])


class WordList(Section):
    """The file of words."""

    format: Literal[1]
    """version of the format; 1."""
    words: Annotated[list[Word], Field(min_length=1, max_length=MAX_GLOSSARY_WORDS)]

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Words that stand there twice or are a stock's, and references that lead nowhere."""
        listed: Any = given.get("words")
        words = [one for one in listed if isinstance(one, Word)] if isinstance(listed, list) else []
        taken, faults = {one.word for one in stock_words()}, list[Fault]()
        for i, one in enumerate(words):
            if one.word in taken:
                faults.append((("words", i, "word"), f"'{one.word}' has a meaning already", "keep one"))
            taken.add(one.word)
        for i, one in enumerate(words):
            for k, name in enumerate(one.see):
                if name not in taken or name == one.word:
                    remedy = suggest_name(name, taken - {one.word})
                    faults.append((("words", i, "see", k), f"'{name}' is no other word of the list", remedy))
        return faults


@dataclass(frozen=True)
class Glossary:
    """All words in alphabetical order."""

    words: tuple[Word, ...]

    def get(self, name: str) -> Word | None:
        """The word of this name, however it is written."""
        name = name.strip().lower()
        return next((w for w in self.words if w.word.lower() == name), None)

    def search(self, text: str) -> tuple[Word, ...]:
        """Words in which all of a text's words occur: first those that begin with it, then those that have it in their
        name, then those that have it in their meaning. All of them for an empty text.
        """
        asked = text.lower().split()
        found = [(_search_rank(word, asked), word) for word in self.words]
        return tuple(word for rank, word in sorted(found, key=lambda f: f[0]) if rank < _NO_MATCH)


_NO_MATCH = 3


def _search_rank(word: Word, asked: Sequence[str]) -> int:
    name, whole = word.word.lower(), f"{word.word} {word.meaning}".lower()
    if not asked or name.startswith(" ".join(asked)):
        return 0
    if all(part in name for part in asked):
        return 1
    return 2 if all(part in whole for part in asked) else _NO_MATCH


@cache
def load_glossary() -> Glossary:
    """The glossary of the game. Raises InputError where its file is wrong."""
    return Glossary(_sort_words((*read_glossary_words(), *stock_words())))


def read_glossary_words() -> tuple[Word, ...]:
    """The words of the file. Raises InputError where it is wrong."""
    path = data_file("words", GLOSSARY_FILE)
    found, _ = parse_section(read_text_file(path, path.name), path.name, WordList)
    return tuple(found.words)


def _sort_words(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda w: w.word.lower()))


@cache
def stock_words() -> tuple[Word, ...]:
    """The words of the stocks."""
    stocks = (
        Word(word=_stock_word(s), meaning=STOCK_MEANING.format(meaning=s.meaning), see=["stock"])
        for s in STOCK_LABELS
    )
    return (*stocks, Word(word="felt attainment", meaning=FELT_MEANING, see=["pressure"]))


def _stock_word(stock: StockLabel) -> str:
    """The name of a stock."""
    return STOCK_WORDS.get(stock.field, stock.field)


def first_words() -> tuple[Word, ...]:
    """The words that a player needs first."""
    return tuple(word for word in map(load_glossary().get, FIRST_WORDS) if word is not None)
