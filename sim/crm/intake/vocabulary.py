"""Names of columns and stages in CRMs, read from `vocabulary.yaml`, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_PATH = Path(__file__).with_name("vocabulary.yaml")
_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NOT_WORD = re.compile(r"[\W_]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
_STAGE_NUMBER = re.compile(r"[a-z]{0,2}\d+|stage|step|phase|stufe|etapa|etape|fase")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MAX_LENGTH = 400
"""characters; the rest of a longer text is ignored."""
KINDS = ("won", "lost", "open")
PREFIXES = ("deal", "opportunity", "opp", "potential")
"""Words that may precede the name of a column."""
_OUTCOME_PREFIXES = frozenset(
    ["deal", "closed", "close", "status", "geschlossen", "abgeschlossen", "cerrado", "cerrada", "fechado"]
)
"""Words that may precede an outcome, as in 'Closed Won'."""


def normalize(text: str) -> str:
    """Reduce a text to its letters and digits, in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text[:_MAX_LENGTH])
    return _NOT_WORD.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)).casefold())


def split_words(text: str) -> list[str]:
    """Split a name into normalized words: 'final_mrrUsd' into final, mrr and usd."""
    return [word for part in _BETWEEN_WORDS.split(text[:_MAX_LENGTH]) if (word := normalize(part))]


def remove_brackets(text: str) -> str:
    """Remove brackets and the text in them."""
    return _BRACKETS.sub(" ", text[:_MAX_LENGTH])


@lru_cache(maxsize=4096)
def name_forms(column: str) -> tuple[str, ...]:
    """The normalized forms of a column's name to look up, the most exact one first: the whole name, then without
    brackets, without a prefix such as 'Deal', and without filler words.
    """
    forms = [normalize(column), normalize(remove_brackets(column))]
    for form in tuple(forms):
        forms += [form.removeprefix(word) for word in PREFIXES if form.startswith(word)]
    forms.append("".join(word for word in split_words(remove_brackets(column)) if word not in FILLER_WORDS))
    return tuple(dict.fromkeys(form for form in forms if form))


def _normalize_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Normalized texts, with umlauts also written as ae, oe, ue."""
    return tuple(dict.fromkeys(normalize(form) for one in texts for form in (one, one.translate(_UMLAUTS))))


def _word_set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_normalize_all(texts))


def _read_vocabulary() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_PATH.read_bytes(), loader)  # type: ignore[no-any-return]  # noqa: S506  # a safe loader


_READ = _read_vocabulary()
_OUTCOMES = _READ["outcomes"]
COLUMN_NAMES: dict[str, tuple[frozenset[str], ...]] = {
    field: tuple(_word_set(tier) for tier in tiers)
    for field, tiers in _READ["columns"].items()
    if field != "none"
}
"""Names of columns by field, in tiers; names of an earlier tier are preferred."""
UNUSED_NAMES = _word_set(name for tier in _READ["columns"]["none"] for name in tier)
"""Names of columns that are known and not used."""
FIELD_WORDS = {field: _word_set(words) for field, words in _READ["parts"].items()}
"""Words within longer names, by field."""
EXCLUDING_WORDS = _word_set(_READ["other_parts"])
"""Words that give a name another meaning, as in 'Owner Region'."""
FILLER_WORDS = _word_set(_READ["empty_parts"])
"""Words that say nothing about which column it is."""
ESTIMATE_WORDS = _word_set(_READ["estimate_parts"])
"""Words that mark a column as an estimate; a column without them is preferred."""
OUTCOME_NAMES = {kind: _word_set(_OUTCOMES[kind]["words"]) for kind in KINDS}
"""Whole names of stages, by outcome."""
OUTCOME_WORDS = {kind: _word_set(_OUTCOMES[kind]["parts"]) for kind in KINDS}
"""Words within longer names of stages, by outcome."""
CLOSED_NAMES = _word_set(_OUTCOMES["ended"])
"""Names of stages that are closed, won or lost."""
DELETED_STAGES = _word_set(_OUTCOMES["deleted"])
"""Names of stages of deleted records."""
_NEGATIONS = _word_set(_OUTCOMES["not"])
SPECIAL_COLUMNS = {purpose: _normalize_all(texts) for purpose, texts in _READ["special"].items()}
"""Names of columns that are recognised by name alone, by purpose, in order of preference."""
DEPARTED = _word_set(_READ["departed"])
"""Words that follow, in brackets, the name of someone who has left."""
YES, NO = (frozenset(word.casefold() for word in _READ["flags"][key]) for key in ("yes", "no"))
"""Values of flags, case-folded."""
EMPTY_TEXTS = frozenset(word.casefold() for word in _READ["nothing"])
"""Values that mean an empty field, case-folded."""
SECTORS = tuple(_READ["sectors"])
"""Common sectors, to detect typing errors."""


def find_special_column(header: Sequence[str], purpose: str) -> int | None:
    """The place of the column with the most preferred name for a purpose."""
    forms = [normalize(name) for name in header]
    return next((forms.index(name) for name in SPECIAL_COLUMNS[purpose] if name in forms), None)


@lru_cache(maxsize=16384)
def known_outcome(stage: str) -> str | None:
    """Return 'won', 'lost' or 'open' for a stage that the vocabulary knows."""
    bare = remove_brackets(stage)
    for text in dict.fromkeys((stage, bare)):
        words = _strip_numbers(split_words(text))
        found = _look_up(normalize(text), KINDS) or _look_up("".join(words), KINDS)
        if not found and len(words) > 1 and words[0] in _OUTCOME_PREFIXES:
            found = _look_up("".join(words[1:]), ("won", "lost"))
        if found:
            return found
    return _outcome_by_words(split_words(bare))


def _look_up(form: str, kinds: Sequence[str]) -> str | None:
    return next((kind for kind in kinds if form in OUTCOME_NAMES[kind]), None)


def _strip_numbers(words: list[str]) -> list[str]:
    """The words of a stage without numbers around it, as in '6. Won'."""
    while words and _STAGE_NUMBER.fullmatch(words[0]):
        words = words[1:]
    while len(words) > 1 and _STAGE_NUMBER.fullmatch(words[-1]):
        words = words[:-1]
    return words


def _outcome_by_words(words: list[str]) -> str | None:
    """The outcome by the words of a longer name, if they agree."""
    places = {kind: _find_first(words, OUTCOME_WORDS[kind]) for kind in KINDS}
    ends = [kind for kind in ("won", "lost") if places[kind] is not None]
    if ends:
        other = "lost" if ends[0] == "won" else "won"
        negated = _NEGATIONS.intersection(words[: places[ends[0]]])
        return None if negated or OUTCOME_NAMES[other].intersection(words) else ends[0]
    return "open" if places["open"] is not None and not _OUTCOME_PREFIXES.intersection(words) else None


def _find_first(words: list[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)
