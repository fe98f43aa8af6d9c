"""Looks at what lies behind a name, without reading it. Never raises: a name may be too long, lead in a circle, or lie
where nobody may look.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path


def is_file(path: str | Path) -> bool:
    """Whether there is an ordinary file; False if it cannot be looked at."""
    return os.path.isfile(path)  # noqa: PTH113  # pathlib's raises


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder; False if it cannot be looked at."""
    return os.path.isdir(path)  # noqa: PTH112  # pathlib's raises


def name_exists(path: str | Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere. Also where nobody may look: whoever opens it is
    told why.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def unusable_name_reason(path: str | Path) -> str:
    """Why no file can be made or looked at under this name; empty where one can."""
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
    """Whether two names lead, or would lead, to one file: by links of either kind, or by another way to its folder."""
    try:
        if os.path.realpath(one) == os.path.realpath(other):
            return True
        return os.path.samefile(one, other)  # noqa: PTH121  # neither need be there
    except (OSError, ValueError):
        return False
