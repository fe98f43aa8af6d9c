"""Departures and hires in a block of futures."""

from __future__ import annotations

import numpy as np

from sim.batch.inversion import Float32Array
from sim.batch.timeline import IntArray
from sim.model.arrays import Array
from sim.model.random_streams import RandomStreams

PEOPLE_PER_DRAW = 2
"""Number of people per seat whose luck is drawn at once."""


class SeatDraws:
    """Unit exponentials of every seller until leaving, and of every empty seat until being filled (docs/engines.md,
    Clocks).

    No week needs a draw, and a week processes only rows in which something happens. A row is a plan in a future, with
    futures running first.
    """

    def __init__(self, dice: RandomStreams, block: int, futures: int, seats: int) -> None:
        self._dice, self._block = dice, block
        self._futures, self._seats = futures, seats
        self._luck = np.zeros((0, 2), dtype=np.float32)
        self._rows = 0
        self._hiring = 0.0

    def act(self, filled: Array, leaves: Array, hire: float) -> tuple[Array, Array]:
        """Return who leaves and which seats are filled this week."""
        if not self._rows:
            self._start(filled)
        self._clock += leaves.ravel(order="F")
        self._hiring += hire
        left, hired = np.zeros(filled.size), np.zeros(filled.size)
        rows = ((self._leaving < self._clock) | (self._filling < self._hiring)).nonzero()[0]
        if rows.size:
            self._change(rows, left, hired)
        return left.reshape(filled.shape, order="F"), hired.reshape(filled.shape, order="F")

    def _start(self, filled: Array) -> None:
        self._rows = filled.shape[0] * filled.shape[1]
        self._present = np.ascontiguousarray(filled.reshape(self._rows, -1, order="F") > 0)
        self._person = np.zeros(self._present.shape, dtype=np.intp)
        self._clock = np.zeros(self._rows)
        luck = self._luck_of(self._person, np.arange(self._rows)[:, np.newaxis], np.arange(self._seats))
        self._due = np.ascontiguousarray(np.where(self._present, luck[..., 0], luck[..., 1]), dtype=float)
        self._leaving, self._filling = np.empty(self._rows), np.empty(self._rows)
        self._store_next_due(np.arange(self._rows))

    def _store_next_due(self, rows: IntArray) -> None:
        """Store when the first seller in these rows is due to leave, and the first seat to be filled."""
        due, present = self._due.take(rows, axis=0), self._present.take(rows, axis=0)
        self._leaving[rows] = np.minimum.reduce(np.where(present, due, np.inf), axis=-1)
        self._filling[rows] = np.minimum.reduce(np.where(present, np.inf, due), axis=-1)

    def _luck_of(self, person: IntArray, row: IntArray, seat: IntArray) -> Float32Array:
        """Return the luck of the `person`-th people of seats, (..., 2): until leaving, and until the seat is filled
        again.
        """
        while len(self._luck) <= int(person.max()) * self._futures * self._seats:
            number = len(self._luck) // (PEOPLE_PER_DRAW * self._futures * self._seats)
            stream = self._dice.stream("future people", number, self._block)
            more = stream.standard_exponential(
                (PEOPLE_PER_DRAW * self._futures * self._seats, 2), dtype=np.float32
            )
            self._luck = np.concatenate([self._luck, more])
        return self._luck.take((person * self._futures + row % self._futures) * self._seats + seat, axis=0)

    def _change(self, rows: IntArray, left: Array, hired: Array) -> None:
        """Change seats: a departure makes a seat wait to be filled, and a hire starts to wait to leave."""
        present, clock = self._present.take(rows, axis=0), self._clock.take(rows)
        place, seat = (
            self._due.take(rows, axis=0) < np.where(present, clock[:, np.newaxis], self._hiring)
        ).nonzero()
        row, leave = rows[place], present[place, seat]
        spot = row + self._rows * seat
        left[spot], hired[spot] = leave, ~leave
        at = row * self._seats + seat
        self._present.ravel()[at] = ~leave
        person = self._person.ravel()
        person[at] += ~leave
        luck = self._luck_of(person[at], row, seat)
        self._due.ravel()[at] = np.where(leave, self._hiring + luck[:, 1], clock[place] + luck[:, 0])
        self._store_next_due(rows)
