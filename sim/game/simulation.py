"""Playing a policy through many worlds, and what comes out by quarter and in the end."""

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
"""Quantiles of a band."""


@dataclass(frozen=True, slots=True)
class Replication:
    """One world under a policy."""

    seed: int
    quarters: tuple[Book, ...]
    """all of the scenario's, also after a firing."""
    result: Result


@dataclass(frozen=True, slots=True)
class QuarterSummary:
    """A quarter over all worlds."""

    quarter: int
    """counted from 1."""
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
    """All worlds together. Chances 0..1; goal, draw and fired exclude each other and sum to 1."""

    worlds: int
    goal: float
    draw: float
    fired: float
    value: tuple[float, float]
    """k; mean and standard deviation over worlds (0 for one world)."""
    reached: float
    """median over worlds of what the goal is set on, in the measure's unit."""
    quarters: tuple[QuarterSummary, ...]


def simulate_worlds(
    firm: Firm, policy: Policy, seeds: Sequence[int], cadence: Cadence, threshold: float
) -> Iterator[Replication]:
    """Each world in turn, the seed being both the world's and the dice's."""
    for seed in seeds:
        world, dice = World(firm, seed), RandomStreams(seed)
        end = play_out(world, dice, policy, cadence, firm.scenario.weeks)
        books = tuple(quarter_books(end.weeks))
        yield Replication(seed, books, compute_result(world, dice, end, None, threshold))


def summarise_replications(played: Sequence[Replication]) -> SimulationSummary:
    """All worlds together; at least one."""
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
    def of(field: Callable[[Book], float]) -> np.ndarray:
        return np.array([field(book) for book in books], dtype=float)

    bookings = of(lambda b: b.bookings)
    low, high = np.quantile(bookings, (LOW_QUANTILE, HIGH_QUANTILE))
    return QuarterSummary(
        quarter=index + 1,
        bookings=(float(bookings.mean()), float(low), float(high)),
        margin=float(of(lambda b: b.margin).mean()),
        wins=float(of(lambda b: b.won).mean()),
        attainment=float(of(lambda b: b.attainment).mean()),
    )
