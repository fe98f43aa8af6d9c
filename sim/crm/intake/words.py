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
_LONGEST = 400
"""characters; of a text that is looked at."""
KINDS = ("won", "lost", "open")
PREFIXES = ("deal", "opportunity", "opp", "potential")
"""What may stand before the name of a column."""
_CLOSED = frozenset(
    ("deal", "closed", "close", "status", "geschlossen", "abgeschlossen", "cerrado", "cerrada", "fechado")
)
"""What may stand before a word of an outcome."""


def normal(text: str) -> str:
    """Letters and digits alone, in small letters, without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text[:_LONGEST]) if not unicodedata.combining(c))
    return _NOT_WORD.sub("", bare.casefold())


def tokens(text: str) -> list[str]:
    """The words of a name, each as `normal` leaves it: 'final_mrrUsd' has final, mrr and usd."""
    return [word for part in _BETWEEN.split(text[:_LONGEST]) if (word := normal(part))]


def without_asides(text: str) -> str:
    """A text without what stands in brackets."""
    return _ASIDE.sub(" ", text[:_LONGEST])


@lru_cache(maxsize=4096)
def names(column: str) -> tuple[str, ...]:
    """The forms of a column's name under which it may be known, the most exact one first: as it stands, without what
    is in brackets, without the 'deal' or 'opportunity' before it, and without words that say nothing.
    """
    forms = [normal(column), normal(without_asides(column))]
    for form in tuple(forms):
        forms += [form.removeprefix(word) for word in PREFIXES if form.startswith(word)]
    forms.append("".join(word for word in tokens(without_asides(column)) if word not in EMPTY_PARTS))
    return tuple(dict.fromkeys(form for form in forms if form))


def _words(listed: Iterable[str]) -> frozenset[str]:
    """Each as `normal` leaves it, umlauts also as ae, oe, ue."""
    return frozenset(form for one in listed for form in (normal(one), normal(one.translate(_UMLAUTS))))


def _read_vocabulary() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_VOCABULARY.read_bytes(), loader)  # type: ignore[no-any-return]  # noqa: S506  # a safe loader


_READ = _read_vocabulary()
COLUMNS: dict[str, tuple[frozenset[str], ...]] = {
    field: tuple(_words(tier) for tier in tiers)
    for field, tiers in _READ["columns"].items()
    if field != "none"
}
"""Names of columns by field; those of an earlier tier are preferred to those of a later one."""
OTHERS = _words(name for tier in _READ["columns"]["none"] for name in tier)
"""Names of columns that are known and not used."""
PARTS = {field: _words(words) for field, words in _READ["parts"].items()}
"""Words in a longer name, by field."""
OTHER_PARTS, EMPTY_PARTS = _words(_READ["other_parts"]), _words(_READ["empty_parts"])
"""Words that make a name mean another thing, and words that say nothing."""
ESTIMATE_PARTS = _words(_READ["estimate_parts"])
"""Words of names of what is expected only: such a column gives way to another."""
WORDS = {kind: _words(_READ["outcomes"][kind]["words"]) for kind in KINDS}
WORD_PARTS = {kind: _words(_READ["outcomes"][kind]["parts"]) for kind in KINDS}
"""Stages as a whole, and words in longer ones, by outcome."""
ENDED = _words(_READ["outcomes"]["ended"])
"""Stages that are over without saying how."""
_NOT = _words(_READ["outcomes"]["not"])
YES, NO = (frozenset(word.casefold() for word in _READ["flags"][key]) for key in ("yes", "no"))
"""How flags are written, in small letters."""
NOTHING = frozenset(word.casefold() for word in _READ["nothing"])
"""What stands in an empty field, in small letters."""
SECTOR = _words(_READ["sector"])
"""Names of a column of customers' sectors in an accounts file."""
SECTORS = tuple(_READ["sectors"])
"""Common words for sectors, to know a slip of the pen by."""


@lru_cache(maxsize=16384)
def outcome(word: str) -> str | None:
    """'won', 'lost' or 'open' for a stage that is known."""
    bare = without_asides(word)
    for text in dict.fromkeys((word, bare)):
        inside = _inside(tokens(text))
        for form in (normal(text), "".join(inside)):
            for kind in KINDS:
                if form in WORDS[kind]:
                    return kind
        if len(inside) > 1 and inside[0] in _CLOSED:
            form = "".join(inside[1:])
            for kind in ("won", "lost"):
                if form in WORDS[kind]:
                    return kind
    return _by_parts(tokens(bare))


def _inside(words: list[str]) -> list[str]:
    """The words of a stage without numbers around it."""
    while words and _NUMBER.fullmatch(words[0]):
        words = words[1:]
    while len(words) > 1 and _NUMBER.fullmatch(words[-1]):
        words = words[:-1]
    return words


def _by_parts(words: list[str]) -> str | None:
    """The outcome that the words of a longer name tell, if they tell one alone."""
    told = {kind: _first(words, WORD_PARTS[kind]) for kind in KINDS}
    ends = [kind for kind in ("won", "lost") if told[kind] is not None]
    if ends:
        other = "lost" if ends[0] == "won" else "won"
        doubtful = WORDS[other].intersection(words) or _NOT.intersection(words[: told[ends[0]]])
        return None if doubtful else ends[0]
    return "open" if told["open"] is not None and not _CLOSED.intersection(words) else None


def _first(words: list[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)
