"""Talks with plain mode in tests: lines in, what was said out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.play import PlayRequest
from sim.game.replay import ReplayReport, replay_record
from sim.game.store import read_record, resume_saved_game
from tests.tui.driving import short
from tui.plain.play import converse
from tui.plain.voice import Voice


@dataclass(frozen=True)
class Talked:
    """What came of it."""

    status: int
    out: str
    errors: str

    def after(self, command: str) -> str:
        """What was said to the last line that was this command."""
        answered = [part for part in self.out.split("> ") if part.startswith(f"{command}\n")]
        return answered[-1].removeprefix(f"{command}\n").rpartition("\n")[0]


def said_to(request: PlayRequest, text: str | bytes) -> Talked:
    """What plain mode says to a text, as it would be piped in."""
    out, errors = io.StringIO(), io.StringIO()
    given = io.BytesIO(text.encode() if isinstance(text, str) else text)
    status = converse(request, given, Voice(out, errors, echo=True), numbered=True)
    return Talked(status, out.getvalue(), errors.getvalue())


def talk(*lines: str, **request: Any) -> Talked:
    """What plain mode says to these lines, in a small game of seed 7 where nothing else is asked for."""
    usual: dict[str, Any] = {"scenario": short(), "seed": 7}
    asked = PlayRequest(**(usual | request))
    return said_to(asked, "".join(f"{line}\n" for line in lines))


def record(home: Path) -> Path:
    """The one record that was made."""
    (path,) = (home / "games").glob("*.tgn")
    return path


def replayed(path: Path) -> ReplayReport:
    """A record played again: it has to come out the same, and to be free."""
    found = replay_record(read_record(path), str(path))
    assert not found.differences
    resume_saved_game(path)[0].close()
    return found
