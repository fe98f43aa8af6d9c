"""Who sits how long, in a block of futures."""

from __future__ import annotations

import numpy as np

from sim.batch.inversion import Single
from sim.model.arrays import Array
from sim.model.dice import Dice

PERSONS = 2
"""People of a seat whose luck is drawn at once."""


class People:
    """Every seller of a future and seat has a unit exponential until leaving, every empty seat one until it is filled
    (docs/engine.md, Clocks), so that no week costs a draw, and a week touches only those whom something happens to.
    """

    def __init__(self, dice: Dice, block: int, futures: int, seats: int) -> None:
        self._dice, self._block, self._shape = dice, block, (futures, seats)
        self._luck = np.zeros((0, futures, seats, 2), dtype=np.float32)
        self._begun = False
        self._hiring = 0.0

    def act(self, filled: Array, leaves: Array, hire: float) -> tuple[Array, Array]:
        """Who leaves and which seats are filled this week."""
        if not self._begun:
            self._start(filled)
        self._clock += leaves
        self._hiring += hire
        left, hired = np.zeros(filled.shape, order="F"), np.zeros(filled.shape, order="F")
        rows = ((self._leaving < self._clock) | (self._filling < self._hiring)).nonzero()
        if rows[0].size:
            self._change(rows, left, hired)
        return left, hired

    def _start(self, filled: Array) -> None:
        self._begun, lead = True, filled.shape[:2]
        self._there = filled > 0
        self._person = np.zeros(filled.shape, dtype=np.intp)
        self._clock = np.zeros(lead, order="F")
        luck = self._of(0)[:, np.newaxis]
        self._due = np.where(self._there, luck[..., 0], luck[..., 1]).astype(float)
        self._leaving, self._filling = np.empty(lead, order="F"), np.empty(lead, order="F")
        self._look_ahead((slice(None), slice(None)))

    def _look_ahead(self, rows: tuple[np.ndarray | slice, ...]) -> None:
        """Note when in these futures and plans the first seller is due to leave, the first seat to be filled."""
        due, there = self._due[rows], self._there[rows]
        self._leaving[rows] = np.where(there, due, np.inf).min(axis=-1)
        self._filling[rows] = np.where(there, np.inf, due).min(axis=-1)

    def _of(self, person: int) -> Single:
        """Luck of the so many-th person, (futures, seats, 2): until leaving, until the seat is filled again."""
        while len(self._luck) <= person:
            stream = self._dice.stream("future people", len(self._luck) // PERSONS, self._block)
            more = stream.standard_exponential((PERSONS, *self._shape, 2), dtype=np.float32)
            self._luck = np.concatenate([self._luck, more])
        luck: Single = self._luck[person]
        return luck

    def _change(self, rows: tuple[np.ndarray, ...], left: Array, hired: Array) -> None:
        """Seats change hands: whoever left makes a seat wait to be filled, whoever comes begins to wait to leave."""
        there, clock = self._there[rows], self._clock[rows]
        row, seat = (self._due[rows] < np.where(there, clock[:, np.newaxis], self._hiring)).nonzero()
        future, plan = rows[0][row], rows[1][row]
        at, leave = (future, plan, seat), there[row, seat]
        left[at], hired[at] = leave, ~leave
        self._there[at] = ~leave
        self._person[at] += ~leave
        person = self._person[at]
        self._of(int(person.max()))
        luck = self._luck[person, future, seat]
        self._due[at] = np.where(leave, self._hiring + luck[:, 1], clock[row] + luck[:, 0])
        self._look_ahead(rows)
