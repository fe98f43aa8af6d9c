"""Games of the event engine for its tests: worlds, moves, and results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from sim.event.engine import advance
from sim.event.facts import Fact
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.event.saved_position import write_position
from sim.model.calendar import period_weeks
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.scenario.organisation import Cadence
from tests.model.firms import firm_of, moves

STEADY = Move((24, 33, 65), (30, 30, 30))
TACTICAL = Move((0, 0, 0), (30, 30, 30))


@dataclass(frozen=True)
class Game:
    """A world, its dice, and the position before the first move."""

    world: World
    dice: RandomStreams
    start: Position

    @property
    def firm(self) -> Firm:
        """The firm."""
        return self.world.firm


def game(firm: Firm, seed: int, dice: int | None = None) -> Game:
    """A game at its start."""
    world, luck = World(firm, seed), RandomStreams(seed if dice is None else dice)
    return Game(world, luck, opening_position(world, luck))


def weeks_of(
    g: Game, line: Sequence[Move], cadence: Cadence, position: Position | None = None
) -> Iterator[Week]:
    """A line simulated week by week, with a move for each period of the cadence."""
    at = g.start if position is None else position
    for move in line:
        for _ in range(period_weeks(at.week, cadence)):
            advanced = advance(g.world, g.dice, at, move, 1)
            yield Week(at, advanced.position, advanced.facts)
            at = advanced.position


@dataclass(frozen=True)
class Week:
    """One week: the positions before and after, and what happened."""

    before: Position
    after: Position
    facts: tuple[Fact, ...]


def live(g: Game, line: Sequence[Move], cadence: Cadence = "quarter") -> tuple[Position, list[Fact]]:
    """Return the position that a line leads to, and all facts."""
    at, facts = g.start, list[Fact]()
    for move in line:
        advanced = advance(g.world, g.dice, at, move, period_weeks(at.week, cadence))
        at = advanced.position
        facts += advanced.facts
    return at, facts


def same(a: Position, b: Position) -> bool:
    """Whether two values are equal bit for bit."""
    return write_position(a) == write_position(b)


@st.composite
def scenarios(draw: st.DrawFn, sellers: int = 6) -> dict[str, Any]:
    """Small scenarios of all kinds, so that a game is quick."""
    n = draw(st.integers(1, sellers))
    rho: Any = draw(st.sampled_from([0.0, 1.0, 3.0, [{"week": 0, "value": 0.5}, {"week": 10, "value": 3.0}]]))
    segments = draw(st.sampled_from([None, 1, 2]))
    market: dict[str, Any] = {"rate_of_change": rho}
    if segments is not None:
        market["segments"] = {f"s{i}": SEGMENT | {"value": 20.0 + 30 * i} for i in range(segments)}
    organisation: dict[str, Any] = {
        "sellers": n,
        "managers": draw(st.sampled_from([0.0, 1 / 6, 1.0])),
        "leaders": draw(st.sampled_from([0.0, 1 / 12, 1.0])),
        "cadence": draw(st.sampled_from(["quarter", "month"])),
    }
    if draw(st.booleans()):
        split = {seat: draw(st.integers(0, 100)) for seat in ("sellers", "managers", "leaders")}
        organisation["history"] = {"split": split, "weeks": draw(st.integers(1, 60))}
    return {
        "quarters": 4,
        "organisation": organisation,
        "market": market,
        "disruptions": draw(disruptions),
        "parameters": {"people": {"leave": draw(st.sampled_from([0.0, 0.005, 0.1]))}},
    }


SEGMENT = {
    "weight": 1.0,
    "value": 30.0,
    "drift": 0.004,
    "start": {"conversations": [1, 1, 1], "accounts": 60},
}

disruptions = st.fixed_dictionaries(
    {
        "rate": st.sampled_from([0.0, 1.0, 6.0]),
        "types": st.just(
            {
                "fire": {
                    "title": "Fire",
                    "rate": 0.5,
                    "importance": 0.8,
                    "chance": 0.6,
                    "lead": [1, 9],
                    "effects": [
                        {"on": "cash", "size": -40.0, "answer": -0.5},
                        {"on": "accounts", "size": 0.1, "scope": "all"},
                        {"on": "culture", "size": -0.2},
                    ],
                }
            }
        ),
        "fixed": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["merger", "technology", "slump", "fire", "exodus", "freeze"]),
                    "week": st.integers(0, 51),
                    "severity": st.sampled_from([0.5, 1.0, 3.0]),
                }
            ),
            max_size=3,
        ),
    }
)

firms = scenarios().map(lambda changes: firm_of(**changes))
games = st.builds(game, firms, st.integers(0, 2**40), st.integers(0, 2**40))
cadences: st.SearchStrategy[Cadence] = st.sampled_from(["quarter", "month"])


def lines(most: int = 4) -> st.SearchStrategy[list[Move]]:
    """Some moves in sequence."""
    return st.lists(moves, min_size=1, max_size=most)
