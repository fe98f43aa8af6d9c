"""From the figures of both engines' games to scores, each a number for each game whose means are to agree.

A mean tells of a mean; shares below a quantile tell of the quantile; products of deviations tell of variances and
correlations; and what is left of a figure, given the quarter before and all figures that stand before it, tells of the
law that leads to it without the noise of everything else (the steps of a Cholesky factor, quarter by quarter).

Quantiles, deviations and what is given are of both engines' games together, so no score knows which game is whose: that
makes the verdict exact (`verdict`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Array
from tests.batch.equal.played import ENDS, Sample

QUANTILES = (0.1, 0.5, 0.9)
SPREAD_OUT = (
    "bookings",
    "wins",
    "margin",
    "heads",
    "relationships",
    "insight",
    "cash",
    "ramp",
    "offering_live",
)
"""Figures whose quantiles are compared in each quarter."""
TIED = (
    ("bookings", "wins"), ("bookings", "heads"), ("attainment", "heads"), ("bookings", "insight"),
    ("margin", "left"), ("wins", "ramp"), ("felt", "culture"),
)  # fmt: skip
"""Figures whose correlation in the same quarter is compared."""

RIDGE = 1e-8
"""share of a variance; added to every one, so that figures which follow exactly from others are no trouble."""
MAX_STEP = 3.0
"""robust standard deviations; to which steps are cut."""
ROUNDING = 1e-9
"""share of a figure; differences below it are rounding."""
DIGITS = 7
"""digits of a standard deviation; to which quantiles are compared."""


@dataclass(frozen=True)
class Scored:
    """Scores of games: a name and a column for each."""

    names: list[str]
    columns: Array
    """(games, scores); mean 0 and variance 1, or all 0 where nothing differs."""


def scored(both: Sample) -> Scored:
    """All scores of both engines' games."""
    rows = list(_scores(both))
    return Scored(
        [name for name, _ in rows],
        np.stack([_standard(column) for _, column in rows], axis=-1).astype(np.float32),
    )


def _standard(column: Array) -> Array:
    """Mean 0 and variance 1; 0 where there is but rounding."""
    mean, sd = column.mean(axis=0), column.std(axis=0)
    big = sd > ROUNDING * np.maximum(1.0, np.abs(mean))
    return np.where(big, (column - mean) / np.where(big, sd, 1.0), 0.0)


def _scores(both: Sample) -> Iterator[tuple[str, Array]]:
    x = _standard(both.quarters)
    given = _clipped(steps(x))
    for f, name in enumerate(both.names):
        for what, values in (("", x), ("step of ", given)):
            for quarter in range(values.shape[1]):
                yield f"{what}{name} {quarter + 1}", values[:, quarter, f]
            yield f"{what}{name}, all quarters", values[..., f].sum(axis=1)
        yield f"variance of {name}, all quarters", (given[..., f] ** 2).sum(axis=1)
    yield from _shapes(x, both.names)
    for e in range(both.ends.shape[1]):
        yield ENDS[e], both.ends[:, e]
        yield from _quantiles(ENDS[e], both.ends[:, e])


def _clipped(left: Array) -> Array:
    """In robust standard deviations, `MAX_STEP` at most: what strikes leave in a few games must not drown the rest."""
    usual = np.median(np.abs(left), axis=0) / 0.6745
    scale = np.where(usual > 1e-6, usual, np.maximum(left.std(axis=0), 1e-6))
    return np.clip(left / scale, -MAX_STEP, MAX_STEP)


def _shapes(x: Array, names: tuple[str, ...]) -> Iterator[tuple[str, Array]]:
    """Quantiles and correlations, quarter by quarter."""
    for quarter in range(x.shape[1]):
        now = dict(zip(names, x[:, quarter].T, strict=True))
        for name in now.keys() & SPREAD_OUT:
            yield from _quantiles(f"{name} {quarter + 1}", now[name])
        for a, b in TIED:
            if a in now and b in now:
                yield f"{a} with {b} {quarter + 1}", now[a] * now[b]
        if quarter and "bookings" in now:
            yield (
                f"bookings with the quarter's before {quarter + 1}",
                now["bookings"] * x[:, quarter - 1, names.index("bookings")],
            )


def _quantiles(name: str, column: Array) -> Iterator[tuple[str, Array]]:
    """Shares below quantiles. Many games may stand at one value (nobody has left), which the engines round apart."""
    column = np.round(_standard(column), DIGITS)
    for q in QUANTILES:
        yield f"P{100 * q:.0f} of {name}", (column < np.quantile(column, q)).astype(float)


def steps(x: Array) -> Array:
    """What is left of each figure given the quarter before and the figures before it, (games, quarters, figures)."""
    left, size = np.empty_like(x), x.shape[2]
    for quarter in range(x.shape[1]):
        past = x[:, quarter - 1] if quarter else x[:, :0, 0]
        known = np.concatenate([past, x[:, quarter]], axis=1)
        covariance = known.T @ known / len(known) + RIDGE * np.eye(known.shape[1])
        left[:, quarter] = np.linalg.solve(np.linalg.cholesky(covariance), known.T).T[:, -size:]
    return left
