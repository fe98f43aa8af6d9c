"""What the columns and stages of CRMs are called: reads `vocabulary.yaml`, which anybody can add to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_VOCABULARY = Path(__file__).with_name("vocabulary.yaml")
_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NOT_WORD = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"[a-z]{0,2}\d+|stage|step|phase|stufe|etapa|etape|fase")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MAX_LENGTH = 400
"""characters; of a text that is looked at."""
KINDS = ("won", "lost", "open")
PREFIXES = ("deal", "opportunity", "opp", "potential")
"""What may stand before the name of a column."""
_CLOSED = frozenset(
    ("deal", "closed", "close", "status", "geschlossen", "abgeschlossen", "cerrado", "cerrada", "fechado")
)
"""What may stand before a word of an outcome."""


def normalize(text: str) -> str:
    """Letters and digits alone, in small letters, without accents."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text[:_MAX_LENGTH]) if not unicodedata.combining(c)
    )
    return _NOT_WORD.sub("", bare.casefold())


def split_words(text: str) -> list[str]:
    """The words of a name, each as `normal` leaves it: 'final_mrrUsd' has final, mrr and usd."""
    return [word for part in _BETWEEN.split(text[:_MAX_LENGTH]) if (word := normalize(part))]


def remove_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    return _ASIDE.sub(" ", text[:_MAX_LENGTH])


@lru_cache(maxsize=4096)
def name_forms(column: str) -> tuple[str, ...]:
    """The forms of a column's name under which it may be known, the most exact one first: as it stands, without what
    is in brackets, without the 'deal' or 'opportunity' before it, and without words that say nothing.
    """
    forms = [normalize(column), normalize(remove_brackets(column))]
    for form in tuple(forms):
        forms += [form.removeprefix(word) for word in PREFIXES if form.startswith(word)]
    forms.append("".join(word for word in split_words(remove_brackets(column)) if word not in FILLER_WORDS))
    return tuple(dict.fromkeys(form for form in forms if form))


def _words(listed: Iterable[str]) -> frozenset[str]:
    """Each as `normal` leaves it, umlauts also as ae, oe, ue."""
    return frozenset(form for one in listed for form in (normalize(one), normalize(one.translate(_UMLAUTS))))


def _read_vocabulary() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_VOCABULARY.read_bytes(), loader)  # type: ignore[no-any-return]  # noqa: S506  # a safe loader


_READ = _read_vocabulary()
COLUMN_NAMES: dict[str, tuple[frozenset[str], ...]] = {
    field: tuple(_words(tier) for tier in tiers)
    for field, tiers in _READ["columns"].items()
    if field != "none"
}
"""Names of columns by field; those of an earlier tier are preferred to those of a later one."""
UNUSED_NAMES = _words(name for tier in _READ["columns"]["none"] for name in tier)
"""Names of columns that are known and not used."""
FIELD_WORDS = {field: _words(words) for field, words in _READ["parts"].items()}
"""Words in a longer name, by field."""
EXCLUDING_WORDS, FILLER_WORDS = _words(_READ["other_parts"]), _words(_READ["empty_parts"])
"""Words that make a name mean another thing, and words that say nothing."""
ESTIMATE_WORDS = _words(_READ["estimate_parts"])
"""Words of names of what is expected only: such a column gives way to another."""
OUTCOME_NAMES = {kind: _words(_READ["outcomes"][kind]["words"]) for kind in KINDS}
OUTCOME_WORDS = {kind: _words(_READ["outcomes"][kind]["parts"]) for kind in KINDS}
"""Stages as a whole, and words in longer ones, by outcome."""
CLOSED_NAMES = _words(_READ["outcomes"]["ended"])
"""Stages that are over without saying how."""
_NOT = _words(_READ["outcomes"]["not"])
YES, NO = (frozenset(word.casefold() for word in _READ["flags"][key]) for key in ("yes", "no"))
"""How flags are written, in small letters."""
EMPTY_TEXTS = frozenset(word.casefold() for word in _READ["nothing"])
"""What stands in an empty field, in small letters."""
SECTOR = _words(_READ["sector"])
"""Names of a column of customers' sectors in an accounts file."""
SECTORS = tuple(_READ["sectors"])
"""Common words for sectors, to know a slip of the pen by."""


@lru_cache(maxsize=16384)
def known_outcome(word: str) -> str | None:
    """'won', 'lost' or 'open' for a stage that is known."""
    bare = remove_brackets(word)
    for text in dict.fromkeys((word, bare)):
        inside = _strip_numbers(split_words(text))
        for form in (normalize(text), "".join(inside)):
            for kind in KINDS:
                if form in OUTCOME_NAMES[kind]:
                    return kind
        if len(inside) > 1 and inside[0] in _CLOSED:
            form = "".join(inside[1:])
            for kind in ("won", "lost"):
                if form in OUTCOME_NAMES[kind]:
                    return kind
    return _outcome_by_words(split_words(bare))


def _strip_numbers(words: list[str]) -> list[str]:
    """The words of a stage without numbers around it."""
    while words and _NUMBER.fullmatch(words[0]):
        words = words[1:]
    while len(words) > 1 and _NUMBER.fullmatch(words[-1]):
        words = words[:-1]
    return words


def _outcome_by_words(words: list[str]) -> str | None:
    """The outcome that the words of a longer name tell, if they tell one alone."""
    told = {kind: _find_first(words, OUTCOME_WORDS[kind]) for kind in KINDS}
    ends = [kind for kind in ("won", "lost") if told[kind] is not None]
    if ends:
        other = "lost" if ends[0] == "won" else "won"
        doubtful = OUTCOME_NAMES[other].intersection(words) or _NOT.intersection(words[: told[ends[0]]])
        return None if doubtful else ends[0]
    return "open" if told["open"] is not None and not _CLOSED.intersection(words) else None


def _find_first(words: list[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)
