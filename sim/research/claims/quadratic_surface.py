"""A quadratic surface in a box: fitted to values of points, and where it is highest.

Near its top the value of a constant split is smooth and flat, so that a quadratic fitted on common futures tells the
best split far more exactly than any two splits can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import numpy as np

from sim.model.arrays import Array

EDGE_TOLERANCE, FLAT_TOLERANCE = 1e-9, 1e-11
"""Rounding: beyond the edge of a box, and against the largest coefficient."""


@dataclass(frozen=True, slots=True)
class SearchBox:
    """Where points lie, (d,) each."""

    low: Array
    high: Array

    def scaled(self, points: Array) -> Array:
        """Points in -1..1 along every side; 0 along a side without length."""
        half = (self.high - self.low) / 2
        middle = (self.high + self.low) / 2
        return np.asarray((points - middle) / np.where(half > 0, half, 1.0))

    def placed(self, scaled: Array) -> Array:
        """The other way round."""
        return np.asarray((self.high + self.low) / 2 + scaled * (self.high - self.low) / 2)


def box_around(centre: Array, reach: Array, most: float = 100.0) -> SearchBox:
    """The box that reaches so far around a centre, within 0..most."""
    return SearchBox(np.clip(centre - reach, 0.0, most), np.clip(centre + reach, 0.0, most))


def design_points(box: SearchBox, points: int, stream: np.random.Generator) -> Array:
    """(points, d): the centre, the middles of all faces, and a latin hypercube."""
    d = len(box.low)
    fixed = np.concatenate([np.zeros((1, d)), np.eye(d), -np.eye(d)])
    count = max(0, points - len(fixed))
    ranks = np.stack([stream.permutation(count) for _ in range(d)], axis=-1)
    cube = (ranks + stream.random((count, d))) / max(count, 1) * 2 - 1
    return box.placed(np.concatenate([fixed, cube])[:points])


def quadratic_terms(scaled: Array) -> Array:
    """(..., 1 + d + d(d + 1)/2): one, all coordinates, and their products."""
    d = scaled.shape[-1]
    pairs = [scaled[..., i] * scaled[..., j] for i, j in combinations_with_replacement(range(d), 2)]
    return np.stack([np.ones(scaled.shape[:-1]), *np.moveaxis(scaled, -1, 0), *pairs], axis=-1)


def find_tops(box: SearchBox, points: Array, values: Array) -> Array:
    """(samples, d): where the surfaces fitted to values, (samples, points), are highest in the box."""
    fit = np.linalg.pinv(quadratic_terms(box.scaled(points)))
    return box.placed(find_highest(values @ fit.T, points.shape[-1]))


def find_highest(coefficients: Array, d: int) -> Array:
    """(samples, d): where quadratics, (samples, terms) as in `terms`, are highest in -1..1.

    The top lies where the surface is level along some face of the box (the inside and the corners counted), so all
    faces are looked at. Of equally high ones it is the first, the inside before all.
    """
    samples = len(coefficients)
    size = np.abs(coefficients).max(axis=-1, keepdims=True)
    coefficients = np.where(
        np.abs(coefficients) < FLAT_TOLERANCE * size, 0.0, coefficients
    )  # what rounding bends is flat
    slope = coefficients[:, 1 : d + 1]
    bend = np.zeros((samples, d, d))
    for n, (i, j) in enumerate(combinations_with_replacement(range(d), 2)):
        bend[:, i, j] += coefficients[:, d + 1 + n]
        bend[:, j, i] += coefficients[:, d + 1 + n]
    best, at = np.full(samples, -np.inf), np.zeros((samples, d))
    for face in _box_faces(d):
        found = _level_points(slope, bend, face)
        height = np.einsum("sk,sk->s", quadratic_terms(found), coefficients)
        inside = (np.abs(found) <= 1 + EDGE_TOLERANCE).all(axis=-1)
        higher = inside & (height > best + EDGE_TOLERANCE * np.abs(coefficients).sum(axis=-1))
        best, at = np.where(higher, height, best), np.where(higher[:, np.newaxis], found, at)
    return np.clip(at, -1.0, 1.0)


def _box_faces(d: int) -> Iterator[tuple[int, ...]]:
    """For each coordinate -1 or 1 where it is held, 0 where it is free; the inside first."""
    return iter(sorted(product((-1, 0, 1), repeat=d), key=lambda face: sum(map(abs, face))))


def _level_points(slope: Array, bend: Array, face: tuple[int, ...]) -> Array:
    """Where quadratics are level along a face."""
    at = np.tile(np.array(face, dtype=float), (len(slope), 1))
    free = [i for i, side in enumerate(face) if side == 0]
    if free:
        pull = slope[:, free] + np.einsum("sij,sj->si", bend[:, free], at)
        inner = bend[np.ix_(range(len(slope)), free, free)]
        at[:, free] = -np.einsum("sij,sj->si", np.linalg.pinv(inner), pull)
    return at
