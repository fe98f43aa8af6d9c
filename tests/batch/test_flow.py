"""The flow of the batch engine is the flow of `sim.model`, week by week, with strikes, signals and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pytest

from sim.batch.block import Block
from sim.batch.engine import BatchWeek
from sim.batch.policies import LinesPolicy
from sim.batch.state import BatchState, opening_start
from sim.batch.timeline import Timeline, draw_timelines
from sim.model import effects
from sim.model.calendar import period_weeks
from sim.model.firm import Firm
from sim.model.flow import ExpectedWeek, flow_week
from sim.model.move import Allocation, Move, make_allocation
from sim.model.random_streams import RandomStreams
from sim.model.signals import apply_reading_error, notice_hazard, reading_error
from sim.model.start import starting_state
from sim.model.state import Counts, Stocks
from sim.model.threats import Threats, answer_effect, no_threats
from sim.model.week import answer_progress_next
from sim.scenario.organisation import Cadence
from tests.model.firms import firm_of

WEEKS, FUTURES = 52, 4
LINES = (
    [
        Move((25, 35, 65), (30, 30, 30)),
        Move((0, 0, 0), (0, 0, 0)),
        Move((40, 60, 90), (90, 80, 70), concentration=3.0),
    ],
    [Move((60, 80, 90), (60, 60, 60), ((10, 20, 70), (30, 30, 40), (10, 70, 10, 10)), 0.0)],
)

FIRMS = {
    "calm": firm_of(disruptions={"rate": 0.0}),
    "restless": firm_of(
        disruptions={
            "rate": 8.0,
            "types": {
                "fire": {
                    "rate": 1.0, "chance": 0.6, "lead": [1, 9], "importance": 0.8,
                    "effects": [
                        {"on": "cash", "size": -40.0, "answer": -0.5},
                        {"on": "accounts", "size": 0.1, "scope": "all"},
                        {"on": "culture", "size": -0.2},
                        {"on": "burnout", "size": 0.2},
                    ],
                },
            },
        }
    ),
    "solo": firm_of(organisation={"sellers": 1, "managers": 1 / 6, "leaders": 1 / 12}, disruptions={"rate": 4.0}),
}  # fmt: skip


@dataclass
class One:
    """A single future, simulated with the scalar laws."""

    firm: Firm
    counts: Counts
    stocks: Stocks
    cash: float
    exposure: np.ndarray
    seen: np.ndarray
    progress: np.ndarray

    def week(self, week: int, t: Timeline, which: np.ndarray, move: Allocation) -> ExpectedWeek:
        """Simulate a week. `which` are the disruptions of this future."""
        for i in which[(t.strike[which] == week) & t.comes[which]]:
            self._strike(t, i)
        for i in which[(t.brews[which] <= week) & (week < t.strike[which])]:
            self.exposure[i] += float(notice_hazard(self.stocks.foresight, self.firm.parameters.signals))
            if self.seen[i] < 0 and self.exposure[i] > t.threshold[i]:
                self.seen[i] = week
        near = self._near(week, t, which)
        threats = self._threats(week, t, near)
        if threats.open.any():
            self.progress[near] = answer_progress_next(self.firm, self.stocks, move, threats)
        flowed = flow_week(self.firm, week, self.counts, self.stocks, move, threats)
        self.counts, self.stocks, self.cash = flowed.counts, flowed.stocks, self.cash + float(flowed.margin)
        return flowed

    def _kind(self, t: Timeline, i: int) -> Any:
        return list(self.firm.scenario.disruptions.types.values())[t.type[i]]

    def _strike(self, t: Timeline, i: int) -> None:
        kind, segment = self._kind(t, i), np.eye(len(self.firm.segments))[t.segment[i]]
        severity, a = (
            float(t.severity[i]),
            float(answer_effect(self.progress[i], self.firm.parameters.answers)),
        )
        self.stocks = effects.apply_strike(self.stocks, kind, segment, severity, a)
        self.cash += float(effects.cash_change(self.firm, kind, severity, a))
        lost = effects.account_loss_chance(self.firm, kind, segment, severity, a)
        self.counts = replace(self.counts, accounts=self.counts.accounts * (1 - lost))

    def _near(self, week: int, t: Timeline, which: np.ndarray) -> np.ndarray:
        coming = (week < t.strike[which]) & (self.seen[which] >= 0)
        since = week - t.strike[which]
        recent = t.comes[which] & (since >= 0) & (since < self.firm.parameters.window.after_weeks)
        return np.asarray(which[coming | recent])

    def _threats(self, week: int, t: Timeline, near: np.ndarray) -> Threats:
        if not near.size:
            return no_threats(len(self.firm.segments))
        importance = np.array([self._kind(t, i).importance for i in near])
        error = reading_error(self.stocks.foresight, t.strike[near] - week, self.firm.parameters.signals)
        coming, seen = week < t.strike[near], self.seen[near]
        return Threats(
            segment=np.eye(len(self.firm.segments))[t.segment[near]],
            weight=importance * t.severity[near],
            read=importance * apply_reading_error(t.severity[near], t.luck_severity[near], error),
            known=coming & (seen >= 0) & (seen < week),
            open=coming & (seen >= 0) & (self.progress[near] < 1),
            recent=~coming,
            progress=self.progress[near],
        )


def alone(
    firm: Firm, t: Timeline, future: int, line: Sequence[Move], cadence: Cadence
) -> list[tuple[ExpectedWeek, One]]:
    """The states of a single future after each week."""
    counts, stocks = starting_state(firm)
    size = len(t)
    one = One(firm, counts, stocks, 0.0, np.zeros(size), np.full(size, -1), np.zeros(size))
    rows, which, boundary, moves = [], np.flatnonzero(t.future == future), 0, iter(line)
    for week in range(WEEKS):
        if week == boundary:
            move = next(moves, line[-1])
            boundary += period_weeks(week, cadence)
        flowed = one.week(week, t, which, make_allocation(firm, move))
        rows.append((flowed, replace(one, progress=one.progress.copy(), seen=one.seen.copy())))
    return rows


@pytest.mark.parametrize("name", FIRMS)
@pytest.mark.parametrize("cadence", ["quarter", "month"])
def test_the_flow_mode_is_the_flow_of_each_future_and_plan(name: str, cadence: Cadence) -> None:
    firm = FIRMS[name]
    timeline = draw_timelines(firm, RandomStreams(5).stream(f"flow {name}"), FUTURES)
    expected = [[alone(firm, timeline, f, line, cadence) for line in LINES] for f in range(FUTURES)]

    def compare(week: BatchWeek, state: BatchState) -> None:
        for f, plans in enumerate(expected):
            for plan, rows in enumerate(plans):
                flowed, one = rows[week.week]
                assert_stands(firm, state, (f, plan), one)
                assert np.asarray(week.bookings)[f, plan] == pytest.approx(float(flowed.bookings))
                assert np.asarray(week.margin)[f, plan] == pytest.approx(float(flowed.margin))
                mine = timeline.future == f
                assert state.coming.progress[mine, plan] == pytest.approx(one.progress[mine])
                assert (state.coming.seen[mine, plan] == one.seen[mine]).all()

    block = Block(firm, opening_start(firm), timeline, FUTURES, RandomStreams(1), 0, flow=True)
    block.simulate(len(LINES), LinesPolicy(firm, LINES, 0, cadence), WEEKS, compare)


def assert_stands(firm: Firm, state: BatchState, at: tuple[int, int], one: One) -> None:
    for record, own in ((state.counts, one.counts), (state.stocks, one.stocks)):
        for f in fields(own):
            found, expected = getattr(record, f.name), getattr(own, f.name)
            shape = (*state.shape, *np.shape(expected))
            assert np.broadcast_to(found, shape)[at] == pytest.approx(np.asarray(expected), abs=1e-9), f.name
    from_start = firm.scenario.organisation.start.cash * firm.seats / 12
    assert state.cash[at] == pytest.approx(from_start + one.cash)
