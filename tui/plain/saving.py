"""Saving where it is asked for; after every move it is done anyway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sim.base.paths import name_exists
from sim.base.places import RECORD_SUFFIX, write_atomically
from sim.base.problems import format_file_name
from sim.game.store import read_record
from tui.plain.ending import record
from tui.plain.session import PlainSession, refusal


def save(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Write the record and say where it lies; with a place also a copy there."""
    session = desk.game
    session.save()
    if session.unsaved is not None or session.path is None:
        why = session.unsaved
        raise refusal(why.message if why else "the record has no file", why.remedy if why else "make room")
    yield from record(desk)
    if text:
        place = _place(text)
        write_atomically(place, read_record(session.path))
        yield f"A copy: {format_file_name(str(place))}"


def _place(text: str) -> Path:
    """Where a copy is to lie; nothing is there yet."""
    with suppress(RuntimeError):  # somebody's home who is not there: then it is a name
        text = str(Path(text).expanduser())
    place = Path(text)
    if not place.name:
        raise refusal("that is no name of a file", "write `save my_game.tgn`")
    if place.suffix != RECORD_SUFFIX:
        place = place.with_name(f"{place.name}{RECORD_SUFFIX}")
    if name_exists(place):
        raise refusal(
            f"{format_file_name(str(place))} is there already", "give another name; nothing is overwritten"
        )
    return place
