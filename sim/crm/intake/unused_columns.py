"""Report the columns that are not used, each with an example and a guess, and the fields that a file lacks.

The user is asked about a missing key field only if a column may well be it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from sim.base.problems import quote_value
from sim.crm.intake.column_names import FIELD_TITLES, find_candidates, is_known, matches_part
from sim.crm.intake.columns import ColumnFinder
from sim.crm.intake.mapping import Columns
from sim.crm.intake.profile import MIN_SHARE, NEARLY_ALL, ColumnProfile, fits_field
from sim.crm.intake.vocabulary import UNUSED_NAMES, name_forms
from sim.crm.ledger import UnusedColumn

ABSENT = {
    "id": "deal IDs, so copies of deals cannot be detected",
    "owner": "owners",
    "created": "created dates",
    "closed": "closing dates",
    "amount": "amounts",
}
"""What a file lacks without a field."""
ASKED = ("created", "closed", "amount", "owner")
"""Fields that are asked about if a column with an unknown name may be one."""
MAX_EXAMPLES = 3
"""Columns that a sentence names as possible."""


def report_columns(finder: ColumnFinder) -> None:
    """Add used and unused columns to the ledger. Report missing fields, or ask about them if a column may be one."""
    ledger = finder.draft.ledger
    used = (field for field in Columns.model_fields if field in finder.found)
    ledger.columns = {FIELD_TITLES[field]: finder.header[finder.found[field]] for field in used}
    ledger.unused = tuple(_describe_unused(finder, at) for at in finder.free)
    for field in sorted(finder.estimated):
        likely = [at for at in finder.free if _may_be(field, finder, at) and _is_likely(field, finder, at)]
        if likely:
            name, candidates = quote_value(finder.header[finder.found[field]]), _list_columns(finder, likely)
            message = f"{name} holds estimates; the {FIELD_TITLES[field]} may be {candidates}"
            finder.draft.ask(f"columns.{field}", message, "name the right one with --map")
    for field in ABSENT:
        by_others = field == "closed" and {"won_at", "lost_at"} & finder.found.keys()
        if field not in finder.found and not finder.asks(field) and not by_others:
            _report_absent(field, finder)


def _describe_unused(finder: ColumnFinder, at: int) -> UnusedColumn:
    profile = finder.profiles[at]
    return UnusedColumn(finder.header[at], profile.example, _guess_field(finder, at), _mask_example(profile))


def _mask_example(profile: ColumnProfile) -> str:
    """An example that names nobody: dates, amounts and flags unchanged, of other texts only the shape."""
    amounts = profile.amounts >= MIN_SHARE and not profile.counts_up
    if profile.empty or profile.flags or profile.days >= MIN_SHARE or amounts:
        return profile.example
    return re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", profile.example))


def _guess_field(finder: ColumnFinder, at: int) -> str:
    profile, name = finder.profiles[at], finder.header[at]
    if profile.empty:
        return "empty"
    by_name = [f for f in FIELD_TITLES if any(at in tier for tier in find_candidates(f, finder.header))]
    if fit := [field for field in by_name if finder.holds(field, at)]:
        article = "another" if fit[0] in finder.found else "perhaps the"
        return f"{article} {FIELD_TITLES[fit[0]]}"
    if by_name:
        return f"{FIELD_TITLES[by_name[0]]} by name, but not by content"
    if any(form in UNUSED_NAMES for form in name_forms(name)):
        return "not needed"
    fields = _fields_by_content(profile)
    new = [f"the {FIELD_TITLES[field]}" for field in fields if field not in finder.found]
    again = [f"another {FIELD_TITLES[field]}" for field in fields if field in ("created", "closed", "amount")]
    return f"perhaps {' or '.join(new or again)}" if new or again else "unknown"


def _fields_by_content(profile: ColumnProfile) -> tuple[str, ...]:
    """Fields that a column with an unknown name may be."""
    if profile.outcomes >= {"won", "lost"}:
        return ("stage",)
    if profile.days >= NEARLY_ALL:
        return ("created", "closed")
    if profile.flags:
        return ()
    if profile.amounts >= NEARLY_ALL:
        ids = ("id",) if profile.counts_up else ()
        if _is_money(profile):
            return (*ids, "amount")
        return (*ids, "owner") if 2 * len(profile.different) <= len(profile.sample) else ids
    return ("owner", "account", "product") if len(profile.different) < len(profile.sample) else ()


def _is_money(profile: ColumnProfile) -> bool:
    """Whether numbers look like amounts: not only small whole ones, like counts and scores."""
    values = [value for value in profile.numbers.values() if value]
    whole = all(value == math.floor(value) for value in values)
    return bool(values) and (not whole or max(values) >= 100)


def _report_absent(field: str, finder: ColumnFinder) -> None:
    draft, title = finder.draft, FIELD_TITLES[field]
    if getattr(draft.mapping.columns, field) == "":
        draft.note(f"As the mapping says, the file was read without {ABSENT[field]}.")
        return
    possible = [at for at in finder.free if _may_be(field, finder, at)]
    if likely := [at for at in possible if field in ASKED and _is_likely(field, finder, at)]:
        message = f"no column is known to be the {title}; it may be {_list_columns(finder, likely)}"
        draft.ask(f"columns.{field}", message, 'name it with --map, or write "" if there is none')
    elif possible:
        candidates = _list_columns(finder, possible, masked=True)
        draft.note(f"No column is known to be the {title}; it may be {candidates}. If so, name it.")
    elif named := [at for tier in find_candidates(field, finder.header) for at in tier if at in finder.free]:
        reasons = [
            f"{quote_value(finder.header[at])} {_describe_misfit(field, finder.profiles[at])}" for at in named
        ]
        draft.note(f"No column is used as the {title}: {' and '.join(reasons)}.")
    else:
        draft.note(f"The file has no {ABSENT[field]}.")


def _describe_misfit(field: str, profile: ColumnProfile) -> str:
    """Why a column with the name of a field is not used as it."""
    if profile.empty:
        return "is empty"
    if profile.flags:
        return "holds only yes and no"
    if field == "id":
        return "has the same value for different deals"
    return f"holds something else (such as {quote_value(_mask_example(profile))})"


def _list_columns(finder: ColumnFinder, places: Sequence[int], masked: bool = False) -> str:
    columns = [(quote_value(finder.header[at]), finder.profiles[at]) for at in places[:MAX_EXAMPLES]]
    return ", ".join(
        f"{name} (such as {quote_value(_mask_example(profile) if masked else profile.example)})"
        for name, profile in columns
    )


def _may_be(field: str, finder: ColumnFinder, at: int) -> bool:
    """Whether a column may be a field that was not found."""
    profile, name = finder.profiles[at], finder.header[at]
    if profile.empty or is_known(name):
        return False
    return field in _fields_by_content(profile) or (matches_part(field, name) and fits_field(field, profile))


def _is_likely(field: str, finder: ColumnFinder, at: int) -> bool:
    """Whether a column that may be a field looks so much like it that the user must be asked."""
    profile = finder.profiles[at]
    if field == "owner":
        return profile.people >= NEARLY_ALL and len(profile.different) > 1
    return field != "amount" or (_is_money(profile) and not profile.counts_up)
