"""The table of an arena: ratings with their intervals, and what the games came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.game.outcome import Ending
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.research.arena.games import ArenaGame
from sim.research.arena.rating import (
    ENDINGS,
    BootstrapSample,
    bootstrap_ratings,
    places,
    ratings,
    sample_of,
    won,
)

SAMPLES = 1000
"""Bootstrap samples of the worlds."""

LOW, HIGH = 0.025, 0.975
"""Quantiles between which 95 % lie."""

Interval = tuple[float, float, float]
"""Figure, and the ends of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class StandingsRow:
    """A policy in the table."""

    policy: str
    rating: Interval
    """points; 1500 is the mean of all."""
    value: Interval
    """k; mean."""
    goal: float
    """share of games, 0..1; the three exclude each other and sum to 1."""
    draw: float
    fired: float
    over_next: Interval | None
    """share of worlds, 0..1; in which it ended ahead of the next one below, a tie counting half; None for the last."""
    more_than_next: Interval | None
    """k; by which its mean value is more than that of the next one below, in the same worlds; None for the last."""


@dataclass(frozen=True, slots=True)
class Standings:
    """The table."""

    worlds: int
    rows: tuple[StandingsRow, ...]
    """the highest rating first; equal ones by name."""
    won: tuple[tuple[float, ...], ...]
    """share of worlds in which the row's policy ended ahead of the column's, ties half; both in the rows' order."""


def standings(games: Sequence[ArenaGame]) -> Standings:
    """The table of games in which everybody played the same worlds; in any order, two policies at least. Raises
    ValueError where a game is missing or there twice.
    """
    names = sorted({game.policy for game in games})
    worlds = sorted({(game.scenario, game.seed) for game in games})
    values, endings = _arrays(games, names, worlds)
    scenarios = sorted({scenario for scenario, _ in worlds})
    of = [scenarios.index(scenario) for scenario, _ in worlds]
    wins = won(places(values, endings))
    sample = sample_of(of, Dice(0).stream("arena samples"), SAMPLES)
    points, again, share = ratings(wins), bootstrap_ratings(wins, sample), wins.mean(axis=0)
    order = sorted(range(len(names)), key=lambda i: (-round(float(points[i]), 6), names[i]))
    rows = [
        StandingsRow(
            policy=names[i],
            rating=_interval(points[i], again[:, i]),
            value=_mean(values[:, i], sample),
            goal=_ending_share(endings[:, i], "goal"),
            draw=_ending_share(endings[:, i], "draw"),
            fired=_ending_share(endings[:, i], "fired"),
            over_next=None if j is None else _interval(share[i, j], sample.shares(wins[:, i, j])),
            more_than_next=None if j is None else _mean(values[:, i] - values[:, j], sample),
        )
        for i, j in zip(order, [*order[1:], None], strict=True)
    ]
    table = tuple(tuple(float(share[i, j]) if i != j else 0.5 for j in order) for i in order)
    return Standings(len(worlds), tuple(rows), table)


def _arrays(
    games: Sequence[ArenaGame], names: Sequence[str], worlds: Sequence[tuple[str, int]]
) -> tuple[Array, np.ndarray]:
    """(worlds, policies) each: values in k, and endings as places in `ENDINGS`."""
    if len(games) != len(names) * len(worlds):
        raise ValueError("everybody must play every world once")
    values, endings = np.full((len(worlds), len(names)), np.nan), np.zeros((len(worlds), len(names)), int)
    rows, columns = ({one: i for i, one in enumerate(of)} for of in (worlds, names))
    for game in games:
        at = rows[game.scenario, game.seed], columns[game.policy]
        values[at], endings[at] = game.value, ENDINGS.index(game.ending)
    if np.isnan(values).any():
        raise ValueError("everybody must play every world once")
    return values, endings


def _ending_share(endings: np.ndarray, ending: Ending) -> float:
    return float((endings == ENDINGS.index(ending)).mean())


def _mean(values: Array, sample: BootstrapSample) -> Interval:
    return _interval(float(values.mean()), sample.means(values))


def _interval(figure: float, again: Array) -> Interval:
    low, high = np.quantile(again, (LOW, HIGH))
    return float(figure), float(min(low, figure)), float(max(high, figure))
