"""Put names in place of the IDs of owners and stages, from files that list them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sim.base.problems import quote_value
from sim.crm.intake.cells import index_cells, strip_cell
from sim.crm.intake.column_names import find_candidates, find_named, matches_part
from sim.crm.intake.draft import Draft
from sim.crm.intake.mapping import Columns, fold_word
from sim.crm.intake.profile import parse_flag, parse_percent
from sim.crm.intake.table import Table
from sim.crm.intake.vocabulary import (
    SPECIAL_COLUMNS,
    find_special_column,
    known_outcome,
    normalize,
    split_words,
)

FIELDS = {"owners": "owner", "stages": "stage"}
"""The column of the deals that a file lists, by the file's role."""
MIN_COVERED = 0.5
"""share of the different texts of that column that must be IDs in the file."""
_PEOPLE_FILE = re.compile(
    r"user|owner|rep|seller|agent|employee|staff|people|mitarbeiter|vendeur|vendedor|пользовател",
    re.IGNORECASE,
)
_STAGE_FILE = re.compile(r"stage|status|pipeline|phase|stufe|etap|étape|fase", re.IGNORECASE)


def guess_role(table: Table) -> str | None:
    """Whether a file lists 'owners' or 'stages' with their IDs, by its columns, else by the file's name."""
    if not any(map(_is_key, table.header)):
        return None
    has = {purpose: find_special_column(table.header, purpose) is not None for purpose in SPECIAL_COLUMNS}
    stem = Path(table.label).stem
    if (has["first_name"] and has["last_name"]) or (has["full_name"] and has["email"]):
        return "owners"
    if _STAGE_FILE.search(stem) and has["stage_label"]:
        return "stages"
    return "owners" if _PEOPLE_FILE.search(stem) and (has["full_name"] or has["email"]) else None


def _is_key(name: str) -> bool:
    form = normalize(name)
    return form in SPECIAL_COLUMNS["key"] or form.endswith("id") or split_words(name)[-1:] == ["id"]


def resolve_ids(deals: Table, others: dict[str, Table], draft: Draft) -> None:
    """Put names in place of IDs in the deals' columns of owners and stages."""
    for role, field in FIELDS.items():
        if role not in others:
            continue
        file = others[role]
        labels = _name_owners(file) if role == "owners" else _label_stages(file)
        places = find_named(getattr(draft.mapping.columns, field), deals.header)
        places += [at for tier in find_candidates(field, deals.header) for at in tier]
        places += [at for at, name in enumerate(deals.header) if matches_part(field, name)]
        if not any(_replace_ids(deals, at, file, labels, draft) for at in places):
            name = quote_value(Path(file.label).name)
            draft.note(f"{name} was not used: no column of the deals holds its IDs.")


def _replace_ids(deals: Table, at: int, file: Table, labels: Sequence[str], draft: Draft) -> bool:
    """Replace the texts of a column if enough of them are IDs in the file."""
    texts = {text for text in index_cells(deals.columns[at]).texts if text}
    names = max(
        (dict(zip(map(strip_cell, column), labels, strict=True)) for column in _find_unique_columns(file)),
        key=lambda by_id: len(texts & by_id.keys()),
        default={},
    )
    found = {text for text in texts & names.keys() if names[text]}
    if not found or len(found) < MIN_COVERED * len(texts):
        return False
    column = deals.columns[at]
    deals.columns[at] = [names[key] if (key := strip_cell(text)) in found else text for text in column]
    header, name = quote_value(deals.header[at]), quote_value(Path(file.label).name)
    draft.note(f"{header} holds IDs; {name} has names for {len(found):,} of {len(texts):,}.")
    return True


def _find_unique_columns(file: Table) -> list[list[str]]:
    """Columns with a different text in each row."""
    return [
        column for column in file.columns if column and len({*map(strip_cell, column)} - {""}) == len(column)
    ]


def _name_owners(file: Table) -> list[str]:
    """A name for each row; people with the same name are told apart by their IDs."""
    first, last, full, email, keys = (
        file.find_special(purpose) for purpose in ("first_name", "last_name", "full_name", "email", "key")
    )
    names = full or email
    if first is not None and last is not None:
        names = [" ".join(f"{one} {other}".split()) for one, other in zip(first, last, strict=True)]
    if not names:
        return [""] * (len(file.columns[0]) if file.columns else 0)
    counts = Counter(map(fold_word, names))
    keys = keys or [str(number) for number in range(1, len(names) + 1)]
    return [
        name if counts[fold_word(name)] == 1 else f"{name} ({key})"
        for name, key in zip(names, keys, strict=True)
    ]


def _label_stages(file: Table) -> list[str]:
    """A label for each row, with the outcome by flags or a probability where the label does not show it."""
    labels = file.find_special("stage_label")
    if labels is None:
        return [""] * (len(file.columns[0]) if file.columns else 0)
    won, closed, chances = (file.find_field(f, Columns()) for f in ("is_won", "is_closed", "probability"))
    won, closed = won or file.find_special("stage_won"), closed or file.find_special("stage_closed")
    rows = zip(*(column or [""] * len(labels) for column in (labels, won, closed, chances)), strict=True)
    return [_label_stage(*map(str.strip, row)) for row in rows]


def _label_stage(label: str, won: str, closed: str, chance: str) -> str:
    is_won, is_closed, percent = parse_flag(won), parse_flag(closed), parse_percent(chance)
    outcome = None
    if is_won or (is_closed and percent is not None and percent >= 1):
        outcome = "won"
    elif is_closed and (is_won is False or percent == 0):
        outcome = "lost"
    elif is_closed is False:
        outcome = "open"
    return f"{label} - {outcome}" if outcome and known_outcome(label) != outcome else label
