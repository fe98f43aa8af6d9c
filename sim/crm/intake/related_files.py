"""Use the other files of an export: spellings of products, managers, customers. Names of people and customers are
counted, never given out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.base.problems import quote_value
from sim.base.suggestions import TYPO_MATCH, closest_name
from sim.crm.intake.draft import Draft, plural
from sim.crm.intake.mapping import fold_word
from sim.crm.intake.people import NameColumn
from sim.crm.intake.table import Table
from sim.crm.intake.vocabulary import EMPTY_TEXTS, SECTORS, find_special_column, normalize

MAX_LISTED = 10
"""Products that are reported one by one."""
MAX_SECTORS = 300
"""Different sectors up to which they are compared with one another."""


def match_products(products: NameColumn, file: Table, draft: Draft) -> NameColumn:
    """Write products as the products file does; case, spaces and punctuation may differ."""
    listed = file.find_field("product", draft.mapping.columns) or []
    exact = {fold_word(name): name for name in listed}
    loose: dict[str, set[str]] = {}
    for name in exact.values():
        loose.setdefault(normalize(name), set()).add(name)
    counts = np.bincount(products.at[products.at >= 0], minlength=len(products.names)).tolist()
    names: list[str] = []
    unknown = Counter[str]()
    for name, count in zip(products.names, counts, strict=True):
        similar = loose.get(normalize(name), set()) if normalize(name) else set()
        match = exact.get(fold_word(name)) or (next(iter(similar)) if len(similar) == 1 else None)
        if match is None:
            unknown[name] += count
        elif fold_word(match) != fold_word(name):
            draft.ledger.repaired[f"product {quote_value(name)} was read as {quote_value(match)}"] += count
        names.append(match or name)
    for name, count in unknown.most_common(MAX_LISTED):
        similar_name = closest_name(name, listed)
        hint = f"; did you mean {quote_value(similar_name)}?" if similar_name else "."
        draft.note(
            f"The product {quote_value(name)} ({plural(count, 'row')}) is not in the products file{hint}"
        )
    if len(unknown) > MAX_LISTED:
        draft.note(f"The products file lacks {plural(len(unknown) - MAX_LISTED, 'more product')} of deals.")
    index: dict[str, int] = {}
    merged = np.array([index.setdefault(name, len(index)) for name in names] + [-1], dtype=np.int64)
    return NameColumn(list(index), merged[products.at], products.respelled)


def count_managers(owners: NameColumn, file: Table, draft: Draft) -> int | None:
    """How many different managers these owners have, by the teams file."""
    people = file.find_field("owner", draft.mapping.columns)
    managers = file.find_field("manager", draft.mapping.columns)
    if not people or not managers or not owners.names:
        return None
    manager_of = {
        fold_word(person): fold_word(manager)
        for person, manager in zip(people, managers, strict=True)
        if fold_word(person)
    }
    active = {fold_word(name) for name in owners.names}
    if idle := len(manager_of.keys() - active):
        draft.note(f"The teams file lists {len(manager_of):,} people; {idle:,} of them own no deal.")
    if absent := len(active - manager_of.keys()):
        draft.note(f"The teams file lacks {plural(absent, 'owner')} of deals.")
    return len({manager_of[name] for name in active & manager_of.keys()} - EMPTY_TEXTS) or None


def count_named_managers(column: Sequence[str]) -> int | None:
    """How many different managers a column of the deals names."""
    return len({fold_word(name) for name in set(column)} - EMPTY_TEXTS) or None


def check_accounts(accounts: NameColumn, file: Table, draft: Draft) -> None:
    """Report customers that are not in the accounts file, and sectors that look misspelled."""
    listed = {normalize(name) for name in file.find_field("account", draft.mapping.columns) or []}
    unknown = [at for at, name in enumerate(accounts.names) if normalize(name) not in listed]
    if unknown:
        rows = plural(int(np.isin(accounts.at, unknown).sum()), "row")
        draft.note(f"The accounts file lacks {plural(len(unknown), 'account')} of deals ({rows}).")
    at = find_special_column(file.header, "sector")
    if at is not None:
        _note_typos(file.columns[at], file.header[at], draft)


def _note_typos(column: Sequence[str], name: str, draft: Draft) -> None:
    counts = Counter(" ".join(word.split()).lower() for word in column)
    if len(counts) > MAX_SECTORS:
        return
    for word, count in counts.most_common():
        usual = [*SECTORS, *(other for other, rows in counts.items() if rows > 2 * count and other != word)]
        meant = None if word in EMPTY_TEXTS or word in SECTORS else closest_name(word, usual, TYPO_MATCH)
        if meant is not None and meant != word:
            draft.note(
                f"In the accounts file, {quote_value(name)} has {quote_value(word)} ({plural(count, 'row')}); "
                f"did you mean {quote_value(meant)}? Sectors are not used."
            )
