"""Looking at other positions of the game; nothing is played by it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.text.position import format_place, format_time
from tui.plain.foreseeing import parse_whole
from tui.plain.position import standing_told
from tui.plain.session import PlainSession, refusal


def back(desk: PlainSession, _: str = "") -> Iterator[str]:
    """One move earlier."""
    if not desk.game.look_back():
        raise refusal("there is nothing before the start", "`on` looks at the next position")
    yield from _looked_at(desk)


def on(desk: PlainSession, _: str = "") -> Iterator[str]:
    """One move later."""
    if not desk.game.look_on():
        raise refusal("nothing was played after this position", "`back` looks at the one before")
    yield from _looked_at(desk)


def line(desk: PlainSession, text: str = "") -> Iterator[str]:
    """The moves that were played in place of the last one, or the position after one of them."""
    session = desk.game
    siblings = session.siblings
    if not text:
        if session.shown.own is None:
            yield "This is the start: no move led here."
            return
        for number, node in enumerate(siblings, start=1):
            here = ", looked at" if node is session.shown else ""
            yield f"Line {number}: {desk.written(node.own or session.draft)}{here}."
        return
    place = parse_whole(text, "lines here", 1, len(siblings))
    session.look_aside(place - 1 - siblings.index(session.shown))
    yield from _looked_at(desk)


def go_back_to_game(desk: PlainSession, _: str = "") -> Iterator[str]:
    """From an old position to the game."""
    desk.game.return_to_game()
    yield from _looked_at(desk)


def here(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Play on from the position that is looked at; every line stays."""
    session = desk.game
    if session.playing:
        raise refusal("the game is here already", "`back` looks at an earlier position")
    session.play_on_from_here()
    session.save()
    yield "The game goes on from here. What was played stays as a line of its own."
    yield from _looked_at(desk)


def _looked_at(desk: PlainSession) -> Iterator[str]:
    session = desk.game
    node = session.shown
    which = "The position" if session.playing else "An old position"
    yield f"{which} {format_place(session)}: {format_time(session)}."
    if node.own is not None:
        yield f"The move that led here: {desk.written(node.own)}."
    yield standing_told(session)
