"""Checks of paths that never raise. A name may be too long, form a loop of links, or be in an unreadable folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def is_file(path: str | Path) -> bool:
    """Return whether this is known to be a regular file."""
    return os.path.isfile(path)  # noqa: PTH113  # pathlib's version raises


def is_folder(path: str | Path) -> bool:
    """Return whether this is known to be a folder."""
    return os.path.isdir(path)  # noqa: PTH112  # pathlib's version raises


def name_exists(path: str | Path) -> bool:
    """Return whether this name is taken, even by a dangling link. Also true where looking is not permitted, so that
    opening the file gives the reason.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def unusable_name_reason(path: str | Path) -> str:
    """Return why no file can exist under this name. Empty if one can."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return (error.strerror or str(error)).lower()
    except ValueError:
        return "the name is not possible"
    return ""


def is_same_file(one: str | Path, other: str | Path) -> bool:
    """Return whether two names refer to the same file, or would once it exists, taking links of both kinds into
    account.
    """
    try:
        if os.path.realpath(one) == os.path.realpath(other):
            return True
        return os.path.samefile(one, other)  # noqa: PTH121  # neither needs to exist
    except (OSError, ValueError):
        return False
