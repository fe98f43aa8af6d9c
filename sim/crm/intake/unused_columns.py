"""Columns that are not used: each with an example and a guess at what it is. What may well be one of the fields that
matter is asked about; that a file lacks something is said only where no column could be it.
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
from sim.crm.ledger import Unused

ABSENT = {
    "id": "numbers of deals: copies cannot be told from deals",
    "owner": "owners",
    "created": "dates of creation",
    "closed": "closing dates",
    "amount": "amounts",
}
"""What a file lacks without a field."""
ASKED = ("created", "closed", "amount", "owner")
"""Fields that are asked about if a column of an unknown name could be one."""
MAX_EXAMPLES = 3
"""columns; that a sentence names as what a field may be."""


def report_columns(finder: ColumnFinder) -> None:
    """Put into the ledger which columns are used and which are not. Ask about fields that are not found and that a
    column may be; say what is missing.
    """
    ledger = finder.draft.ledger
    used = (field for field in Columns.model_fields if field in finder.found)
    ledger.columns = {FIELD_TITLES[field]: finder.header[finder.found[field]] for field in used}
    ledger.unused = tuple(_describe_unused(finder, at) for at in finder.free)
    for field in sorted(finder.expected):
        if able := [at for at in finder.free if _may_be(field, finder, at) and _is_likely(field, finder, at)]:
            name = quote_value(finder.header[finder.found[field]])
            may_be = _list_unused(finder, able, masked=False)
            message = f"{name} tells what was expected; the {FIELD_TITLES[field]} may be {may_be}"
            finder.draft.ask(f"columns.{field}", message, "name the right one with --map")
    for field, what in ABSENT.items():
        by_others = field == "closed" and {"won_at", "lost_at"} & finder.found.keys()
        if field not in finder.found and not finder.asks(field) and not by_others:
            _report_absent(field, what, finder)


def _describe_unused(finder: ColumnFinder, at: int) -> Unused:
    its = finder.profiles[at]
    return Unused(finder.header[at], its.example, _guess_field(finder, at), _mask_example(its))


def _mask_example(its: ColumnProfile) -> str:
    """An example that names nobody: days, amounts and flags as they are, of all else its shape."""
    if its.empty or its.flags or its.days >= MIN_SHARE or (its.amounts >= MIN_SHARE and not its.counts_up):
        return its.example
    return re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", its.example))


def _guess_field(finder: ColumnFinder, at: int) -> str:
    its, name = finder.profiles[at], finder.header[at]
    if its.empty:
        return "empty"
    by_name = [
        field for field in FIELD_TITLES if any(at in tier for tier in find_candidates(field, finder.header))
    ]
    fit = [field for field in by_name if finder.holds(field, at)]
    if fit:
        article = "another" if fit[0] in finder.found else "perhaps the"
        return f"{article} {FIELD_TITLES[fit[0]]}"
    if by_name:
        return f"by its name the {FIELD_TITLES[by_name[0]]}, but not by what it holds"
    if any(form in UNUSED_NAMES for form in name_forms(name)):
        return "not needed"
    able = _fields_by_content(its)
    new = [f"the {FIELD_TITLES[field]}" for field in able if field not in finder.found]
    again = [f"another {FIELD_TITLES[field]}" for field in able if field in ("created", "closed", "amount")]
    return f"perhaps {' or '.join(new or again)}" if new or again else "not known"


def _fields_by_content(its: ColumnProfile) -> tuple[str, ...]:
    """Fields that an unknown column may be, by what it holds alone."""
    if its.tells >= {"won", "lost"}:
        return ("stage",)
    if its.days >= NEARLY_ALL:
        return ("created", "closed")
    if its.flags:
        return ()
    if its.amounts >= NEARLY_ALL:
        people = ("owner",) if 2 * len(its.different) <= len(its.sample) else ()
        return (*(("id",) if its.counts_up else ()), *(("amount",) if _is_money(its) else people))
    return ("owner", "account", "product") if len(its.different) < len(its.sample) else ()


def _is_money(its: ColumnProfile) -> bool:
    """Whether numbers are as amounts are: not all small whole ones, as counts and scores are."""
    values = [value for value in its.numbers.values() if value]
    whole = all(value == math.floor(value) for value in values)
    return bool(values) and (not whole or max(values) >= 100)


def _report_absent(field: str, what: str, finder: ColumnFinder) -> None:
    draft = finder.draft
    if getattr(draft.mapping.columns, field) == "":
        draft.note(f"The file is read without {what}, as the mapping says.")
        return
    able = [at for at in finder.free if _may_be(field, finder, at)]
    if sure := [at for at in able if field in ASKED and _is_likely(field, finder, at)]:
        may_be = _list_unused(finder, sure, masked=False)
        message = f"no column is known to be the {FIELD_TITLES[field]}; it may be {may_be}"
        draft.ask(f"columns.{field}", message, 'name it with --map, or write "" if there is none')
    elif able:
        may_be = _list_unused(finder, able, masked=True)
        draft.note(f"No column is known to be the {FIELD_TITLES[field]}; it may be {may_be}. Name it if so.")
    elif named := [at for tier in find_candidates(field, finder.header) for at in tier if at in finder.free]:
        why = " and ".join(
            f"{quote_value(finder.header[at])} {_describe_misfit(field, finder.profiles[at])}" for at in named
        )
        draft.note(f"No column is used as the {FIELD_TITLES[field]}: {why}.")
    else:
        draft.note(f"The file has no {what}.")


def _describe_misfit(field: str, its: ColumnProfile) -> str:
    """Why a column whose name is that of a field is not used as it."""
    if its.empty:
        return "is empty"
    if its.flags:
        return "holds yes and no alone"
    if field == "id":
        return "comes again in different deals"
    return f"holds other things (such as {quote_value(_mask_example(its))})"


def _list_unused(finder: ColumnFinder, places: Sequence[int], masked: bool) -> str:
    some = [(finder.header[at], finder.profiles[at]) for at in places[:MAX_EXAMPLES]]
    return ", ".join(
        f"{quote_value(name)} (such as {quote_value(_mask_example(its) if masked else its.example)})"
        for name, its in some
    )


def _may_be(field: str, finder: ColumnFinder, at: int) -> bool:
    """Whether a column may be a field that was not found."""
    its = finder.profiles[at]
    if its.empty or is_known(finder.header[at]):
        return False
    if field in _fields_by_content(its):
        return True
    return matches_part(field, finder.header[at]) and fits_field(field, its)


def _is_likely(field: str, finder: ColumnFinder, at: int) -> bool:
    """Whether an unknown column looks so much like a field that it must be asked about."""
    its = finder.profiles[at]
    if field == "owner":
        return its.people >= NEARLY_ALL and len(its.different) > 1
    return field != "amount" or (_is_money(its) and not its.counts_up)
