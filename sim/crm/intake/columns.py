"""Which column says what: by the mapping, else by its name, else by what stands in it; never by its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.crm.intake.draft import Draft
from sim.crm.intake.mapping import Columns, folded
from sim.crm.intake.words import COLUMNS, names, outcome
from sim.scenario.problems import shown
from sim.scenario.suggest import did_you_mean

MOST_LISTED = 30
"""columns; that a problem names."""
MOST_WORDS = 500
"""Different texts that a column of stages may have and still be looked at for words of outcomes."""

_FIELDS: dict[str, set[str]] = {}
for _field, _words in COLUMNS.items():
    for _word in frozenset().union(*_words):
        _FIELDS.setdefault(_word, set()).add(_field)


def candidates(field: str, header: Sequence[str]) -> list[list[int]]:
    """Places of columns that by their names may be this field, by tier, the likeliest first."""
    tiers: list[list[int]] = []
    for words in COLUMNS[field]:
        exact = [
            at for at, name in enumerate(header) if name and (forms := names(name)) and forms[0] in words
        ]
        loose = [at for at, name in enumerate(header) if at not in exact and set(names(name)) & words]
        tiers += [tier for tier in (exact, loose) if tier]
    return tiers


def known(header: Sequence[str], columns: Columns) -> int:
    """How many fields these columns have by the mapping or by their names."""
    there = {folded(name) for name in header}
    by_name = {field for name in header for form in names(name) for field in _FIELDS.get(form, ())}
    return sum(
        folded(named) in there if (named := getattr(columns, field)) else field in by_name
        for field in COLUMNS
    )


def place_of(field: str, header: Sequence[str], columns: Columns) -> int | None:
    """The place of a field's column in a file that is not the deals: by the mapping, else by its name."""
    named = getattr(columns, field)
    there = [at for at, name in enumerate(header) if named and folded(name) == folded(named)]
    tiers = [there] if there else candidates(field, header)
    return tiers[0][0] if tiers else None


def columns_of(header: Sequence[str], cells: Sequence[Sequence[str]], draft: Draft) -> dict[str, int]:
    """The place of each field's column in the deals, as far as there is one. What cannot be decided is asked."""
    found: dict[str, int] = {}
    for field in COLUMNS:
        named = getattr(draft.mapping.columns, field)
        if named == "":
            continue
        at = _named(field, named, header, draft) if named else _found(field, header, cells, draft)
        if at is not None:
            found[field] = at
            draft.decide("columns", **{field: header[at]})
    _no_stage(found, header, draft)
    return found


def _no_stage(found: dict[str, int], header: Sequence[str], draft: Draft) -> None:
    asked = any(one.path.startswith("columns.stage") for one in draft.problems)
    if "stage" not in found and not asked:
        message = "no column is known to tell which deals are won, lost or open"
        draft.ask("columns.stage", message, f"name it with --map; the columns are {listed(header)}")


def listed(header: Iterable[str]) -> str:
    """Columns as a problem names them."""
    every = [shown(name) for name in header if name]
    return ", ".join(every[:MOST_LISTED]) + (", ..." if len(every) > MOST_LISTED else "")


def _named(field: str, named: str, header: Sequence[str], draft: Draft) -> int | None:
    there = [at for at, name in enumerate(header) if name == named]
    there = there or [at for at, name in enumerate(header) if folded(name) == folded(named)]
    if not there:
        remedy = did_you_mean(named, [name for name in header if name], "the columns are")
        draft.ask(f"columns.{field}", f"there is no column {shown(named)}", remedy)
    elif len(there) > 1:
        message = f"{len(there)} columns have the name {shown(named)}"
        draft.ask(f"columns.{field}", message, "give them different names in the file")
    return there[0] if len(there) == 1 else None


def _found(field: str, header: Sequence[str], cells: Sequence[Sequence[str]], draft: Draft) -> int | None:
    tiers = candidates(field, header)
    every = [at for tier in tiers for at in tier]
    if field == "stage":
        tiers = _telling(tiers, cells)
    if not tiers:
        return None
    first, *others = tiers[0]
    if any(cells[at] != cells[first] for at in others):
        names_ = " and ".join(shown(header[at]) for at in tiers[0][:5])
        message = f"{names_} may all be it" if len(others) > 1 else f"{names_} may both be it"
        draft.ask(f"columns.{field}", message, "name one with --map" + _same_names(header, tiers[0]))
        return None
    if len(every) > 1:
        rest = ", ".join(shown(header[at]) for at in every if at != first)
        draft.note(f"The column {shown(header[first])} was taken as the {field}, not {rest}.")
    return first


def _same_names(header: Sequence[str], places: Sequence[int]) -> str:
    alike = len({folded(header[at]) for at in places}) < len(places)
    return "; where names are equal, change one in the file" if alike else ""


def _telling(tiers: list[list[int]], cells: Sequence[Sequence[str]]) -> list[list[int]]:
    """The tiers with those columns alone that have words for won and for lost, if any has."""
    tells = [[at for at in tier if _tells(cells[at])] for tier in tiers]
    return [tier for tier in tells if tier] or tiers


def _tells(column: Sequence[str]) -> bool:
    words = set(column)
    return len(words) <= MOST_WORDS and {"won", "lost"} <= {outcome(word) for word in words}
