"""bots.md: who the bots are, in the words of their files."""

from __future__ import annotations

from collections.abc import Iterator

from sim.lookahead.masters import find_opponent, opponent_names
from sim.policy.registry import SEAT_BOTS

HEAD = """\
# The bots

How each bot thinks and how to beat it, in its own words. Bots are files of rules in `scenarios/bots`; apprentice,
master and grandmaster search. None moves at random; each weak one makes a mistake that people make.
[Policies](../policies.md) says how to write one, [the arena](arena.md) how strong each is. This page is made by
`python tools/reference.py`; do not edit it.
"""

STAND_IN = "It can also run the seats that a player does not hold."


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(line for name in opponent_names() for line in _bot(name))])


def _bot(name: str) -> Iterator[str]:
    who = find_opponent(name)
    assert who is not None
    yield from (f"## {name}: {who.title}", "", who.summary, "", f"*How to beat it*: {who.beat}", "")
    if name in SEAT_BOTS:
        yield from (STAND_IN, "")
