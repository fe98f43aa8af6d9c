"""What the other files of an export say of the deals: products as they ought to be called, managers, customers. Names
of people and customers are counted, never given out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.base.problems import quote_value
from sim.base.suggestions import TYPO_MATCH, closest_name
from sim.crm.intake.column_names import find_column
from sim.crm.intake.draft import Draft, count_rows
from sim.crm.intake.mapping import fold_word
from sim.crm.intake.people import NameColumn
from sim.crm.intake.table import Table
from sim.crm.intake.vocabulary import EMPTY_TEXTS, SECTOR, SECTORS, normalize

MAX_LISTED = 10
MAX_SECTORS = 300
"""Different sectors that are compared with one another."""


def match_products(its: NameColumn, file: Table, draft: Draft) -> NameColumn:
    """Products under the names of the products file; what differs in spaces, case and punctuation alone is the same."""
    right = _column("product", file, draft)
    exact = {fold_word(name): name for name in right}
    loose: dict[str, set[str]] = {}
    for name in exact.values():
        loose.setdefault(normalize(name), set()).add(name)
    counts = np.bincount(its.at[its.at >= 0], minlength=len(its.names))
    names: list[str] = []
    repaired, unknown = Counter[tuple[str, str]](), Counter[str]()
    for name, count in zip(its.names, counts.tolist(), strict=True):
        meant = loose.get(normalize(name), set())
        its_name = exact.get(fold_word(name)) or (
            next(iter(meant)) if normalize(name) and len(meant) == 1 else None
        )
        if its_name is None:
            unknown[name] += count
        elif fold_word(its_name) != fold_word(name):
            repaired[name, its_name] += count
        names.append(its_name or name)
    for (name, its_name), count in repaired.items():
        draft.ledger.repaired[f"the product {quote_value(name)} was read as {quote_value(its_name)}"] += count
    for name, count in unknown.most_common(MAX_LISTED):
        meant_name = closest_name(name, right)
        hint = f"; did you mean {quote_value(meant_name)}?" if meant_name else ""
        draft.note(f"The product {quote_value(name)} ({count_rows(count)}) is not in the products file{hint}")
    if len(unknown) > MAX_LISTED:
        draft.note(f"{len(unknown) - MAX_LISTED:,} more products of deals are not in the products file.")
    return _merge_names(its, names)


def _merge_names(its: NameColumn, names: list[str]) -> NameColumn:
    index: dict[str, int] = {}
    to = np.array([index.setdefault(name, len(index)) for name in names] + [-1], dtype=np.int64)
    return NameColumn(list(index), to[its.at], its.respelled)


def count_managers(owners: NameColumn, file: Table, draft: Draft) -> int | None:
    """How many different managers these owners have, by a file of teams."""
    people, bosses = _column("owner", file, draft), _column("manager", file, draft)
    if not people or not bosses or not owners.names:
        return None
    boss = {
        fold_word(person): fold_word(its)
        for person, its in zip(people, bosses, strict=True)
        if fold_word(person)
    }
    own = {fold_word(name) for name in owners.names}
    idle, absent = len(boss.keys() - own), len(own - boss.keys())
    if idle:
        draft.note(
            f"The teams have {len(boss):,} people, of whom {idle:,} own no deal: {len(own):,} are active."
        )
    if absent:
        draft.note(f"{absent:,} owners of deals are not in the teams file.")
    found = {boss[name] for name in own & boss.keys()} - EMPTY_TEXTS
    return len(found) or None


def count_named_managers(column: Sequence[str]) -> int | None:
    """How many different managers a column of the deals names."""
    return len({fold_word(name) for name in set(column)} - EMPTY_TEXTS) or None


def check_accounts(accounts: NameColumn, file: Table, draft: Draft) -> None:
    """Note customers that are missing in their file, and sectors that look like slips of the pen."""
    there = {normalize(name) for name in _column("account", file, draft)}
    unknown = [place for place, name in enumerate(accounts.names) if normalize(name) not in there]
    if unknown:
        count = int(np.isin(accounts.at, unknown).sum())
        draft.note(f"{len(unknown):,} accounts of deals ({count_rows(count)}) are not in the accounts file.")
    place = next((at for at, name in enumerate(file.header) if normalize(name) in SECTOR), None)
    if place is not None:
        _note_typos(file.columns[place], file.header[place], draft)


def _note_typos(column: Sequence[str], name: str, draft: Draft) -> None:
    words = Counter(" ".join(word.split()).lower() for word in column)
    if len(words) > MAX_SECTORS:
        return
    for word, count in words.most_common():
        usual = [*SECTORS, *(other for other, its in words.items() if its > 2 * count and other != word)]
        meant = None if word in EMPTY_TEXTS or word in SECTORS else closest_name(word, usual, TYPO_MATCH)
        if meant is not None and meant != word:
            draft.note(f"In the accounts, {quote_value(name)} has {quote_value(word)} ({count_rows(count)}): "
                       f"did you mean {quote_value(meant)}?"
                       " It is not used, and was not changed.")  # fmt: skip


def _column(field: str, file: Table, draft: Draft) -> list[str]:
    place = find_column(field, file.header, draft.mapping.columns)
    return [] if place is None or not file.columns else file.columns[place]
