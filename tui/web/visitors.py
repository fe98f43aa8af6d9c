"""Who visits: known by a secret that a cookie carries, with a folder that is named by something else.

A secret is never a path: a folder is named by a digest of it, from which nobody finds it.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from sim.base.places import files_folder, games_folder
from tui.web import limits

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")

DIGITS = 32
"""hex digits; of a visitor's folder."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with games."""

    home: Path | None
    """folder of all that is theirs; None for the user whose server this is."""

    @property
    def files(self) -> Path:
        """Where lies what they uploaded, and what came of it."""
        return files_folder() if self.home is None else self.home / "files"

    @property
    def games(self) -> Path:
        """Where their games lie."""
        return games_folder() if self.home is None else self.home / "games"


class Visitors:
    """All that have come. `homes` is the folder of their folders; None where all are the user whose server this is."""

    def __init__(self, homes: Path | None) -> None:
        self._homes = homes
        self.key = secrets.token_urlsafe(32)
        """what the start link carries: without it nobody new is let in."""
        self._own = secrets.token_urlsafe(32)

    def admits(self, key: str) -> bool:
        """Whether a start link is ours."""
        return _SECRET.fullmatch(key) is not None and hmac.compare_digest(key, self.key)

    def find(self, secret: str) -> Visitor | None:
        """Whose secret it is; None where we gave it to nobody."""
        if not _SECRET.fullmatch(secret):
            return None
        if self._homes is None:
            return Visitor(None) if hmac.compare_digest(secret, self._own) else None
        home = self._home(secret)
        return Visitor(home) if home.is_dir() and not home.is_symlink() else None

    def welcome(self) -> str | None:
        """A secret for somebody new; None where no more are let in. Raises OSError."""
        if self._homes is None:
            return self._own
        self._homes.mkdir(mode=0o700, parents=True, exist_ok=True)
        if len(list(self._homes.iterdir())) >= limits.VISITORS and not self._sweep():
            return None
        secret = secrets.token_urlsafe(32)
        self._home(secret).mkdir(mode=0o700)
        return secret

    def _home(self, secret: str) -> Path:
        assert self._homes is not None
        return self._homes / hashlib.sha256(secret.encode()).hexdigest()[:DIGITS]

    def _sweep(self) -> bool:
        """Forget those who came and never played; whether there is room now."""
        assert self._homes is not None
        for home in self._homes.iterdir():
            with contextlib.suppress(OSError):  # only an empty folder can be removed so
                home.rmdir()
        return len(list(self._homes.iterdir())) < limits.VISITORS
