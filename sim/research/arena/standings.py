"""The table of an arena: ratings and mean outcomes, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.base.statistics import bootstrap_interval
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


FigureInterval = tuple[float, float, float]
"""Figure, and the bounds of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class StandingsRow:
    """The row of a policy."""

    policy: str
    rating: FigureInterval
    """points; 1500 is the mean of all."""
    value: FigureInterval
    """k; mean value."""
    goal: float
    """share, 0..1; games in which the goal was reached. The three shares sum to 1."""
    draw: float
    """share, 0..1; games that ended without firing and below the goal."""
    fired: float
    """share, 0..1; games that ended with a firing."""
    over_next: FigureInterval | None
    """share, 0..1; worlds in which the policy ended ahead of the next one below, ties half; None for the last."""
    more_than_next: FigureInterval | None
    """k; mean difference of value to the next one below, in the same worlds; None for the last."""


@dataclass(frozen=True, slots=True)
class ArenaStandings:
    """The table of an arena."""

    worlds: int
    rows: tuple[StandingsRow, ...]
    """Rows by rating, the highest first; equal ones by name."""
    won: tuple[tuple[float, ...], ...]
    """share, 0..1; worlds in which the row's policy ended ahead of the column's, ties half, in the order of `rows`."""


def compute_standings(games: Sequence[ArenaGame]) -> ArenaStandings:
    """Compute the table from games, in any order, of at least two policies in the same worlds. Raises ValueError if a
    game is missing or there twice.
    """
    names = sorted({game.policy for game in games})
    worlds = sorted({(game.scenario, game.seed) for game in games})
    values, endings = _result_arrays(games, names, worlds)
    scenarios = sorted({scenario for scenario, _ in worlds})
    scenario_of_world = [scenarios.index(scenario) for scenario, _ in worlds]
    wins = pairwise_wins(rank_in_worlds(values, endings))
    sample = bootstrap_worlds(scenario_of_world, RandomStreams(0).stream("arena samples"), BOOTSTRAP_SAMPLES)
    ratings, rating_samples, share = rate_policies(wins), bootstrap_ratings(wins, sample), wins.mean(axis=0)
    order = sorted(range(len(names)), key=lambda i: (-round(float(ratings[i]), 6), names[i]))
    rows = [
        StandingsRow(
            policy=names[i],
            rating=_bootstrap_interval(ratings[i], rating_samples[:, i]),
            value=_mean_with_interval(values[:, i], sample),
            goal=_ending_share(endings[:, i], "goal"),
            draw=_ending_share(endings[:, i], "draw"),
            fired=_ending_share(endings[:, i], "fired"),
            over_next=None if j is None else _bootstrap_interval(share[i, j], sample.shares(wins[:, i, j])),
            more_than_next=None if j is None else _mean_with_interval(values[:, i] - values[:, j], sample),
        )
        for i, j in zip(order, [*order[1:], None], strict=True)
    ]
    won = tuple(tuple(float(share[i, j]) if i != j else 0.5 for j in order) for i in order)
    return ArenaStandings(len(worlds), tuple(rows), won)


def _result_arrays(
    games: Sequence[ArenaGame], names: Sequence[str], worlds: Sequence[tuple[str, int]]
) -> tuple[Array, np.ndarray]:
    """(worlds, policies) each: values in k, and endings as indices in `RANKED_ENDINGS`."""
    shape = len(worlds), len(names)
    values, endings = np.full(shape, np.nan), np.zeros(shape, int)
    rows = {world: i for i, world in enumerate(worlds)}
    columns = {name: i for i, name in enumerate(names)}
    for game in games:
        at = rows[game.scenario, game.seed], columns[game.policy]
        values[at], endings[at] = game.value, RANKED_ENDINGS.index(game.ending)
    if len(games) != values.size or np.isnan(values).any():
        raise ValueError("each policy must play every world once")
    return values, endings


def _ending_share(endings: np.ndarray, ending: Ending) -> float:
    return float((endings == RANKED_ENDINGS.index(ending)).mean())


def _mean_with_interval(values: Array, sample: WorldBootstrap) -> FigureInterval:
    return _bootstrap_interval(float(values.mean()), sample.means(values))


def _bootstrap_interval(figure: float, samples: Array) -> FigureInterval:
    e = bootstrap_interval(figure, samples)
    return e.value, min(e.low, e.value), max(e.high, e.value)
