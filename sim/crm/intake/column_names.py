"""Which field a column may be by its name alone: as a whole, by a part of it, or but for a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.base.problems import quote_value
from sim.base.suggestions import TYPO_MATCH, closest_name
from sim.crm.intake.mapping import Columns, fold_word
from sim.crm.intake.vocabulary import (
    COLUMN_NAMES,
    EXCLUDING_WORDS,
    FIELD_WORDS,
    UNUSED_NAMES,
    name_forms,
    split_words,
)

KEY_FIELDS = ("owner", "created", "closed", "amount", "stage")
"""Fields that are asked about where several columns fit equally well; of others the first is taken, and said."""
MOST_LISTED = 30
"""columns; that a problem names."""
MIN_SUFFIX_LENGTH = 5
"""letters; of a part that also counts as the end of a longer word, as in Dutch and German."""
HEADER_FIELDS = (
    "id",
    "owner",
    "account",
    "stage",
    "created",
    "closed",
    "amount",
    "currency",
    "product",
    "source",
    "manager",
)
"""Fields by whose names a header is known: a row of deals may hold words such as 'Won' too."""

_FIELDS: dict[str, set[str]] = {}
for _field, _words in COLUMN_NAMES.items():
    for _word in frozenset().union(*_words):
        _FIELDS.setdefault(_word, set()).add(_field)


def find_candidates(field: str, header: Sequence[str]) -> list[list[int]]:
    """Places of columns that by their names may be this field, by tier, the likeliest first."""
    tiers: list[list[int]] = []
    for words in COLUMN_NAMES.get(field, ()):
        exact = [
            at for at, name in enumerate(header) if name and (forms := name_forms(name)) and forms[0] in words
        ]
        loose = [at for at, name in enumerate(header) if at not in exact and set(name_forms(name)) & words]
        tiers += [tier for tier in (exact, loose) if tier]
    return tiers


def matches_part(field: str, name: str) -> bool:
    """Whether a name that nobody knows as a whole has a word for this field in it."""
    words, parts = set(split_words(name)), FIELD_WORDS.get(field, frozenset())
    ends = any(word.endswith(part) for word in words for part in parts if len(part) >= MIN_SUFFIX_LENGTH)
    other = field in ("account", "product") and any(words & FIELD_WORDS[other] for other in KEY_FIELDS)
    return (bool(words & parts) or ends) and not words & EXCLUDING_WORDS and not other and not is_known(name)


def matches_typo(field: str, name: str) -> bool:
    """Whether a name that nobody knows is that of this field but for one letter."""
    form = next(iter(name_forms(name)), "")
    if len(form) < MIN_SUFFIX_LENGTH or is_known(name):
        return False
    return any(
        word[0] == form[0] and abs(len(word) - len(form)) <= 1 and closest_name(form, [word], TYPO_MATCH)
        for word in COLUMN_NAMES[field][0]
    )


def is_known(name: str) -> bool:
    """Whether a name is in the vocabulary, for whatever field or for none."""
    return any(form in _FIELDS or form in UNUSED_NAMES for form in name_forms(name))


def count_known(header: Sequence[str], columns: Columns) -> int:
    """How many fields these columns have by the mapping or by their names."""
    there = {fold_word(name) for name in header}
    by_name = {field for name in header for form in name_forms(name) for field in _FIELDS.get(form, ())}
    return sum(
        fold_word(named) in there if (named := getattr(columns, field)) else field in by_name
        for field in HEADER_FIELDS
    )


def find_column(field: str, header: Sequence[str], columns: Columns) -> int | None:
    """The place of a field's column in a file that is not the deals: by the mapping, else by its name."""
    named = getattr(columns, field)
    there = [at for at, name in enumerate(header) if named and fold_word(name) == fold_word(named)]
    tiers = [there] if there else find_candidates(field, header)
    return tiers[0][0] if tiers else None


def list_columns(header: Iterable[str]) -> str:
    """Columns as a problem names them."""
    every = [quote_value(name) for name in header if name]
    return ", ".join(every[:MOST_LISTED]) + (", ..." if len(every) > MOST_LISTED else "")


FIELD_TITLES = {
    "id": "deal's number",
    "owner": "owner",
    "account": "account",
    "stage": "stage",
    "created": "day of creation",
    "closed": "closing day",
    "amount": "amount",
    "currency": "currency",
    "product": "product",
    "source": "source",
    "manager": "manager",
    "status": "status",
    "is_won": "flag of won deals",
    "is_lost": "flag of lost deals",
    "is_closed": "flag of closed deals",
    "won_at": "day of the win",
    "lost_at": "day of the loss",
    "probability": "probability",
    "active": "flag of active deals",
    "archived": "flag of archived deals",
}
"""What a field is called in a sentence."""
