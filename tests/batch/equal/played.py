"""Play designs with either engine, and measure the same figures of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.batch.block import make_game_block
from sim.batch.books import GameTally
from sim.batch.engine import BatchWeek
from sim.batch.policies import switch_policy
from sim.batch.state import BatchState
from sim.batch.timeline import UNSEEN
from sim.event.books import Book, sum_books
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.game.outcome import CARETAKER, compute_result, measure_reached
from sim.model.arrays import Array, sum_last_axes
from sim.model.calendar import ends_quarter, period_weeks
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.batch_bots import make_batch_bot
from sim.policy.registry import load_bot_rules
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.item_counts import count_position_items
from sim.view.observe import observe
from tests.batch.equal import timelines
from tests.batch.equal.design import Design
from tests.batch.equal.figures import SIGHT, SUMS, Standing, figures

ENDS = ("reached", "value")
"""What is measured once, at the end; the value where the year after it is lived."""


@dataclass(frozen=True)
class Sample:
    """Figures of some games."""

    names: tuple[str, ...]
    quarters: Array
    """(games, quarters, figures)."""
    ends: Array
    """(games, 0 to 2): the first of `ENDS`."""

    def __len__(self) -> int:
        return len(self.quarters)


def joined(samples: Iterable[Sample]) -> Sample:
    """Samples of one design put together."""
    parts = list(samples)
    quarters, ends = (np.concatenate([getattr(p, name) for p in parts]) for name in ("quarters", "ends"))
    return Sample(parts[0].names, quarters, ends)


def event_games(design: Design, seeds: Iterable[int]) -> Sample:
    """One game of the event engine for each seed."""
    firm = Firm(design.scenario)
    if not design.plays:
        return _alone(*timelines.of_worlds(firm, seeds))
    return joined(_event_game(design, firm, seed) for seed in seeds)


def _alone(names: tuple[str, ...], figures: Array) -> Sample:
    return Sample(names, figures[:, np.newaxis], np.zeros((len(figures), 0)))


def _event_game(design: Design, firm: Firm, seed: int) -> Sample:
    world, dice = World(firm, seed), RandomStreams(seed)
    at, policy, last, rows = opening_position(world, dice), design.policy(firm), None, list[Array]()
    while at.week < firm.scenario.weeks:
        last = policy(observe(world, at, last))
        at = advance(world, dice, at, last, period_weeks(at.week, design.cadence)).position
        if at.week % WEEKS_IN_QUARTER == 0:
            found = figures(firm, _event_standing(world, at))
            rows.append(np.array([float(value) for value in found.values()]))
    return Sample(tuple(found), np.array([rows]), np.array([_event_ends(design, world, dice, at, last)]))


def _event_ends(
    design: Design, world: World, dice: RandomStreams, at: Position, last: Move | None
) -> list[float]:
    if design.value:
        end = compute_result(world, dice, at, last, 0.0)
        return [end.reached, end.value]
    margin = sum_books(at.weeks if at.fired is None else at.weeks[: at.fired * WEEKS_IN_QUARTER]).margin
    return [measure_reached(design.scenario.goal.measure, at, margin, 0.0)]


def _event_standing(world: World, at: Position) -> Standing:
    weeks = at.weeks[-WEEKS_IN_QUARTER:]
    quarter = sum_books(weeks)
    return Standing(
        counts=count_position_items(world.firm, at),
        stocks=at.stocks,
        sums=_event_sums(quarter, weeks),
        sight=_event_sight(world, at),
        cash=at.cash,
        attainment=quarter.attainment,
        fired=float(at.fired is not None),
    )


def _event_sums(quarter: Book, weeks: Iterable[Book]) -> dict[str, float]:
    amounts = (
        quarter.left, quarter.hired, quarter.won, quarter.won_grown, quarter.lost_to_rival, quarter.bookings,
        sum(week.bookings**2 for week in weeks), quarter.margin,
    )  # fmt: skip
    return dict(zip(SUMS, map(float, amounts), strict=True))


def _event_sight(world: World, at: Position) -> dict[str, Array]:
    names = list(world.firm.scenario.disruptions.types)
    found = np.zeros((len(SIGHT), len(names)))
    for d, watch in zip(world.disruptions, at.watches, strict=True):
        struck = float(d.comes and d.strike < at.week)
        a = watch.progress
        found[:, names.index(d.type)] += (
            struck,
            struck * d.severity,
            float(watch.seen is not None),
            a,
            a * a,
        )
    return dict(zip(SIGHT, found, strict=True))


def batch_games(design: Design, firm: Firm, dice: RandomStreams, block: int, futures: int) -> Sample:
    """A block of games of the batch engine; `firm` may have other numbers than the design."""
    if not design.plays:
        return _alone(*timelines.of_batch(firm, dice, block, futures))
    games, follow, mover = make_game_block(firm, dice, block, futures), Follow(firm), design.mover(firm)
    game, end = GameTally(firm, games.start), firm.scenario.weeks
    if design.value:
        mover = switch_policy(mover, make_batch_bot(firm, load_bot_rules(CARETAKER), end, "quarter"), end)
    games.simulate(1, mover, game.until if design.value else end, follow, game, rival=True)
    outcome = game.outcome()
    ends = [np.broadcast_to(outcome.reached, (futures, 1))]
    if design.value:
        ends.append(outcome.value)
    return Sample(tuple(follow.names), np.stack(follow.rows, axis=1), np.concatenate(ends, axis=1))


class Follow:
    """Watches the batch engine and measures at quarters' ends."""

    def __init__(self, firm: Firm) -> None:
        self._firm, self._sums = firm, dict[str, Array]()
        self.names, self.rows = list[str](), list[Array]()

    def __call__(self, week: BatchWeek, state: BatchState) -> None:
        """Add a week."""
        if week.week >= self._firm.scenario.weeks:
            return
        for name, amount in zip(SUMS, _batch_sums(week), strict=True):
            self._sums[name] = self._sums.get(name, 0.0) + amount
        if ends_quarter(week.week):
            found = figures(self._firm, self._standing(state))
            self.names = list(found)
            self.rows.append(
                np.stack([np.broadcast_to(v, state.shape)[:, 0] for v in found.values()], axis=-1)
            )
            self._sums = {}

    def _standing(self, state: BatchState) -> Standing:
        return Standing(
            counts=state.counts,
            stocks=state.stocks,
            sums=dict(self._sums),
            sight=_batch_sight(self._firm, state),
            cash=state.cash,
            attainment=state.attainments[-1],
            fired=(state.fired > 0).astype(float),
        )


def _batch_sums(week: BatchWeek) -> tuple[Array, ...]:
    acted, happened = week.acted, week.acted.happened
    assert acted.lost is not None
    wins, bookings = acted.flows.won, np.asarray(week.bookings)
    return (
        sum_last_axes(happened.left), sum_last_axes(happened.hired), sum_last_axes(wins, 2),
        sum_last_axes(wins[..., 1]), sum_last_axes(acted.lost, 2),
        bookings, bookings**2, np.asarray(week.margin),
    )  # fmt: skip


def _batch_sight(firm: Firm, state: BatchState) -> dict[str, Array]:
    t, coming = state.coming.timeline, state.coming
    struck = (t.comes & (t.strike < state.week)).astype(float)
    a = coming.progress[:, 0]
    columns = (struck, struck * t.severity, (coming.seen[:, 0] != UNSEEN).astype(float), a, a * a)
    found = np.zeros((len(SIGHT), *state.shape, len(firm.scenario.disruptions.types)))
    for sums, column in zip(found, columns, strict=True):
        np.add.at(sums[:, 0], (t.future, t.type), column)
    return dict(zip(SIGHT, found, strict=True))
