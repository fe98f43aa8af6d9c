"""Simulate a policy in many worlds and summarise the outcomes by quarter and at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.event.books import Book, quarter_books
from sim.game.outcome import Result, compute_result
from sim.game.play_out import play_out
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.policy import Policy
from sim.scenario.organisation import Cadence

LOW_QUANTILE, HIGH_QUANTILE = 0.1, 0.9
"""Lower and upper quantile of a band."""


@dataclass(frozen=True, slots=True)
class Replication:
    """One world under a policy."""

    seed: int
    quarters: tuple[Book, ...]
    """Books of all quarters of the scenario, including those after a firing."""
    result: Result


@dataclass(frozen=True, slots=True)
class QuarterSummary:
    """A quarter in all worlds."""

    quarter: int
    """Quarter, counted from 1."""
    bookings: tuple[float, float, float]
    """k; mean, P10, P90."""
    margin: float
    """k; mean."""
    wins: float
    """deals; mean."""
    attainment: float
    """ratio; mean."""


@dataclass(frozen=True, slots=True)
class SimulationSummary:
    """Summary of all worlds. The chances (0..1) of goal, draw and fired sum to 1."""

    worlds: int
    goal: float
    draw: float
    fired: float
    value: tuple[float, float]
    """k; mean and standard deviation over worlds (0 for a single world)."""
    reached: float
    """In the measure's unit; median value reached."""
    quarters: tuple[QuarterSummary, ...]


def simulate_worlds(
    firm: Firm, policy: Policy, seeds: Sequence[int], cadence: Cadence, threshold: float
) -> Iterator[Replication]:
    """Play one world for each seed, which is used for both the world and the dice."""
    for seed in seeds:
        world, dice = World(firm, seed), RandomStreams(seed)
        end = play_out(world, dice, policy, cadence, firm.scenario.weeks)
        books = tuple(quarter_books(end.weeks))
        yield Replication(seed, books, compute_result(world, dice, end, None, threshold))


def summarise_replications(played: Sequence[Replication]) -> SimulationSummary:
    """Summarise one or more worlds."""
    endings = [p.result.ending for p in played]
    values = np.array([p.result.value for p in played])
    return SimulationSummary(
        worlds=len(played),
        goal=endings.count("goal") / len(played),
        draw=endings.count("draw") / len(played),
        fired=endings.count("fired") / len(played),
        value=(float(values.mean()), float(values.std(ddof=1)) if len(played) > 1 else 0.0),
        reached=float(np.median([p.result.reached for p in played])),
        quarters=tuple(
            _summarise_quarter(q, [p.quarters[q] for p in played]) for q in range(len(played[0].quarters))
        ),
    )


def _summarise_quarter(index: int, books: list[Book]) -> QuarterSummary:
    def values(field: Callable[[Book], float]) -> np.ndarray:
        return np.array([field(book) for book in books], dtype=float)

    bookings = values(lambda b: b.bookings)
    low, high = np.quantile(bookings, (LOW_QUANTILE, HIGH_QUANTILE))
    return QuarterSummary(
        quarter=index + 1,
        bookings=(float(bookings.mean()), float(low), float(high)),
        margin=float(values(lambda b: b.margin).mean()),
        wins=float(values(lambda b: b.won).mean()),
        attainment=float(values(lambda b: b.attainment).mean()),
    )
