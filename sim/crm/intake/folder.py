"""Find out which file of a folder is which, by its columns. Nothing outside of the folder is read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.base.problems import InputError, Problem, quote_value
from sim.base.progress import ProgressCallback
from sim.base.suggestions import suggest_name
from sim.base.text_files import file_error
from sim.crm.intake.column_names import find_column
from sim.crm.intake.combine import have_same_columns, join_tables
from sim.crm.intake.draft import Draft, list_texts
from sim.crm.intake.lookups import FIELDS, guess_role, resolve_ids
from sim.crm.intake.table import Table
from sim.crm.intake.table_reader import drop_format, read_head, read_table
from sim.crm.intake.vocabulary import find_special_column
from sim.crm.intake.workbook import SUFFIXES as WORKBOOKS

SUFFIXES = (".csv", ".tsv", ".tab", *WORKBOOKS)
MAX_FILES = 200
"""Files of a folder that are read."""
MIN_LEAD = 2
"""Deal fields that a file must have more than any other to be the deals without a question."""
ROLES = ("deals", "teams", "products", "accounts", "owners", "stages")
_DEAL_FIELDS = ("id", "owner", "account", "created", "closed", "amount")


@dataclass(slots=True)
class FolderFiles:
    """Files of an export by what they hold."""

    deals: Path
    more: list[Path] = field(default_factory=list)
    """files with the same columns as the deals, such as other years."""
    others: dict[str, Path] = field(default_factory=dict)
    """teams, products, accounts, owners, stages."""


@dataclass(slots=True)
class _FolderListing:
    path: Path
    heads: dict[str, Table] = field(default_factory=dict)
    """headers of readable files, by file name."""
    ignored: list[str] = field(default_factory=list)
    """names of all other entries."""
    problems: list[Problem] = field(default_factory=list)
    """why files cannot be read."""
    deals: list[str] = field(default_factory=list)
    """names of the files of deals that have the same columns, unless the mapping names one."""


def find_files(path: Path, draft: Draft) -> FolderFiles:
    """Find the files of an export: one file, or those of a folder. Raises InputError."""
    if not _is_folder(path):
        return FolderFiles(path)
    listing = _list_folder(path, draft)
    found = {role: _find_by_role(role, listing, draft) for role in ROLES}
    deals = found.pop("deals")
    more = _find_more(deals, listing, draft)
    draft.raise_problems()
    assert deals is not None
    others = {role: name for role, name in found.items() if name is not None}
    if unused := sorted({*listing.ignored, *listing.heads} - {deals, *more, *others.values()}):
        draft.note(f"Not used from the folder: {list_texts(unused)}.")
    return FolderFiles(
        path / deals, [path / name for name in more], {role: path / name for role, name in others.items()}
    )


def read_deals(found: FolderFiles, draft: Draft, progress: ProgressCallback | None = None) -> Table:
    """Read all files of deals as one table, with names in place of IDs. Raises InputError, StoppedError."""
    other = drop_format(draft.mapping)
    more = [read_table(path, str(path), other, progress) for path in found.more]
    deals = join_tables([read_table(found.deals, str(found.deals), draft.mapping, progress), *more])
    lists = {
        role: read_table(path, str(path), other) for role, path in found.others.items() if role in FIELDS
    }
    resolve_ids(deals, lists, draft)
    return deals


def _find_more(deals: str | None, listing: _FolderListing, draft: Draft) -> list[str]:
    """Files to read with the deals: those of the mapping, or those with the same columns."""
    given = draft.mapping.files.more
    if given is not None:
        names = (_find_named("more", name, listing, draft) for name in given)
        return [name for name in names if name and name != deals]
    if not listing.deals:
        return []
    more = [name for name in listing.deals if name != deals]
    draft.decide("files", more=more)
    if more:
        draft.note(f"{list_texts(listing.deals)} have the same columns and were read as one file.")
    return more


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _list_folder(folder: Path, draft: Draft) -> _FolderListing:
    try:
        entries = sorted(itertools.islice(folder.iterdir(), MAX_FILES * 10), key=lambda entry: entry.name)
        inside = folder.resolve()
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        remedy = "give a folder that you may read"
        raise file_error(str(folder), f"cannot be read: {reason}", remedy) from None
    listing = _FolderListing(folder)
    for entry in entries:
        if entry.suffix.lower() not in SUFFIXES or len(listing.heads) >= MAX_FILES:
            listing.ignored.append(entry.name)
            continue
        try:
            _refuse_outside(entry, inside)
            listing.heads[entry.name] = read_head(entry, str(entry), draft.mapping)
        except InputError as error:
            listing.ignored.append(entry.name)
            listing.problems += error.problems
    return listing


def _refuse_outside(path: Path, folder: Path) -> None:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        raise file_error(str(path), "is a broken link", "replace it with the file itself") from None
    if not target.is_relative_to(folder):
        raise file_error(str(path), "is a link out of the folder", "replace it with the file itself")


def _find_by_role(role: str, listing: _FolderListing, draft: Draft) -> str | None:
    named = getattr(draft.mapping.files, role)
    if named is not None:
        return _find_named(role, named, listing, draft)
    fit = [name for name, table in listing.heads.items() if role in _guess_roles(table, draft)]
    if role == "deals":
        return _find_deals(fit, listing, draft)
    if len(fit) > 1:
        draft.note(
            f"{list_texts(fit)} could each be the {role} file, so none was used. Set `files.{role}` with --map."
        )
        return None
    name = fit[0] if fit else None
    draft.decide("files", **{role: name})
    return name


def _find_named(role: str, named: str, listing: _FolderListing, draft: Draft) -> str | None:
    """A file that the mapping names."""
    if named in listing.heads:
        return named
    if own := [problem for problem in listing.problems if problem.file == str(listing.path / named)]:
        draft.problems += own
        return None
    message, remedy = f"there is no file {quote_value(named)}", suggest_name(named, listing.heads)
    if named in listing.ignored:
        message = f"{quote_value(named)} is not a CSV file or a workbook"
        remedy = f"its name must end in {', '.join(SUFFIXES)}"
    draft.ask(f"files.{role}", message, remedy)
    return None


def _find_deals(fit: Sequence[str], listing: _FolderListing, draft: Draft) -> str | None:
    unknown = [name for name, table in listing.heads.items() if not _guess_roles(table, draft)]
    if not fit and len(unknown) == 1:
        fit = unknown  # the user will be asked for its stage
    if best := _find_fullest(fit, listing, draft):
        rest = list_texts([name for name in fit if name != best])
        draft.note(f"{quote_value(best)} was taken as the deals: it has more of their columns than {rest}.")
        fit = [best]
    headers = [listing.heads[name].header for name in fit]
    if fit and all(have_same_columns(headers[0], header) for header in headers):
        draft.decide("files", deals=fit[0])
        listing.deals = list(fit)
        return fit[0]
    if fit:
        draft.ask("files.deals", f"{list_texts(fit)} could each be the deals", "choose one with --map")
    elif listing.heads:
        remedy = f"name one with --map, and its columns; the files are {list_texts(listing.heads)}"
        draft.ask("files.deals", "no file has the usual columns of deals", remedy)
    elif listing.problems:
        draft.problems += listing.problems
    else:
        others = f"; it has {list_texts(listing.ignored)}" if listing.ignored else ""
        remedy = f"put the exported files there{others}"
        raise file_error(str(listing.path), "contains no CSV file and no workbook", remedy)
    return None


def _find_fullest(fit: Sequence[str], listing: _FolderListing, draft: Draft) -> str | None:
    """The one of several files that has clearly more of the columns of deals than any other."""
    counts = {
        name: sum(_has_field(field, listing.heads[name], draft) for field in _DEAL_FIELDS) for name in fit
    }
    ranked = sorted(fit, key=lambda name: -counts[name])
    return ranked[0] if len(fit) > 1 and counts[ranked[0]] - counts[ranked[1]] >= MIN_LEAD else None


def _guess_roles(table: Table, draft: Draft) -> list[str]:
    """The likeliest role of a file, by its columns; none if there is none."""
    return list(itertools.islice(_likely_roles(table, draft), 1))


def _likely_roles(table: Table, draft: Draft) -> Iterator[str]:
    fields = {
        field for field in (*_DEAL_FIELDS, "stage", "product", "manager") if _has_field(field, table, draft)
    }
    if "stage" in fields and len(fields & set(_DEAL_FIELDS)) >= 2:
        yield "deals"
    listed = guess_role(table)
    if "stage" in fields:
        if listed == "stages":
            yield listed
        return
    if {"owner", "manager"} <= fields:
        yield "teams"
    if "product" in fields and not fields & {"owner", "account", "created", "closed"}:
        yield "products"
    has_sector = find_special_column(table.header, "sector") is not None
    if "account" in fields and not fields & {"product", "closed"} and has_sector:
        yield "accounts"
    if listed is not None:
        yield listed


def _has_field(name: str, table: Table, draft: Draft) -> bool:
    return find_column(name, table.header, draft.mapping.columns) is not None
