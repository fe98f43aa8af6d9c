"""Which field a column may be by its name alone: as a whole, by a word in it, or but for a typing error."""

from __future__ import annotations

from collections.abc import Sequence

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
"""Fields for which the user is asked if several columns fit equally well; for others the first is taken."""
MIN_SUFFIX_LENGTH = 5
"""letters; shortest word that also counts as the end of a longer one, as in Dutch and German."""
HEADER_FIELDS = (
    "id", "owner", "account", "stage", "created", "closed", "amount", "currency", "product", "source", "manager",
)  # fmt: skip
"""Fields by which a header is known. Others have names such as 'Won', which rows of deals contain too."""
FIELD_TITLES = {
    "id": "deal ID",
    "owner": "owner",
    "account": "account",
    "stage": "stage",
    "created": "created date",
    "closed": "closing date",
    "amount": "amount",
    "currency": "currency",
    "product": "product",
    "source": "source",
    "manager": "manager",
    "status": "status",
    "is_won": "flag of won deals",
    "is_lost": "flag of lost deals",
    "is_closed": "flag of closed deals",
    "won_at": "date of winning",
    "lost_at": "date of losing",
    "probability": "probability",
    "active": "flag of active deals",
    "archived": "flag of archived deals",
}
"""What a field is called in a sentence."""

_FIELDS_BY_NAME: dict[str, set[str]] = {}
for _field, _tiers in COLUMN_NAMES.items():
    for _name in frozenset().union(*_tiers):
        _FIELDS_BY_NAME.setdefault(_name, set()).add(_field)


def find_candidates(field: str, header: Sequence[str]) -> list[list[int]]:
    """Places of columns that may be this field by their names, in tiers, the likeliest first."""
    tiers: list[list[int]] = []
    forms = [name_forms(name) if name else () for name in header]
    for names in COLUMN_NAMES.get(field, ()):
        exact = [at for at, own in enumerate(forms) if own and own[0] in names]
        loose = [at for at, own in enumerate(forms) if at not in exact and not names.isdisjoint(own)]
        tiers += [tier for tier in (exact, loose) if tier]
    return tiers


def matches_part(field: str, name: str) -> bool:
    """Whether an unknown name contains a word for this field."""
    words, parts = set(split_words(name)), FIELD_WORDS.get(field, frozenset())
    if is_known(name) or words & EXCLUDING_WORDS:
        return False
    if field in ("account", "product") and any(words & FIELD_WORDS[other] for other in KEY_FIELDS):
        return False
    suffixes = tuple(part for part in parts if len(part) >= MIN_SUFFIX_LENGTH)
    return bool(words & parts) or any(word.endswith(suffixes) for word in words)


def matches_typo(field: str, name: str) -> bool:
    """Whether an unknown name is that of this field but for one letter."""
    form = next(iter(name_forms(name)), "")
    if len(form) < MIN_SUFFIX_LENGTH or is_known(name):
        return False
    return any(
        word[0] == form[0] and abs(len(word) - len(form)) <= 1 and closest_name(form, [word], TYPO_MATCH)
        for word in COLUMN_NAMES[field][0]
    )


def is_known(name: str) -> bool:
    """Whether a name is in the vocabulary, used or unused."""
    return any(form in _FIELDS_BY_NAME or form in UNUSED_NAMES for form in name_forms(name))


def count_known(header: Sequence[str], columns: Columns) -> int:
    """How many fields these columns are, by the mapping or by their names."""
    present = {fold_word(name) for name in header}
    by_name = {
        field for name in header for form in name_forms(name) for field in _FIELDS_BY_NAME.get(form, ())
    }
    return sum(
        fold_word(mapped) in present if (mapped := getattr(columns, field)) else field in by_name
        for field in HEADER_FIELDS
    )


def find_named(name: str | None, header: Sequence[str]) -> list[int]:
    """Places of the columns with this name; case and spaces do not matter unless a name is exactly the same."""
    exact = [at for at, other in enumerate(header) if name and other == name]
    return exact or [at for at, other in enumerate(header) if name and fold_word(other) == fold_word(name)]


def find_column(field: str, header: Sequence[str], columns: Columns) -> int | None:
    """The place of a field's column in a file other than the deals: by the mapping, or by its name."""
    places = find_named(getattr(columns, field), header)
    tiers = [places] if places else find_candidates(field, header)
    return tiers[0][0] if tiers else None
