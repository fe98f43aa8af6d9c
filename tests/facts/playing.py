"""Games of every scenario with several bots, and how they stand, from positions and books alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean

from sim.base.library import data_file_names
from sim.event.books import Book
from sim.event.position import Position
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.setup import GameSetup
from sim.policy.registry import make_bot
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

SCENARIOS = data_file_names("scenarios")
BOTS = ("steady", "month-ender", "dreamer", "opportunist", "inherited", "panicker", "alarmist", "gardener")
QUARTER = 13


def scenario_of(name: str) -> Scenario:
    """A built-in scenario."""
    return load_scenario(name).scenario


def played(of: Scenario, who: str, seed: int, response: int | None = None) -> Game:
    """A game from its start to its end, with another response than the bot's if one is given."""
    seat, cadence = of.seats[0], of.organisation.cadence
    game = Game(GameSetup(of, seed, seed, seat, cadence, of.goal.threshold or 0.0))
    policy = make_bot(who, game.setup.firm)
    while not game.over:
        move = policy(game.view())
        game.play(move if response is None else replace(move, response=(response,) * 3))
    return game


def line(game: Game) -> list[GameNode]:
    """From the start to the end."""
    return list(game.at.line())[::-1]


@dataclass(frozen=True)
class At:
    """A node of a game and what led to it, in figures that are found here anew."""

    game: Game
    node: GameNode

    @property
    def position(self) -> Position:
        """Where it is."""
        return self.node.position

    @property
    def start(self) -> Position:
        """Where it began."""
        return self.game.root.position

    @property
    def before(self) -> Position:
        """Where the period began."""
        assert self.node.parent is not None
        return self.node.parent.position

    @property
    def result(self) -> Result | None:
        """How it ended."""
        return self.node.result

    @property
    def scenario(self) -> Scenario:
        """Which is played."""
        return self.game.setup.scenario

    @property
    def period(self) -> tuple[Book, ...]:
        """Books of the weeks of the period."""
        return self.position.weeks[self.before.week :]

    @cached_property
    def quarters(self) -> list[tuple[float, float, float]]:
        """k; bookings, target and margin of each complete quarter."""
        weeks = self.position.weeks
        parts = [weeks[i : i + QUARTER] for i in range(0, len(weeks) // QUARTER * QUARTER, QUARTER)]
        return [
            (sum(b.bookings for b in p), sum(b.target for b in p), sum(b.margin for b in p)) for p in parts
        ]

    @property
    def attainments(self) -> list[float]:
        """Of each complete quarter."""
        return [booked / target for booked, target, _ in self.quarters]

    @property
    def customers(self) -> float:
        """Ratio to the start's."""
        return len(self.position.accounts) / len(self.start.accounts)

    @property
    def present(self) -> set[str]:
        """Names of the sellers who are there."""
        return {s.name for s in self.position.sellers if s.present}

    def struck(self) -> Iterator[tuple[bool, float]]:
        """Of what struck so far: whether it was seen, and the progress of its answer."""
        for d, w in zip(self.game.setup.world.disruptions, self.position.watches, strict=True):
            if d.comes and d.strike < self.position.week:
                yield w.seen is not None, w.progress

    @property
    def answered(self) -> float:
        """Mean of what the answers counted."""
        power = self.scenario.parameters.answers.power
        counted = [progress**power for _, progress in self.struck()]
        return fmean(counted) if counted else 0.0

    def share(self, first: int, last: int | None) -> float:
        """Ours of the deals won by us or the rival, of some weeks."""
        weeks = self.position.weeks[first:last]
        won, lost = sum(b.won for b in weeks), sum(b.lost_to_rival for b in weeks)
        return won / (won + lost) if won + lost else 0.5

    def future(self, seat: int) -> float:
        """Mean share of a seat so far."""
        moves = [n.move for n in self.node.line() if n.move is not None]
        return fmean(m.split[seat] for m in moves)

    def stock(self, name: str) -> float:
        """0..1; a stock of the firm."""
        return float(getattr(self.position.stocks, name))

    def gap(self, position: Position) -> float:
        """Mean of our gaps as read."""
        return fmean(float(g) for g in position.readings[0])

    def ahead(self, position: Position) -> float:
        """How far our offerings are ahead of the rival's, as read."""
        return fmean(float(r) for r in position.readings[1]) - self.gap(position)

    def health(self, position: Position) -> float:
        """Mean of the seven stocks."""
        s = position.stocks
        return fmean(
            float(x)
            for x in (s.relationships, s.insight, s.foresight, s.culture, s.capability, s.skill, s.offering)
        )
