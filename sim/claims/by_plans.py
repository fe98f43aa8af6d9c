"""Measurements of lessons by plans that are played side by side in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.batch.state import State
from sim.claims.conversations import without_conversations
from sim.claims.intervals import Estimate, change, mean
from sim.claims.place import SEED, Place
from sim.claims.play import blocks, caretaking
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.measures import health
from sim.model.move import Move

Measure = Callable[[Place], Estimate]
"""Measures something in a scenario."""


def value(place: Place, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan is worth more than another."""
    both = place.played(plan, base).value
    return change(both[:, 0], both[:, 1])


def first_bookings(place: Place, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan books more in the first quarter."""
    first = place.played(plan, base).bookings[0]
    return change(first[:, 0], first[:, 1])


def against_inherited(of: Callable[[Place, Sequence[Move], Sequence[Move]], Estimate]) -> Measure:
    """A comparison of the steady move with how the firm lived before."""
    return lambda place: of(place, place.all_along(place.steady), place.all_along(place.inherited))


def without_seat(seat: int) -> Measure:
    """Percent of value; the steady move without the hours of one seat."""

    def measure(place: Place) -> Estimate:
        return value(place, place.all_along(place.share(seat, 0)), place.all_along(place.steady))

    return measure


def talks(of: Callable[[Place, Sequence[Move], Sequence[Move]], Estimate]) -> Measure:
    """A comparison of the steady move without conversations with the steady move."""

    def measure(place: Place) -> Estimate:
        without = place.all_along(without_conversations(place.firm))
        return of(place, without, place.all_along(place.steady))

    return measure


def response(percent: int) -> Measure:
    """Percent of value; the steady move with another response."""

    def measure(place: Place) -> Estimate:
        other = replace(place.steady, response=(percent,) * 3)
        return value(place, place.all_along(other), place.all_along(place.steady))

    return measure


def choosing(place: Place) -> Estimate:
    """Percent of value; answers to the worst first, against to all alike."""
    worst, even = (replace(place.steady, concentration=c) for c in (2.0, 0.0))
    return value(place, place.all_along(worst), place.all_along(even))


def late(place: Place) -> Estimate:
    """Percent of value; the first third as the firm lived before, against the steady move all along."""
    third = place.moves // 3
    plan = [place.inherited] * third + [place.steady] * (place.moves - third)
    return value(place, plan, place.all_along(place.steady))


def squeeze(place: Place) -> Estimate:
    """Percent of value; nothing for the future in the last move, against the steady move all along."""
    none = Move((0, 0, 0), (0, 0, 0))
    return value(place, [*place.all_along(place.steady)[:-1], none], place.all_along(place.steady))


def a_point(place: Place) -> Estimate:
    """Percent of bookings; what a point of the sellers' slider costs the first quarter, over one of the leaders'."""
    before, steady = place.inherited, place.steady
    plans = [replace(before, split=split) for split in (
        (steady.split[0], *before.split[1:]), (*before.split[:2], steady.split[2]), before.split
    )]  # fmt: skip
    first = place.played(*map(place.all_along, plans)).bookings[0]
    sellers, leaders = (steady.split[seat] - before.split[seat] for seat in (0, 2))
    costs = (first[:, 2] - first[:, 0]) / sellers - (first[:, 2] - first[:, 1]) / leaders
    return mean(100 * costs / first[:, 2].mean())


def at_end(of: Callable[[State], Array], other: Callable[[Place], Move]) -> Measure:
    """percent; by which a figure of the end is higher under the steady move than under another one."""

    def measure(place: Place) -> Estimate:
        plans = [place.all_along(place.steady), place.all_along(other(place))]
        ends = place.ends(of, place.firm.scenario.weeks, *plans)
        return change(ends[:, 0], ends[:, 1])

    return measure


def health_of(state: State) -> Array:
    """0..1; mean of the stocks that a firm lives on."""
    return np.asarray(health(state.stocks))


def goal_reached(place: Place) -> Estimate:
    """In the goal's unit; what steady reaches over what the firm reaches as it lived."""
    plans = [place.all_along(place.steady), place.all_along(place.inherited)]
    lines, after = place.lines(plans), caretaking(place.firm)
    every = blocks(place.firm, Dice(SEED), place.futures, len(plans))
    reached = np.concatenate([block.play(len(plans), lines(block), after).reached for block in every])
    return mean(reached[:, 0] - reached[:, 1])
