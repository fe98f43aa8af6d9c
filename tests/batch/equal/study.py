"""A study: games of both engines for some designs, the verdict over all of them, and what of planted errors it catches.

Work is cut into pieces that name all they need, so that one process or several find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from tests.batch.equal.design import Design
from tests.batch.equal.luck import seed, stream
from tests.batch.equal.planted import CHANGE, Constant, Planted, planted
from tests.batch.equal.played import Sample, batch_games, event_games, joined
from tests.batch.equal.scores import scored
from tests.batch.equal.verdict import Apart, apart, between, bound

TIMES, PLANTED_TIMES = 20, 4
"""Games of the batch engine for each of the event engine, to compare and with errors planted."""
BLOCK = 1000
PIECE = 8.0
"""seconds; of work on the event engine in a piece."""


class Tell(Protocol):
    """Gets how much of how much is done."""

    def __call__(self, done: int, of: int) -> object: ...


@dataclass(frozen=True)
class Piece:
    """A piece of work: a function of this package and what it is asked for."""

    do: Callable[..., Any]
    asked: tuple[Any, ...]


def done(pieces: Sequence[Piece], pool: Executor | None, tell: Tell) -> list[Any]:
    """What the pieces come to, in their order."""
    if pool is None:
        found = list[Any]()
        for piece in pieces:
            tell(len(found), len(pieces))
            found.append(piece.do(*piece.asked))
        return found
    waiting = [pool.submit(piece.do, *piece.asked) for piece in pieces]
    for count, _ in enumerate(as_completed(waiting)):
        tell(count + 1, len(pieces))
    return [future.result() for future in waiting]


def events(designs: Iterable[tuple[Design, int]], pool: Executor | None, tell: Tell) -> list[Sample]:
    """So many games of the event engine for each design."""
    pieces, owner = list[Piece](), list[int]()
    for i, (design, games) in enumerate(designs):
        first, size = seed(design.name, "event"), max(1, round(PIECE / design.cost))
        for start in range(0, games, size):
            pieces.append(
                Piece(event_games, (design, range(first + start, first + min(start + size, games))))
            )
            owner.append(i)
    found = done(pieces, pool, tell)
    return [joined(s for s, o in zip(found, owner, strict=True) if o == i) for i in range(max(owner) + 1)]


def batch(design: Design, firm: Firm, purpose: str, games: int) -> Sample:
    """So many games of the batch engine."""
    dice = RandomStreams(seed(design.name, purpose))
    sizes = [min(BLOCK, games - start) for start in range(0, games, BLOCK)]
    return joined(batch_games(design, firm, dice, i, size) for i, size in enumerate(sizes))


def judged(design: Design, event: Sample, relabellings: int) -> Apart:
    """How far the engines are apart in a design."""
    both = joined([event, batch(design, Firm(design.scenario), "batch", TIMES * len(event))])
    return apart(design.name, scored(both), len(event), stream(design.name, "labels"), relabellings)


@dataclass(frozen=True)
class Equality:
    """The verdict over all designs."""

    designs: list[Apart]
    bound: float

    @property
    def farthest(self) -> Apart:
        """The design in which the engines are farthest apart."""
        return max(self.designs, key=lambda d: d.farthest)

    @property
    def comparisons(self) -> int:
        """How many scores were compared."""
        return sum(len(d.names) for d in self.designs)


def equality(
    designs: Sequence[Design], samples: Sequence[Sample], relabellings: int, pool: Executor | None, tell: Tell
) -> Equality:
    """Whether the engines are equal in law, by all designs together."""
    pieces = [Piece(judged, (d, s, relabellings)) for d, s in zip(designs, samples, strict=True)]
    found = done(pieces, pool, tell)
    return Equality(found, bound(found))


@dataclass(frozen=True)
class Found:
    """What became of a planted error."""

    constant: str
    change: Planted
    caught: bool
    where: str
    """design and score in which the engines were farthest apart, and how far."""
    effect: float = 0.0
    """standard deviations; for one that was missed, the largest shift of a score that it makes in any design."""
    needed: float = 0.0
    """standard deviations; the shift that would have been caught there."""
    twice: str = ""
    """where a change of twice the size is caught."""


Asked = Sequence[tuple[Design, Sample]]
"""Designs with their games of the event engine."""


def search(constant: Constant, designs: Asked, limit: float, explained: bool) -> Found | None:
    """Plant an error in the batch engine and look for it. None where the constant acts nowhere."""
    seen = _seen(constant, designs, limit, CHANGE)
    if seen is None:
        return None
    change, farthest = seen
    if farthest.farthest > limit:
        return Found(constant.name, change, True, farthest.where)
    if not explained:
        return Found(constant.name, change, False, farthest.where)
    shifts = [_shift(constant, design, len(event), limit) for design, event in designs]
    effect, needed = max(shifts, key=lambda shift: shift[0] / shift[1])
    twice = _seen(constant, designs, limit, 2 * CHANGE)
    caught = twice[1].where if twice is not None and twice[1].farthest > limit else ""
    return Found(constant.name, change, False, farthest.where, effect, needed, caught)


def _seen(constant: Constant, designs: Asked, limit: float, by: float) -> tuple[Planted, Apart] | None:
    """How far the engines are apart with an error planted: where they are too far first, or else where farthest."""
    seen: tuple[Planted, Apart] | None = None
    for design, event in designs:
        changed = planted(design.scenario, constant, by)
        if changed is None:
            continue
        purpose = f"planted {constant.name} {by}"
        wrong = batch(design, Firm(changed.scenario), purpose, PLANTED_TIMES * len(event))
        now = apart(design.name, scored(joined([event, wrong])), len(event), stream("none"), 0)
        if seen is None or now.farthest > seen[1].farthest:
            seen = changed, now
        if now.farthest > limit:
            return changed, now
    return seen


def _shift(constant: Constant, design: Design, games: int, limit: float) -> tuple[float, float]:
    """How far the planted error shifts the score that it shifts most, and how far it would have to, in standard
    deviations: by futures with the same luck, so that hardly any noise is in it.
    """
    needed = limit * np.sqrt((1 + 1 / PLANTED_TIMES) / games)
    changed = planted(design.scenario, constant, CHANGE)
    if changed is None:
        return 0.0, needed
    pair = [batch(design, Firm(s), "shift", SHIFTED) for s in (design.scenario, changed.scenario)]
    return between(scored(joined(pair)), SHIFTED), needed


SHIFTED = 2000
"""Futures by which the effect of a missed error is measured."""


def searched(
    constants: Sequence[Constant],
    designs: Asked,
    limit: float,
    pool: Executor | None,
    tell: Tell,
    *,
    explained: bool,
) -> list[Found]:
    """What became of all planted errors."""
    found = done([Piece(search, (c, designs, limit, explained)) for c in constants], pool, tell)
    return [f for f in found if f is not None]
