"""Measurements of lessons by plans that are played side by side in a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.batch.state import BatchState
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.measures import health
from sim.model.move import Move
from sim.research.claims.conversations import without_conversations
from sim.research.claims.intervals import PairedEstimate, mean, percent_change
from sim.research.claims.place import SEED, MeasuredScenario
from sim.research.claims.play import blocks, caretaker_mover

Measure = Callable[[MeasuredScenario], PairedEstimate]
"""Measures something in a scenario."""


def value_gain(place: MeasuredScenario, plan: Sequence[Move], base: Sequence[Move]) -> PairedEstimate:
    """percent; by which a plan is worth more than another."""
    both = place.played(plan, base).value
    return percent_change(both[:, 0], both[:, 1])


def first_bookings(place: MeasuredScenario, plan: Sequence[Move], base: Sequence[Move]) -> PairedEstimate:
    """percent; by which a plan books more in the first quarter."""
    first = place.played(plan, base).bookings[0]
    return percent_change(first[:, 0], first[:, 1])


def against_inherited(
    of: Callable[[MeasuredScenario, Sequence[Move], Sequence[Move]], PairedEstimate],
) -> Measure:
    """A comparison of the steady move with how the firm lived before."""
    return lambda place: of(place, place.all_along(place.steady), place.all_along(place.inherited))


def without_seat(seat: int) -> Measure:
    """Percent of value; the steady move without the hours of one seat."""

    def measure(place: MeasuredScenario) -> PairedEstimate:
        return value_gain(place, place.all_along(place.share(seat, 0)), place.all_along(place.steady))

    return measure


def talks(of: Callable[[MeasuredScenario, Sequence[Move], Sequence[Move]], PairedEstimate]) -> Measure:
    """A comparison of the steady move without conversations with the steady move."""

    def measure(place: MeasuredScenario) -> PairedEstimate:
        without = place.all_along(without_conversations(place.firm))
        return of(place, without, place.all_along(place.steady))

    return measure


def response(percent: int) -> Measure:
    """Percent of value; the steady move with another response."""

    def measure(place: MeasuredScenario) -> PairedEstimate:
        other = replace(place.steady, response=(percent,) * 3)
        return value_gain(place, place.all_along(other), place.all_along(place.steady))

    return measure


def measure_answer_choice(place: MeasuredScenario) -> PairedEstimate:
    """Percent of value; answers to the worst first, against to all alike."""
    worst, even = (replace(place.steady, concentration=c) for c in (2.0, 0.0))
    return value_gain(place, place.all_along(worst), place.all_along(even))


def late(place: MeasuredScenario) -> PairedEstimate:
    """Percent of value; the first third as the firm lived before, against the steady move all along."""
    third = place.moves // 3
    plan = [place.inherited] * third + [place.steady] * (place.moves - third)
    return value_gain(place, plan, place.all_along(place.steady))


def squeeze(place: MeasuredScenario) -> PairedEstimate:
    """Percent of value; nothing for the future in the last move, against the steady move all along."""
    none = Move((0, 0, 0), (0, 0, 0))
    return value_gain(place, [*place.all_along(place.steady)[:-1], none], place.all_along(place.steady))


def a_point(place: MeasuredScenario) -> PairedEstimate:
    """Percent of bookings; what a point of the sellers' slider costs the first quarter, over one of the leaders'."""
    before, steady = place.inherited, place.steady
    plans = [replace(before, split=split) for split in (
        (steady.split[0], *before.split[1:]), (*before.split[:2], steady.split[2]), before.split
    )]  # fmt: skip
    first = place.played(*map(place.all_along, plans)).bookings[0]
    sellers, leaders = (steady.split[seat] - before.split[seat] for seat in (0, 2))
    costs = (first[:, 2] - first[:, 0]) / sellers - (first[:, 2] - first[:, 1]) / leaders
    return mean(100 * costs / first[:, 2].mean())


def at_end(of: Callable[[BatchState], Array], other: Callable[[MeasuredScenario], Move]) -> Measure:
    """percent; by which a figure of the end is higher under the steady move than under another one."""

    def measure(place: MeasuredScenario) -> PairedEstimate:
        plans = [place.all_along(place.steady), place.all_along(other(place))]
        ends = place.ends(of, place.firm.scenario.weeks, *plans)
        return percent_change(ends[:, 0], ends[:, 1])

    return measure


def health_of(state: BatchState) -> Array:
    """0..1; mean of the stocks that a firm lives on."""
    return np.asarray(health(state.stocks))


def goal_reached(place: MeasuredScenario) -> PairedEstimate:
    """In the goal's unit; what steady reaches over what the firm reaches as it lived."""
    plans = [place.all_along(place.steady), place.all_along(place.inherited)]
    lines, after = place.lines(plans), caretaker_mover(place.firm)
    every = blocks(place.firm, Dice(SEED), place.futures, len(plans))
    reached = np.concatenate([block.play(len(plans), lines(block), after).reached for block in every])
    return mean(reached[:, 0] - reached[:, 1])
