"""A quadratic response surface in a box, and its maximum.

Near its maximum the value of a constant split is smooth and flat. A quadratic fitted in common futures locates the best
split far more precisely than any two splits can be distinguished.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import numpy as np

from sim.model.arrays import Array

EDGE_TOLERANCE, FLAT_TOLERANCE = 1e-9, 1e-11
"""Tolerances of rounding: beyond the edge of a box, and relative to the largest coefficient."""


@dataclass(frozen=True, slots=True)
class SearchBox:
    """Bounds of points, (d,) each."""

    low: Array
    high: Array

    def scaled(self, points: Array) -> Array:
        """Scale points to -1..1 along every side; 0 along a side of no length."""
        half = (self.high - self.low) / 2
        middle = (self.high + self.low) / 2
        return np.asarray((points - middle) / np.where(half > 0, half, 1.0))

    def placed(self, scaled: Array) -> Array:
        """Convert scaled points back; the inverse of `scaled`."""
        return np.asarray((self.high + self.low) / 2 + scaled * (self.high - self.low) / 2)


def box_around(centre: Array, reach: Array) -> SearchBox:
    """The box of a half width around a centre, within 0..100 %."""
    return SearchBox(np.clip(centre - reach, 0.0, 100.0), np.clip(centre + reach, 0.0, 100.0))


def design_points(box: SearchBox, points: int, stream: np.random.Generator) -> Array:
    """(points, d): the centre, the centres of all faces, and a Latin hypercube."""
    d = len(box.low)
    fixed = np.concatenate([np.zeros((1, d)), np.eye(d), -np.eye(d)])
    count = max(0, points - len(fixed))
    ranks = np.stack([stream.permutation(count) for _ in range(d)], axis=-1)
    cube = (ranks + stream.random((count, d))) / max(count, 1) * 2 - 1
    return box.placed(np.concatenate([fixed, cube])[:points])


def quadratic_terms(scaled: Array) -> Array:
    """(..., 1 + d + d(d + 1)/2): the constant, all coordinates, and their products."""
    d = scaled.shape[-1]
    pairs = [scaled[..., i] * scaled[..., j] for i, j in combinations_with_replacement(range(d), 2)]
    return np.stack([np.ones(scaled.shape[:-1]), *np.moveaxis(scaled, -1, 0), *pairs], axis=-1)


def find_tops(box: SearchBox, points: Array, values: Array) -> Array:
    """(samples, d): maxima in the box of surfaces fitted to values, (samples, points)."""
    fit = np.linalg.pinv(quadratic_terms(box.scaled(points)))
    return box.placed(find_highest(values @ fit.T, points.shape[-1]))


def find_highest(coefficients: Array, d: int) -> Array:
    """(samples, d): maxima in -1..1 of quadratics, (samples, terms) as in `quadratic_terms`.

    At the maximum the surface is stationary along some face of the box (interior and corners included), so all faces
    are tried. Among equal maxima the first one counts, and the interior comes first.
    """
    samples = len(coefficients)
    size = np.abs(coefficients).max(axis=-1, keepdims=True)
    # curvature from rounding alone would move the maximum of a flat surface
    coefficients = np.where(np.abs(coefficients) < FLAT_TOLERANCE * size, 0.0, coefficients)
    slope = coefficients[:, 1 : d + 1]
    bend = np.zeros((samples, d, d))
    for n, (i, j) in enumerate(combinations_with_replacement(range(d), 2)):
        bend[:, i, j] += coefficients[:, d + 1 + n]
        bend[:, j, i] += coefficients[:, d + 1 + n]
    best, at = np.full(samples, -np.inf), np.zeros((samples, d))
    for face in _box_faces(d):
        points = _stationary_points(slope, bend, face)
        height = np.einsum("sk,sk->s", quadratic_terms(points), coefficients)
        inside = (np.abs(points) <= 1 + EDGE_TOLERANCE).all(axis=-1)
        higher = inside & (height > best + EDGE_TOLERANCE * np.abs(coefficients).sum(axis=-1))
        best, at = np.where(higher, height, best), np.where(higher[:, np.newaxis], points, at)
    return np.clip(at, -1.0, 1.0)


def _box_faces(d: int) -> Iterator[tuple[int, ...]]:
    """All faces, the interior first: -1 or 1 for each fixed coordinate, 0 for each free one."""
    return iter(sorted(product((-1, 0, 1), repeat=d), key=lambda face: sum(map(abs, face))))


def _stationary_points(slope: Array, bend: Array, face: tuple[int, ...]) -> Array:
    """Points of a face at which quadratics are stationary along it."""
    at = np.tile(np.array(face, dtype=float), (len(slope), 1))
    free = [i for i, side in enumerate(face) if side == 0]
    if free:
        pull = slope[:, free] + np.einsum("sij,sj->si", bend[:, free], at)
        inner = bend[np.ix_(range(len(slope)), free, free)]
        at[:, free] = -np.einsum("sij,sj->si", np.linalg.pinv(inner), pull)
    return at
