"""Owners and stages that the deals name by numbers, and a file beside them by names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sim.base.problems import quote_value
from sim.crm.intake.cells import index_cells, strip_cell
from sim.crm.intake.column_names import find_candidates, find_column, matches_part
from sim.crm.intake.draft import Draft
from sim.crm.intake.mapping import Columns, fold_word
from sim.crm.intake.profile import parse_flag, parse_percent
from sim.crm.intake.table import Table
from sim.crm.intake.vocabulary import known_outcome, normalize, split_words

FIELDS = {"owners": "owner", "stages": "stage"}
"""Which column of the deals a file is about, by the file's role."""
MIN_COVERED = 0.5
"""Share of the different texts of that column that must be numbers in the file."""
_KEYS = frozenset(("id", "key", "code", "uuid", "guid", "value", "internalid", "internalvalue", "nr", "no"))
_FIRST = frozenset(("firstname", "givenname", "forename", "vorname", "prenom", "nombre", "nome", "имя"))
_LAST = frozenset(
    ("lastname", "surname", "familyname", "nachname", "nom", "apellido", "apellidos", "cognome", "фамилия")
)
_WHOLE = frozenset(
    (
        "name",
        "fullname",
        "username",
        "displayname",
        "ownername",
        "salesrepname",
        "agentname",
        "repname",
        "owner",
        "title",
    )
)
_MAIL = frozenset(("email", "mail", "emailaddress", "useremail", "owneremail"))
_LABEL = (
    "label",
    "stagelabel",
    "stagename",
    "masterlabel",
    "name",
    "displayname",
    "statusname",
    "title",
    "stage",
    "status",
)
_PEOPLE_FILE = re.compile(
    r"user|owner|rep|seller|agent|employee|staff|people|mitarbeiter|vendeur|vendedor|пользовател",
    re.IGNORECASE,
)
_STAGE_FILE = re.compile(r"stage|status|pipeline|phase|stufe|etap|étape|fase", re.IGNORECASE)


def guess_role(its: Table) -> str | None:
    """Whether a file names owners or stages by their numbers: by its columns, else by its own name."""
    forms = [normalize(name) for name in its.header]
    if not any(_is_key(name) for name in its.header):
        return None
    stem = Path(its.label).stem
    if (_FIRST & set(forms) and _LAST & set(forms)) or (_WHOLE & set(forms) and _MAIL & set(forms)):
        return "owners"
    if _STAGE_FILE.search(stem) and set(_LABEL) & set(forms):
        return "stages"
    return "owners" if _PEOPLE_FILE.search(stem) and (_WHOLE | _MAIL) & set(forms) else None


def resolve_ids(deals: Table, others: dict[str, Table], draft: Draft) -> None:
    """Put names in place of numbers in the deals' columns of owners and stages."""
    for role, field in FIELDS.items():
        if role not in others:
            continue
        file = others[role]
        labels = _name_owners(file) if role == "owners" else _label_stages(file)
        named = getattr(draft.mapping.columns, field)
        places = [at for at, name in enumerate(deals.header) if named and fold_word(name) == fold_word(named)]
        places += [at for tier in find_candidates(field, deals.header) for at in tier]
        places += [at for at, name in enumerate(deals.header) if matches_part(field, name)]
        if not any(_replace_ids(deals, at, file, labels, draft) for at in places):
            draft.note(
                f"No column of the deals holds the numbers in {quote_value(Path(file.label).name)}; it was not used."
            )


def _is_key(name: str) -> bool:
    return normalize(name) in _KEYS or split_words(name)[-1:] == ["id"] or normalize(name).endswith("id")


def _replace_ids(deals: Table, at: int, file: Table, labels: Sequence[str], draft: Draft) -> bool:
    """Put names into a column, if its texts are numbers in the file."""
    texts = {text for text in index_cells(deals.columns[at]).texts if text}
    keys = max(
        (dict(zip(map(strip_cell, column), labels, strict=True)) for column in _find_unique_columns(file)),
        key=lambda its: len(texts & its.keys()),
        default={},
    )
    found = {text for text in texts & keys.keys() if keys[text]}
    if not found or len(found) < MIN_COVERED * len(texts):
        return False
    deals.columns[at] = [
        keys[key] if (key := strip_cell(text)) in found else text for text in deals.columns[at]
    ]
    draft.note(f"{quote_value(deals.header[at])} holds numbers; {len(found):,} of {len(texts):,} have a name in "
               f"{quote_value(Path(file.label).name)}.")  # fmt: skip
    return True


def _find_unique_columns(file: Table) -> list[list[str]]:
    """Columns in which every row has a text of its own."""
    rows = len(file.columns[0]) if file.columns else 0
    return [
        column
        for column in file.columns
        if rows and len({strip_cell(text) for text in column} - {""}) == rows
    ]


def _column(file: Table, names: Sequence[str] | frozenset[str]) -> list[str] | None:
    """The first column with one of these names, the likeliest name first."""
    forms = [normalize(name) for name in file.header]
    at = next((forms.index(name) for name in names if name in forms), None)
    return None if at is None or not file.columns else file.columns[at]


def _name_owners(file: Table) -> list[str]:
    """A name for each row, each a different one."""
    first, last, whole, mail = (_column(file, sorted(names)) for names in (_FIRST, _LAST, _WHOLE, _MAIL))
    if first is not None and last is not None:
        names = [" ".join(f"{one} {other}".split()) for one, other in zip(first, last, strict=True)]
    else:
        names = list(whole or mail or [])
    if not names:
        return [""] * (len(file.columns[0]) if file.columns else 0)
    counts = Counter(map(fold_word, names))
    keys = _column(file, ("id", *sorted(_KEYS))) or [str(at + 1) for at in range(len(names))]
    return [
        name if counts[fold_word(name)] == 1 else f"{name} ({key})"
        for name, key in zip(names, keys, strict=True)
    ]


def _label_stages(file: Table) -> list[str]:
    """A label for each row, with what flags or a probability say of its outcome where the label does not."""
    labels = _column(file, _LABEL)
    if labels is None:
        return [""] * (len(file.columns[0]) if file.columns else 0)
    columns = {
        "won": _field("is_won", file) or _column(file, ("issuccess", "success", "issuccessful")),
        "closed": _field("is_closed", file) or _column(file, ("isfinal", "final", "isterminal", "isend")),
        "chance": _field("probability", file),
    }
    ends = (_stage_outcome(at, columns) for at in range(len(labels)))
    return [
        f"{label} - {end}" if end and known_outcome(label) != end else label
        for label, end in zip(labels, ends, strict=True)
    ]


def _field(field: str, file: Table) -> list[str] | None:
    at = find_column(field, file.header, Columns())
    return None if at is None or not file.columns else file.columns[at]


def _stage_outcome(at: int, columns: dict[str, list[str] | None]) -> str | None:
    """The outcome that a row of stages tells besides its label."""
    won, closed, chance = (
        None if (its := columns[field]) is None else read(its[at].strip())
        for field, read in (("won", parse_flag), ("closed", parse_flag), ("chance", parse_percent))
    )
    if won or (closed and chance is not None and chance >= 1):
        return "won"
    if closed and (won is False or chance == 0):
        return "lost"
    return "open" if closed is False else None
