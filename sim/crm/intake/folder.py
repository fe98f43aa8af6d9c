"""Which file of a folder is which, by the columns of each. Nothing outside of the folder is ever read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.base.problems import InputError, Problem, quote_value
from sim.base.progress import ProgressCallback
from sim.base.suggestions import suggest_name
from sim.crm.intake.column_names import find_column
from sim.crm.intake.combine import have_same_columns, join_tables
from sim.crm.intake.content import file_error
from sim.crm.intake.draft import Draft
from sim.crm.intake.lookups import FIELDS, guess_role, resolve_ids
from sim.crm.intake.table import Table
from sim.crm.intake.table_reader import drop_format, read_head, read_table
from sim.crm.intake.vocabulary import SECTOR, normalize
from sim.crm.intake.workbook import SUFFIXES as WORKBOOKS

SUFFIXES = (".csv", ".tsv", ".tab", *WORKBOOKS)
MAX_FILES = 200
"""Files of a folder that are looked at."""
MOST_LISTED = 10
_DEAL_FIELDS = ("id", "owner", "account", "created", "closed", "amount")
MIN_LEAD = 2
"""Fields that a file must have more than another one, to be the deals without a question."""
ROLES = ("deals", "teams", "products", "accounts", "owners", "stages")


@dataclass(slots=True)
class FolderFiles:
    """Files by what they hold."""

    deals: Path
    more: list[Path] = field(default_factory=list)
    """of the same columns as the deals, such as other years."""
    others: dict[str, Path] = field(default_factory=dict)
    """teams, products, accounts, owners, stages."""


@dataclass(slots=True)
class _FolderListing:
    heads: dict[str, Table] = field(default_factory=dict)
    """CSV files by name."""
    left: list[str] = field(default_factory=list)
    """names of what is left alone."""
    problems: list[Problem] = field(default_factory=list)
    """of files that cannot be read."""
    chosen: list[str] | None = None
    """names of the files of deals, where the mapping names none."""


def find_files(path: Path, draft: Draft) -> FolderFiles:
    """The files of an export: one file alone, or those of a folder. Raises InputError."""
    if not _is_folder(path):
        return FolderFiles(path)
    seen = _list_folder(path, draft)
    found = {role: _find_by_role(role, path, seen, draft) for role in ROLES}
    deals = found.pop("deals")
    more = _find_more(deals, path, seen, draft)
    draft.settle()
    assert deals is not None
    left = sorted({*seen.left, *seen.heads} - {deals, *more, *found.values()})
    if left:
        rest = f" and {len(left) - MOST_LISTED} more" if len(left) > MOST_LISTED else ""
        draft.note(
            f"Left alone in the folder: {', '.join(quote_value(name) for name in left[:MOST_LISTED])}{rest}."
        )
    others = {role: path / name for role, name in found.items() if name is not None}
    return FolderFiles(path / deals, [path / name for name in more], others)


def read_deals(found: FolderFiles, draft: Draft, progress: ProgressCallback | None = None) -> Table:
    """The table of all files of deals, with names where other files tell them. Raises InputError, StoppedError."""
    more = [read_table(one, str(one), drop_format(draft.mapping), progress) for one in found.more]
    deals = join_tables([read_table(found.deals, str(found.deals), draft.mapping, progress), *more])
    named = {role: one for role, one in found.others.items() if role in FIELDS}
    resolve_ids(
        deals,
        {role: read_table(one, str(one), drop_format(draft.mapping)) for role, one in named.items()},
        draft,
    )
    return deals


def _find_more(deals: str | None, folder: Path, seen: _FolderListing, draft: Draft) -> list[str]:
    """Files that are read with the deals: those of the mapping, else, if it names none, of the same columns."""
    given = draft.mapping.files.more
    if given is not None:
        return [
            name
            for one in given
            if (name := _mapped_file("more", one, folder, seen, draft)) and name != deals
        ]
    if deals is None or seen.chosen is None:
        return []
    more = [name for name in seen.chosen if name != deals]
    draft.decide("files", more=more)
    if more:
        draft.note(f"{_list_names([deals, *more])} have the same columns and were read as one.")
    return more


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _list_folder(folder: Path, draft: Draft) -> _FolderListing:
    try:
        every = sorted(itertools.islice(folder.iterdir(), MAX_FILES * 10), key=lambda one: one.name)
        inside = folder.resolve()
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        raise file_error(
            str(folder), f"cannot be read: {reason}", "give a folder that you may read"
        ) from None
    seen = _FolderListing()
    for one in every:
        if one.suffix.lower() not in SUFFIXES or len(seen.heads) >= MAX_FILES:
            seen.left.append(one.name)
            continue
        try:
            _refuse_outside(one, inside)
            seen.heads[one.name] = read_head(one, str(one), draft.mapping)
        except InputError as error:
            seen.left.append(one.name)
            seen.problems += error.problems
    return seen


def _refuse_outside(path: Path, folder: Path) -> None:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        raise file_error(str(path), "is a link that leads nowhere", "put the file itself there") from None
    if not target.is_relative_to(folder):
        raise file_error(str(path), "is a link out of the folder", "put the file itself there")


def _find_by_role(role: str, folder: Path, seen: _FolderListing, draft: Draft) -> str | None:
    named = getattr(draft.mapping.files, role)
    if named is not None:
        return _mapped_file(role, named, folder, seen, draft)
    able = [name for name, its in seen.heads.items() if role in _guess_roles(its, draft)]
    if role == "deals":
        return _find_deals(able, folder, seen, draft)
    if len(able) > 1:
        draft.note(
            f"{_list_names(able)} could all be the {role}; none was used. Name one as `files.{role}` with --map."
        )
        return None
    draft.decide("files", **{role: able[0] if able else None})
    return able[0] if able else None


def _mapped_file(role: str, named: str, folder: Path, seen: _FolderListing, draft: Draft) -> str | None:
    if named in seen.heads:
        return named
    own = [one for one in seen.problems if one.file == str(folder / named)]
    if own:
        draft.problems += own
    elif named in seen.left:
        draft.ask(
            f"files.{role}",
            f"{quote_value(named)} is not a CSV file or a workbook",
            f"its name must end in {', '.join(SUFFIXES)}",
        )
    else:
        draft.ask(f"files.{role}", f"there is no file {quote_value(named)}", suggest_name(named, seen.heads))
    return None


def _find_deals(able: Sequence[str], folder: Path, seen: _FolderListing, draft: Draft) -> str | None:
    rest = [name for name, its in seen.heads.items() if not _guess_roles(its, draft)]
    if not able and len(rest) == 1:
        able = rest  # its stage is asked for
    if clear := _fullest(able, seen, draft):
        draft.note(
            f"{quote_value(clear)} was taken as the deals, since it has more of their columns than "
            f"{_rest(able, clear)}."
        )
        able = [clear]
    if able and all(have_same_columns(seen.heads[able[0]].header, seen.heads[name].header) for name in able):
        draft.decide("files", deals=able[0])
        seen.chosen = list(able)
        return able[0]
    if able:
        draft.ask("files.deals", f"{_list_names(able)} could all be the deals", "name one with --map")
    elif seen.heads:
        message = "no file has columns that are known as those of deals"
        draft.ask(
            "files.deals",
            message,
            f"name one with --map, and its columns; there are {_list_names(seen.heads)}",
        )
    elif seen.problems:
        draft.problems += seen.problems
    else:
        raise file_error(
            str(folder), "holds no CSV file and no workbook", "put the exported files there" + _instead(seen)
        )
    return None


def _fullest(able: Sequence[str], seen: _FolderListing, draft: Draft) -> str | None:
    """The one of several files that has clearly more of the columns of deals than each other one."""
    counts = {
        name: sum(_has_field(field, seen.heads[name], draft) for field in _DEAL_FIELDS) for name in able
    }
    ranked = sorted(counts, key=lambda name: -counts[name])
    return ranked[0] if len(ranked) > 1 and counts[ranked[0]] - counts[ranked[1]] >= MIN_LEAD else None


def _rest(able: Sequence[str], clear: str) -> str:
    return _list_names([name for name in able if name != clear])


def _instead(seen: _FolderListing) -> str:
    return f"; there are {_list_names(seen.left)}" if seen.left else ""


def _list_names(names: Sequence[str] | dict[str, Table]) -> str:
    some = ", ".join(quote_value(name) for name in itertools.islice(names, MOST_LISTED))
    return some + (", ..." if len(names) > MOST_LISTED else "")


def _guess_roles(its: Table, draft: Draft) -> frozenset[str]:
    """What a file may hold, by its columns; the likeliest alone."""
    return frozenset(itertools.islice(_likely_roles(its, draft), 1))


def _likely_roles(its: Table, draft: Draft) -> Iterator[str]:
    has = {field for field in (*_DEAL_FIELDS, "stage", "product", "manager") if _has_field(field, its, draft)}
    if "stage" in has and len(has & set(_DEAL_FIELDS)) >= 2:
        yield "deals"
    named = guess_role(its)
    if "stage" in has:
        if named == "stages":
            yield named
        return
    if {"owner", "manager"} <= has:
        yield "teams"
    if "product" in has and not has & {"owner", "account", "created", "closed"}:
        yield "products"
    if "account" in has and not has & {"product", "closed"} and _find_sector(its) is not None:
        yield "accounts"
    if named is not None:
        yield named


def _has_field(name: str, its: Table, draft: Draft) -> bool:
    return find_column(name, its.header, draft.mapping.columns) is not None


def _find_sector(its: Table) -> int | None:
    return next((at for at, name in enumerate(its.header) if normalize(name) in SECTOR), None)
