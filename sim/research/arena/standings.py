"""The table of an arena: ratings with their intervals, and what the games came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.game.outcome import Ending
from sim.model.arrays import Array
from sim.model.random_streams import RandomStreams
from sim.research.arena.games import ArenaGame
from sim.research.arena.rating import (
    RANKED_ENDINGS,
    WorldBootstrap,
    bootstrap_ratings,
    bootstrap_worlds,
    pairwise_wins,
    rank_in_worlds,
    rate_policies,
)

BOOTSTRAP_SAMPLES = 1000
"""Bootstrap samples of the worlds."""

LOW_QUANTILE, HIGH_QUANTILE = 0.025, 0.975
"""Quantiles between which 95 % lie."""

FigureInterval = tuple[float, float, float]
"""Figure, and the ends of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class StandingsRow:
    """A policy in the table."""

    policy: str
    rating: FigureInterval
    """points; 1500 is the mean of all."""
    value: FigureInterval
    """k; mean."""
    goal: float
    """share of games, 0..1; the three exclude each other and sum to 1."""
    draw: float
    fired: float
    over_next: FigureInterval | None
    """share of worlds, 0..1; in which it ended ahead of the next one below, a tie counting half; None for the last."""
    more_than_next: FigureInterval | None
    """k; by which its mean value is more than that of the next one below, in the same worlds; None for the last."""


@dataclass(frozen=True, slots=True)
class ArenaStandings:
    """The table."""

    worlds: int
    rows: tuple[StandingsRow, ...]
    """the highest rating first; equal ones by name."""
    won: tuple[tuple[float, ...], ...]
    """share of worlds in which the row's policy ended ahead of the column's, ties half; both in the rows' order."""


def compute_standings(games: Sequence[ArenaGame]) -> ArenaStandings:
    """The table of games in which everybody played the same worlds; in any order, two policies at least. Raises
    ValueError where a game is missing or there twice.
    """
    names = sorted({game.policy for game in games})
    worlds = sorted({(game.scenario, game.seed) for game in games})
    values, endings = _result_arrays(games, names, worlds)
    scenarios = sorted({scenario for scenario, _ in worlds})
    of = [scenarios.index(scenario) for scenario, _ in worlds]
    wins = pairwise_wins(rank_in_worlds(values, endings))
    sample = bootstrap_worlds(of, RandomStreams(0).stream("arena samples"), BOOTSTRAP_SAMPLES)
    points, again, share = rate_policies(wins), bootstrap_ratings(wins, sample), wins.mean(axis=0)
    order = sorted(range(len(names)), key=lambda i: (-round(float(points[i]), 6), names[i]))
    rows = [
        StandingsRow(
            policy=names[i],
            rating=_bootstrap_interval(points[i], again[:, i]),
            value=_mean_with_interval(values[:, i], sample),
            goal=_ending_share(endings[:, i], "goal"),
            draw=_ending_share(endings[:, i], "draw"),
            fired=_ending_share(endings[:, i], "fired"),
            over_next=None if j is None else _bootstrap_interval(share[i, j], sample.shares(wins[:, i, j])),
            more_than_next=None if j is None else _mean_with_interval(values[:, i] - values[:, j], sample),
        )
        for i, j in zip(order, [*order[1:], None], strict=True)
    ]
    table = tuple(tuple(float(share[i, j]) if i != j else 0.5 for j in order) for i in order)
    return ArenaStandings(len(worlds), tuple(rows), table)


def _result_arrays(
    games: Sequence[ArenaGame], names: Sequence[str], worlds: Sequence[tuple[str, int]]
) -> tuple[Array, np.ndarray]:
    """(worlds, policies) each: values in k, and endings as places in `ENDINGS`."""
    if len(games) != len(names) * len(worlds):
        raise ValueError("everybody must play every world once")
    values, endings = np.full((len(worlds), len(names)), np.nan), np.zeros((len(worlds), len(names)), int)
    rows, columns = ({one: i for i, one in enumerate(of)} for of in (worlds, names))
    for game in games:
        at = rows[game.scenario, game.seed], columns[game.policy]
        values[at], endings[at] = game.value, RANKED_ENDINGS.index(game.ending)
    if np.isnan(values).any():
        raise ValueError("everybody must play every world once")
    return values, endings


def _ending_share(endings: np.ndarray, ending: Ending) -> float:
    return float((endings == RANKED_ENDINGS.index(ending)).mean())


def _mean_with_interval(values: Array, sample: WorldBootstrap) -> FigureInterval:
    return _bootstrap_interval(float(values.mean()), sample.means(values))


def _bootstrap_interval(figure: float, again: Array) -> FigureInterval:
    low, high = np.quantile(again, (LOW_QUANTILE, HIGH_QUANTILE))
    return float(figure), float(min(low, figure)), float(max(high, figure))
