"""A policy that reads the position: split and response follow what the team can know. A straight line, nothing more.

It sees what a view shows: its own books and load exactly, demand as the quarter's reading with its error, signals that
were noticed, as severely as they are read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.batch.block import Block
from sim.batch.state import BatchState
from sim.model.arrays import Array, sum_last_axes
from sim.model.calendar import WEEKS_IN_YEAR, period_weeks, quarter_of
from sim.model.directors import JUDGED_QUARTERS
from sim.model.firm import Firm
from sim.model.hours import wanted_hours
from sim.model.move import Allocation
from sim.model.signals import apply_reading_error, market_reading_error, reading_error
from sim.research.claims.batch_play import BatchPolicyMaker
from sim.scenario.scenario import FRANCHISE_WEEKS

FEATURES = (
    "demand", "gap", "rival's gap", "load", "attainment", "felt", "danger", "urgency", "urgency soon",
    "open signals", "offering",
    "first year", "last year",
)  # fmt: skip
"""What the policy looks at: nothing in a usual position, about one where it is far from it."""
OUTPUTS = 5
"""Splits of sellers, managers, leaders, the response of all (percent), and the concentration (hundredths)."""

USUAL_FEATURES = (0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0)
FEATURE_SCALES = (0.4, 0.3, 0.3, 0.3, 0.25, 0.2, 0.2, 1.0, 0.5, 2.0, 0.2, 1.0, 1.0)
"""Of each feature what is usual, and how far it goes from there to far."""
SOON_WEEKS = 13.0
"""weeks; within which a strike, as it is read, is near."""
SAFE_MARGIN = 0.2
"""ratio; above their patience, the mean of the quarters that the directors look at next at which there is no danger."""
MAX_CONCENTRATION = 9.0


@dataclass(frozen=True, slots=True)
class FeedbackPolicies:
    """Policies side by side, each with its own coefficients, (plans, OUTPUTS, 1 + features)."""

    firm: Firm
    coefficients: Array

    def movers(self) -> BatchPolicyMaker:
        """Them at work in a block."""
        return lambda block: _BlockFeedback(self.firm, self.coefficients, block)


class _BlockFeedback:
    """The policies in a block: asked at the start of each period."""

    def __init__(self, firm: Firm, coefficients: Array, block: Block) -> None:
        self._firm, self._coefficients, self._block = firm, coefficients, block
        cadence, week = firm.scenario.organisation.cadence, 0
        stream = block.dice.stream("claims weeks read", block.number)
        self._luck = stream.standard_normal(len(block.timeline))
        """of every reading of the time left; the engine has no use for one."""
        self._starts = set[int]()
        while week < firm.scenario.weeks + FRANCHISE_WEEKS:
            self._starts.add(week)
            week += period_weeks(week, cadence)

    def __call__(self, state: BatchState) -> Allocation | None:
        """The moves of a period that begins now."""
        if state.week not in self._starts:
            return None
        seen = np.stack([np.ones(state.shape), *self._features(state)], axis=-1)
        said = np.einsum("fpk,pok->fpo", seen, self._coefficients)
        percent = np.rint(np.clip(said[..., :4], 0, 100)) / 100
        power = np.clip(np.rint(said[..., 4] / 50) / 2, 0, MAX_CONCENTRATION)
        sellers, managers, leaders = self._firm.default_focus
        response = np.repeat(percent[..., 3:], 3, axis=-1)
        return Allocation(percent[..., :3], response, sellers, managers, leaders, power)

    def _features(self, state: BatchState) -> list[Array]:
        attainments = state.attainments or [np.ones(state.shape)]
        trailing = sum(attainments[-(JUDGED_QUARTERS - 1) :]) / len(attainments[-(JUDGED_QUARTERS - 1) :])
        safe = self._firm.scenario.goal.patience + SAFE_MARGIN
        left = self._firm.scenario.weeks - state.week
        raw = (
            *self._market(state),
            self._load(state),
            attainments[-1],
            state.stocks.felt,
            np.maximum(0.0, safe - trailing),
            *self._signals(state),
            state.stocks.offering,
            np.full(state.shape, max(0.0, 1 - state.week / WEEKS_IN_YEAR)),
            np.full(state.shape, max(0.0, 1 - left / WEEKS_IN_YEAR)),
        )
        return [
            np.clip((x - usual) / far, -2.0, 2.0)
            for x, usual, far in zip(raw, USUAL_FEATURES, FEATURE_SCALES, strict=True)
        ]

    def _market(self, state: BatchState) -> list[Array]:
        """Log units; demand, our gap and the rival's as they are read this quarter, mean of the segments by weight."""
        stream = self._block.dice.stream("claims reading", quarter_of(state.week), self._block.number)
        s, weight = state.stocks, self._firm.weight
        noise = stream.standard_normal((3, state.shape[0], 1, len(weight))) @ weight
        error = market_reading_error(s.insight, self._firm.parameters.signals)
        truths = (s.demand, s.gap @ weight, s.rival_gap @ weight)
        return [np.asarray(truth + luck * error) for truth, luck in zip(truths, noise, strict=True)]

    def _load(self, state: BatchState) -> Array:
        """ratio; hours that the pipeline wants against what the sellers who are there can dispose of."""
        c, p = state.counts, self._firm.parameters.coverage
        wanted = wanted_hours(sum_last_axes(c.qualified, 2), sum_last_axes(c.proposals, 2), p)
        hours = self._firm.scenario.organisation.hours * sum_last_axes(state.stocks.ramp)
        return np.asarray(wanted / np.maximum(hours, 1.0))

    def _signals(self, state: BatchState) -> list[Array]:
        """Severity x importance of open signals as they are read, less what is answered; the same of those that are
        near; and how many there are.
        """
        found = [np.zeros(state.shape) for _ in range(3)]
        coming = state.coming
        near = coming.active_threats(state.week, state.stocks.foresight)
        if near is None:
            return found
        t, future, at = near.threats, coming.timeline.future[near.which], (near.row, slice(None), near.place)
        left = (coming.timeline.strike[near.which] - state.week).astype(float)[:, np.newaxis]
        error = reading_error(np.asarray(state.stocks.foresight)[future], left, self._firm.parameters.signals)
        weeks = apply_reading_error(left, self._luck[near.which][:, np.newaxis], error)
        open_ = t.open[at].astype(float)
        read = np.broadcast_to(t.read, t.open.shape)[at]
        urgent = open_ * read * (1 - t.progress[at])
        for sums, each in zip(
            found, (urgent, urgent * np.exp(-np.maximum(weeks, 0) / SOON_WEEKS), open_), strict=True
        ):
            np.add.at(sums, future, each)
        return found
