"""What learning goals and tutorials say, measured in their own scenario: by pairs of plans in common futures, firing
apart, or by the laws alone. Each measurement is one figure and the side of a threshold on which it has to lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.moves import Lines
from sim.batch.state import State
from sim.claims.claim import Part, Side
from sim.claims.conversations import without_conversations
from sim.claims.intervals import Estimate, change, exactly, mean
from sim.claims.play import Played, blocks, caretaking, played
from sim.claims.sight import focus_with
from sim.claims.worlds import MEASURED, NO_BOARD, Changes, World
from sim.model import effects
from sim.model.arrays import Array
from sim.model.calendar import moves_in_quarter
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.flow import flow_week
from sim.model.measures import health
from sim.model.move import Move, allocation, constant
from sim.model.pressure import lived, pressure
from sim.model.signals import reading_error
from sim.model.start import start
from sim.model.threats import no_threats
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.guide import english
from sim.scenario.library import names
from sim.scenario.load import load
from sim.view.observe import inherited_split

FULL, LEAST = 2_000, 200
"""Futures of a full measurement, and of a quick one."""

SEED = MEASURED + 500
"""Of the dice: of worlds that no tuning has used."""

TUTORIAL_RESPONSE = 40
"""Percent; of the hours for the future, in the second tutorial."""

OFFERING = 0
"""Place of offerings in the leaders' focus."""


@dataclass(frozen=True)
class Place:
    """A scenario in which something is measured."""

    name: str
    futures: int = FULL
    more: tuple[tuple[str, object], ...] = ()

    @property
    def firm(self) -> Firm:
        """It, with a board that waits for ever."""
        return World("lesson").firm(self.name, {**NO_BOARD, **dict(self.more)})

    def but(self, changes: Changes) -> Place:
        """The same with some keys changed."""
        return replace(self, more=(*self.more, *changes.items()))

    @property
    def moves(self) -> int:
        """Of a whole game."""
        of = self.firm.scenario
        return of.quarters * moves_in_quarter(of.organisation.cadence)

    def played(self, *plans: Sequence[Move]) -> Played:
        """Plans, each a move for every period."""
        return played(self.firm, self.lines(plans), len(plans), Dice(SEED), self.futures)

    def ends(self, of: Callable[[State], Array], weeks: int, *plans: Sequence[Move]) -> Array:
        """(futures, plans); a figure of the states that plans lead to after so many weeks."""
        lines = self.lines(plans)
        every = blocks(self.firm, Dice(SEED), self.futures, len(plans))
        return np.concatenate([of(block.live(len(plans), lines(block), weeks)) for block in every])

    def lines(self, plans: Sequence[Sequence[Move]]) -> Callable[[object], Lines]:
        """Plans as they are played in a block."""
        lines = Lines(self.firm, [list(plan) for plan in plans], 0, self.firm.scenario.organisation.cadence)
        return lambda _: lines

    def all_along(self, move: Move) -> list[Move]:
        """A move that never changes."""
        return [move] * self.moves

    @property
    def steady(self) -> Move:
        """What the bot `steady` plays here."""
        return constant(self.firm, self.firm.scenario.steady)

    @property
    def inherited(self) -> Move:
        """How the firm lived before."""
        return constant(self.firm, inherited_split(self.firm))

    def share(self, seat: int, percent: int) -> Move:
        """The steady move with another share of one seat."""
        split = list(self.steady.split)
        split[seat] = percent
        return replace(self.steady, split=(split[0], split[1], split[2]))


Measure = Callable[[Place], Estimate]


def _value(place: Place, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan is worth more than another."""
    both = place.played(plan, base).value
    return change(both[:, 0], both[:, 1])


def _first_bookings(place: Place, plan: Sequence[Move], base: Sequence[Move]) -> Estimate:
    """percent; by which a plan books more in the first quarter."""
    first = place.played(plan, base).bookings[0]
    return change(first[:, 0], first[:, 1])


def _against_inherited(of: Callable[[Place, Sequence[Move], Sequence[Move]], Estimate]) -> Measure:
    return lambda place: of(place, place.all_along(place.steady), place.all_along(place.inherited))


def _without_seat(seat: int) -> Measure:
    def measure(place: Place) -> Estimate:
        return _value(place, place.all_along(place.share(seat, 0)), place.all_along(place.steady))

    return measure


def _talks(of: Callable[[Place, Sequence[Move], Sequence[Move]], Estimate]) -> Measure:
    def measure(place: Place) -> Estimate:
        without = place.all_along(without_conversations(place.firm))
        return of(place, without, place.all_along(place.steady))

    return measure


def _response(percent: int) -> Measure:
    def measure(place: Place) -> Estimate:
        other = replace(place.steady, response=(percent,) * 3)
        return _value(place, place.all_along(other), place.all_along(place.steady))

    return measure


def _choosing(place: Place) -> Estimate:
    worst, even = (replace(place.steady, concentration=c) for c in (2.0, 0.0))
    return _value(place, place.all_along(worst), place.all_along(even))


def _late(place: Place) -> Estimate:
    late = place.moves // 3
    plan = [place.inherited] * late + [place.steady] * (place.moves - late)
    return _value(place, plan, place.all_along(place.steady))


def _squeeze(place: Place) -> Estimate:
    none = Move((0, 0, 0), (0, 0, 0))
    return _value(place, [*place.all_along(place.steady)[:-1], none], place.all_along(place.steady))


def _a_point(place: Place) -> Estimate:
    """Percent of bookings; what a point of the sellers' slider costs the first quarter, over one of the leaders'."""
    before, steady = place.inherited, place.steady
    plans = [replace(before, split=split) for split in (
        (steady.split[0], *before.split[1:]), (*before.split[:2], steady.split[2]), before.split
    )]  # fmt: skip
    first = place.played(*map(place.all_along, plans)).bookings[0]
    sellers, leaders = (steady.split[seat] - before.split[seat] for seat in (0, 2))
    costs = (first[:, 2] - first[:, 0]) / sellers - (first[:, 2] - first[:, 1]) / leaders
    return mean(100 * costs / first[:, 2].mean())


def _at_end(of: Callable[[State], Array], other: Callable[[Place], Move]) -> Measure:
    """percent; by which a figure of the end is higher under the steady move than under another one."""

    def measure(place: Place) -> Estimate:
        plans = [place.all_along(place.steady), place.all_along(other(place))]
        ends = place.ends(of, place.firm.scenario.weeks, *plans)
        return change(ends[:, 0], ends[:, 1])

    return measure


def _health(state: State) -> Array:
    return np.asarray(health(state.stocks))


def _reached(place: Place) -> Estimate:
    """In the goal's unit; what steady reaches over what the firm reaches as it lived."""
    plans = [place.all_along(place.steady), place.all_along(place.inherited)]
    lines, after = place.lines(plans), caretaking(place.firm)
    every = blocks(place.firm, Dice(SEED), place.futures, len(plans))
    reached = np.concatenate([block.play(len(plans), lines(block), after).reached for block in every])
    return mean(reached[:, 0] - reached[:, 1])


def _relationships(place: Place) -> Estimate:
    """percent; customers after a year with better relationships at the start, under the same move."""
    at = place.firm.scenario.organisation.start.relationships
    better = place.but({"organisation.start.relationships": min(1.0, at + 0.3)})
    counted = [
        one.ends(lambda s: s.counts.accounts.sum(axis=-1), 52, one.all_along(one.steady))[:, 0]
        for one in (better, place)
    ]
    return change(*counted)


def _insight(place: Place) -> Estimate:
    """percent; work on offerings after a quarter with more insight at the start, under the same move."""
    at = place.firm.scenario.organisation.start.insight
    better = place.but({"organisation.start.insight": min(1.0, at + 0.3)})
    made = [
        one.ends(lambda s: np.asarray(s.stocks.offering), WEEKS_IN_QUARTER, one.all_along(one.steady))[:, 0]
        for one in (better, place)
    ]
    return change(*made)


def _offering_late(place: Place) -> Estimate:
    """percent; of what leaders' hours for offerings add in two years, what is in the market after a quarter."""
    much, none = (replace(place.steady, focus=focus_with(place.firm, OFFERING, p)) for p in (100, 0))
    plans = [place.all_along(much), place.all_along(none)]
    quarter, years = (
        place.ends(lambda s: np.asarray(s.stocks.offering_live), weeks, *plans)
        for weeks in (WEEKS_IN_QUARTER, 104)
    )
    return change((quarter[:, 0] - quarter[:, 1]), (years[:, 0] - years[:, 1]))


def _pressure(place: Place) -> Estimate:
    """percent; of the hours meant for the future, those that pressure takes in the first week."""
    firm = place.firm
    _, stocks = start(firm)
    press = pressure(stocks.felt, stocks.culture, firm.parameters.pressure)
    return exactly(100 * (1 - float(lived(np.ones(1), press, firm.parameters.pressure)[0])))


def _pressed(place: Place) -> Estimate:
    """Percent; the same for a team that feels a third of its target missing."""
    return _pressure(place.but({"organisation.start.felt": 2 / 3}))


def _late_answer(place: Place) -> Estimate:
    """Percent; progress of the answer to the first fixed strike by then, where only the last quarter before it answers,
    with the tutorial's share.
    """
    quarter = place.firm.scenario.disruptions.fixed[0].strikes // WEEKS_IN_QUARTER
    late, none = (replace(place.steady, response=(r,) * 3) for r in (TUTORIAL_RESPONSE, 0))
    plan = [none] * (quarter - 1) + [late] * (place.moves - quarter + 1)
    progress = place.ends(lambda s: np.asarray(s.coming.progress), quarter * WEEKS_IN_QUARTER, plan)
    return mean(100 * progress[:, 0])


def _idle(place: Place, weeks: int, rho: float | None = None) -> tuple[object, object]:
    """Stocks at the start, and after weeks in which nobody works for the future, by the flow."""
    changes = {} if rho is None else {"market.rate_of_change": rho}
    firm = place.but(changes).firm
    counts, stocks = start(firm)
    begun, idle = stocks, allocation(firm, Move((0, 0, 0), (0, 0, 0)))
    for week in range(weeks):
        flowed = flow_week(firm, week, counts, stocks, idle, no_threats(len(firm.segments)))
        counts, stocks = flowed.counts, flowed.stocks
    return begun, stocks


def _lost(name: str, both: tuple[object, object]) -> float:
    before, after = (float(getattr(stocks, name)) for stocks in both)
    return 1 - after / before


def _sight_fades(place: Place) -> Estimate:
    """points; share of foresight that half a year without hours takes, over the largest of the other stocks."""
    both = _idle(place, 26)
    others = ("relationships", "skill", "culture", "capability")
    return exactly(100 * (_lost("foresight", both) - max(_lost(name, both) for name in others)))


def _knowledge_ages(place: Place) -> Estimate:
    """points; share of insight that half a year without hours takes at a rate of change of 2, over that at .5."""
    fast, slow = (_lost("insight", _idle(place, 26, rho)) for rho in (2.0, 0.5))
    return exactly(100 * (fast - slow))


def _boom(place: Place) -> Estimate:
    """percent; bookings of the first three quarters with the booms of the scenario over those without."""
    fixed = [one for one in place.firm.scenario.disruptions.fixed if one.type != "boom"]
    calm = place.but({"disruptions.fixed": tuple(one.model_dump() for one in fixed)})
    booked = [
        one.played(one.all_along(one.inherited)).bookings[:3].sum(axis=0)[:, 0] for one in (place, calm)
    ]
    return change(*booked)


def _deals_even_out(place: Place) -> Estimate:
    """Ratio; spread of the value over its mean where nothing strikes, over the same in the reference."""
    calm = {"disruptions.rate": 0.0, "disruptions.fixed": ()}
    return _spread_beside(place.but(calm), Place("reference", place.futures).but(calm))


def _luck(place: Place) -> Estimate:
    """Ratio; spread of the value over its mean, over the same in the reference."""
    return _spread_beside(place, Place("reference", place.futures))


def _spread_beside(place: Place, other: Place) -> Estimate:
    """Ratio of spreads, with a rough error: that of a standard deviation of so many values, twice."""

    def spread(one: Place) -> float:
        value = one.played(one.all_along(one.steady)).value[:, 0]
        return float(value.std() / value.mean())

    ratio = spread(place) / spread(other)
    error = 2 * ratio / np.sqrt(place.futures)
    return Estimate(ratio, ratio - error, ratio + error)


def _sharper(place: Place) -> Estimate:
    """Log units; error of a reading a year off less that of one a quarter off."""
    p, foresight = place.firm.parameters.signals, place.firm.scenario.organisation.start.foresight
    far, near = (float(reading_error(np.asarray(foresight), weeks, p)) for weeks in (52, WEEKS_IN_QUARTER))
    return exactly(far - near)


def _lead(place: Place) -> Estimate:
    """Log units; how much nearer to customers' needs a technology shift leaves who has answered it than before it."""
    firm = place.firm
    _, stocks = start(firm)
    kind = firm.scenario.disruptions.types["technology"]
    first = np.eye(len(firm.segments))[0]
    after = effects.strike(stocks, kind, first, 1.0, 1.0)
    return exactly(float(stocks.gap[0] - after.gap[0]))


@dataclass(frozen=True)
class Showing:
    """A measurement that can show a lesson."""

    statement: str
    measure: Measure
    side: Side
    unit: str
    threshold: float = 0.0

    def part(self, scenario: str, futures: int = FULL) -> Part:
        """What is measured in a scenario."""
        estimate = self.measure(Place(scenario, futures))
        return Part(self.statement, estimate, self.side, self.threshold, self.unit)


SHOWINGS: Mapping[str, Showing] = {
    "future_costs_now": Showing(
        "bookings of the first quarter, as steady against as the firm lived",
        _against_inherited(_first_bookings), "below", "%",
    ),
    "future_pays_later": Showing(
        "value, as steady against as the firm lived", _against_inherited(_value), "above", "%"
    ),
    "squeezing_the_end_costs": Showing(
        "value with nothing for the future in the last move, against steady", _squeeze, "below", "%"
    ),
    "sellers_cost_most": Showing(
        "what a point of the sellers' slider costs the first quarter over one of the leaders'", _a_point,
        "above", "% of bookings",
    ),
    "early_pays": Showing("value where the first third is lived as before, against steady", _late, "below", "%"),
    "sellers_pay": Showing("value without sellers' hours for the future", _without_seat(0), "below", "%"),
    "managers_pay": Showing("value without managers' hours for the future", _without_seat(1), "below", "%"),
    "leaders_pay": Showing("value without leaders' hours for the future", _without_seat(2), "below", "%"),
    "talks_pay": Showing("value without conversations, their hours sold", _talks(_value), "below", "%"),
    "talks_cost_now": Showing(
        "bookings of the first quarter without conversations, their hours sold", _talks(_first_bookings),
        "above", "%",
    ),
    "answers_pay": Showing("value without answers", _response(0), "below", "%"),
    "answers_crowd_out": Showing("value with all of these hours for answers", _response(100), "below", "%"),
    "choosing_pays": Showing("value with answers to the worst, against to all alike", _choosing, "above", "%"),
    "managers_build_skill": Showing(
        "skill at the end, against without managers' hours for the future",
        _at_end(lambda s: np.asarray(s.stocks.skill), lambda p: p.share(1, 0)), "above", "%",
    ),
    "leaders_make_offerings": Showing(
        "offering at the end, against without leaders' hours for the future",
        _at_end(lambda s: np.asarray(s.stocks.offering_live), lambda p: p.share(2, 0)), "above", "%",
    ),
    "the_goal_is_built": Showing(
        "what is reached of the goal, as steady over as the firm lived", _reached, "above", "of its unit"
    ),
    "health_grows": Showing(
        "health at the end, as steady against as the firm lived", _at_end(_health, lambda p: p.inherited),
        "above", "%",
    ),
    "relationships_keep_customers": Showing(
        "customers after a year with relationships .3 better at the start", _relationships, "above", "%"
    ),
    "insight_feeds_offerings": Showing(
        "work on offerings after a quarter with insight .3 better at the start", _insight, "above", "%"
    ),
    "offerings_take_time": Showing(
        "of what leaders' hours add to the offering in two years, what is there after a quarter, less all of it",
        _offering_late, "below", "%", -75.0,
    ),
    "pressure_takes_hours": Showing(
        "hours meant for the future that pressure takes at the start", _pressure, "above", "%", 5.0
    ),
    "pressure_law": Showing(
        "hours meant for the future that pressure takes of a team that feels a third of its target missing",
        _pressed, "above", "%", 5.0,
    ),
    "late_answers_fail": Showing(
        "progress of an answer that is begun in the last quarter before the strike", _late_answer, "below", "%",
        90.0,
    ),
    "sight_fades_first": Showing(
        "share of foresight that half a year without hours takes, over that of what else fades", _sight_fades,
        "above", "points",
    ),
    "knowledge_ages_with_the_market": Showing(
        "share of insight that half a year without hours takes at a rate of change of 2, over that at 0.5",
        _knowledge_ages, "above", "points",
    ),
    "a_boom_fills_the_books": Showing(
        "bookings of the first three quarters with the booms over those without, as the firm lived", _boom,
        "above", "%",
    ),
    "luck_is_large": Showing(
        "spread of the value over its mean, over the same in the reference", _luck, "above", "ratio", 1.0
    ),
    "deals_even_out": Showing(
        "spread of the value over its mean where nothing strikes, over the same in the reference", _deals_even_out,
        "below", "ratio", 0.7,
    ),
    "readings_sharpen": Showing(
        "error of a reading a year off, less that of one a quarter off", _sharper, "above", "log units"
    ),
    "a_finished_answer_leads": Showing(
        "how much nearer to needs a shift leaves who has answered it", _lead, "above", "log units"
    ),
}  # fmt: skip
"""All measurements by name."""


def named() -> Mapping[str, tuple[str, ...]]:
    """What learning goals and tutorials of the built-in scenarios name, by scenario: claims and measurements."""
    found: dict[str, set[str]] = {name: set() for name in names("scenarios")}
    for name in found:
        for lesson in load(name).scenario.learning:
            found[name].update(() if isinstance(lesson, str) else lesson.shown)
    for guide in english():
        for step in guide.steps:
            found[guide.scenario].update(step.shown)
    return {name: tuple(sorted(shown)) for name, shown in found.items()}
