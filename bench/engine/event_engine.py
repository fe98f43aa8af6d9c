"""How fast the event engine is on this machine, beside a bare SimPy loop in the same run, and how it scales.

Measures and checks the exact count of work done; prints nothing. Times are the best of some runs, as all else that runs
on a machine can only make them longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import simpy

from bench.engine.meters import MEGABYTE, best_seconds, peak_bytes, process_peak_memory
from sim.event.engine import AdvanceResult, advance
from sim.event.facts import (
    AccountLeft,
    ConversationFaded,
    ConversationGrew,
    CustomerFact,
    DealArrived,
    Fact,
    SellerHired,
    SellerLeft,
)
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.event.processes import Process
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.move import move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.organisation import Organisation
from sim.scenario.scenario import Scenario

BENCH_SEED = 1
EVENT_RUNS = 5
"""Runs of which the best time counts."""
BENCH_QUARTERS = (12, 24, 48)
BENCH_SELLERS = (6, 12, 24, 48)


@dataclass(frozen=True, slots=True)
class TimedGame:
    """One length and size of a game."""

    quarters: int
    sellers: int
    seconds: float
    """seconds; the best of some runs."""
    acts: int
    """how often something acted; the same in every run and on every machine."""

    @property
    def acts_a_second(self) -> float:
        """Acts by time."""
        return self.acts / self.seconds


@dataclass(frozen=True, slots=True)
class EventBench:
    """What was measured."""

    reference: TimedGame
    """36 months of the reference scenario."""
    bare_seconds: float
    """seconds; of a bare SimPy loop with as many acts in as many weeks."""
    ratio: float
    """how many times as long an act of the engine takes as one of the bare loop."""
    memory: float
    """MB; most memory that the game took at once, beside what was loaded before."""
    process_memory: float | None
    """MB; most memory of this whole process so far; None where the system does not tell."""
    by_quarters: tuple[TimedGame, ...]
    by_sellers: tuple[TimedGame, ...]

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data, with acts per second."""
        figures = asdict(self)
        figures["acts_a_second"] = self.reference.acts_a_second
        figures["bare_acts_a_second"] = self.reference.acts / self.bare_seconds
        return figures


def measure_event_engine(scenario: Scenario, runs: int = EVENT_RUNS) -> EventBench:
    """Measure a scenario with the split of its `steady`; takes some seconds."""
    reference = time_game(scenario, BENCH_QUARTERS[0], runs)
    weeks = BENCH_QUARTERS[0] * WEEKS_IN_QUARTER
    bare = best_seconds(lambda: run_bare_loop(weeks, reference.acts), runs)
    return EventBench(
        reference=reference,
        bare_seconds=bare,
        ratio=reference.seconds / bare,
        memory=measure_peak_memory(scenario),
        process_memory=process_peak_memory(),
        by_quarters=tuple(time_game(scenario, quarters, runs) for quarters in BENCH_QUARTERS),
        by_sellers=tuple(
            time_game(with_sellers(scenario, n), BENCH_QUARTERS[0], runs) for n in BENCH_SELLERS
        ),
    )


def time_game(scenario: Scenario, quarters: int, runs: int = EVENT_RUNS) -> TimedGame:
    """Time of a game in quarters, and its acts, which must be as many as its facts tell."""
    world, dice, start = _open_game(scenario)
    advanced = _play_quarters(world, dice, start, quarters)
    assert advanced.acts == count_acts(start, advanced.position, advanced.facts), (
        "work was done that nobody tells"
    )
    return TimedGame(
        quarters,
        world.firm.seats,
        best_seconds(lambda: _play_quarters(world, dice, start, quarters), runs),
        advanced.acts,
    )


def _open_game(scenario: Scenario) -> tuple[World, RandomStreams, Position]:
    world, dice = World(Firm(scenario), BENCH_SEED), RandomStreams(BENCH_SEED)
    return world, dice, opening_position(world, dice)


def _play_quarters(world: World, dice: RandomStreams, at: Position, quarters: int) -> AdvanceResult:
    """All quarters, a move each, as a game does it."""
    move, facts, acts = move_from_split(world.firm, world.firm.scenario.steady), list[Fact](), 0
    for _ in range(quarters):
        advanced = advance(world, dice, at, move, WEEKS_IN_QUARTER)
        at, acts = advanced.position, acts + advanced.acts
        facts += advanced.facts
    return AdvanceResult(at, tuple(facts), acts)


def count_acts(start: Position, end: Position, facts: Iterable[Fact]) -> int:
    """How often something acted, from what was told. Each fact of a customer or a seller is one act (but what a
    conversation becomes is the conversation's own act, and what a strike takes does not act); ages of conversations are
    counted from those that are open and those that are over.
    """
    told, ripe = 0, 0
    for fact in facts:
        own = isinstance(fact, CustomerFact | SellerLeft | SellerHired)
        grown = isinstance(fact, DealArrived) and fact.grown
        taken = isinstance(fact, AccountLeft) and bool(fact.cause)
        told += own and not grown and not taken
        ripe += isinstance(fact, ConversationGrew | ConversationFaded)
    aged = sum(c.age for c in end.conversations) - sum(c.age for c in start.conversations)
    return told + aged + ripe * (AGES - 1)


def run_bare_loop(weeks: int, acts: int) -> int:
    """The same calendar with processes that only wait for their moment: what SimPy itself costs. Gives its acts."""
    env, done = simpy.Environment(), [0]

    def act(moment: float) -> Process:
        yield env.timeout(moment)
        done[0] += 1

    def calendar() -> Process:
        for week in range(weeks):
            size = acts * (week + 1) // weeks - acts * week // weeks
            acting = [env.process(act(i / size)) for i in range(size)]
            yield simpy.AllOf(env, [env.timeout(1), *acting])

    env.run(until=env.process(calendar()))
    assert done[0] == acts
    return done[0]


def with_sellers(scenario: Scenario, sellers: int) -> Scenario:
    """The same organisation with another number of sellers, and managers and leaders in proportion."""
    organisation = scenario.organisation.model_dump()
    factor = sellers / scenario.organisation.seats
    change = {
        "sellers": sellers,
        "managers": organisation["managers"] * factor,
        "leaders": organisation["leaders"] * factor,
    }
    return scenario.model_copy(update={"organisation": Organisation.model_validate(organisation | change)})


def measure_peak_memory(scenario: Scenario) -> float:
    """MB; most that 36 months took at once."""
    return peak_bytes(lambda: _play_quarters(*_open_game(scenario), BENCH_QUARTERS[0])) / MEGABYTE
