"""A policy that reads the position: split, response and concentration are linear functions of what the team can know.

It sees what a view shows: its own books and load exactly, demand as the quarter's reading with its error, and signals
that were noticed, with their severity as read.
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
"""Inputs of the policy: 0 in a usual position, about 1 far from it."""
OUTPUTS = 5
"""Splits of sellers, managers and leaders, the response of all (percent), and the concentration (hundredths)."""

USUAL_FEATURES = (0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0)
FEATURE_SCALES = (0.4, 0.3, 0.3, 0.3, 0.25, 0.2, 0.2, 1.0, 0.5, 2.0, 0.2, 1.0, 1.0)
"""The usual value of each feature, and the distance from it that counts as 1."""
SOON_WEEKS = 13.0
"""weeks; time scale within which a strike, as read, counts as near."""
SAFE_MARGIN = 0.2
"""ratio; trailing attainment above the directors' patience at which there is no danger."""
MAX_CONCENTRATION = 9.0


@dataclass(frozen=True, slots=True)
class FeedbackPolicies:
    """One policy for each plan."""

    firm: Firm
    coefficients: Array
    """(plans, OUTPUTS, 1 + features)."""

    def movers(self) -> BatchPolicyMaker:
        """The policies, for any block."""
        return lambda block: _BlockFeedback(self.firm, self.coefficients, block)


class _BlockFeedback:
    """The policies in a block. They move at the start of each period."""

    def __init__(self, firm: Firm, coefficients: Array, block: Block) -> None:
        self._firm, self._coefficients, self._block = firm, coefficients, block
        cadence, week = firm.scenario.organisation.cadence, 0
        stream = block.dice.stream("claims weeks read", block.number)
        self._luck = stream.standard_normal(len(block.timeline))
        """Luck of the readings of the time left, which the batch engine does not draw."""
        self._starts = set[int]()
        while week < firm.scenario.weeks + FRANCHISE_WEEKS:
            self._starts.add(week)
            week += period_weeks(week, cadence)

    def __call__(self, state: BatchState) -> Allocation | None:
        """The moves of the period that begins now."""
        if state.week not in self._starts:
            return None
        inputs = np.stack([np.ones(state.shape), *self._features(state)], axis=-1)
        outputs = np.einsum("fpk,pok->fpo", inputs, self._coefficients)
        shares = np.rint(np.clip(outputs[..., :4], 0, 100)) / 100
        concentration = np.clip(np.rint(outputs[..., 4] / 50) / 2, 0, MAX_CONCENTRATION)
        sellers, managers, leaders = self._firm.default_focus
        response = np.repeat(shares[..., 3:], 3, axis=-1)
        return Allocation(shares[..., :3], response, sellers, managers, leaders, concentration)

    def _features(self, state: BatchState) -> list[Array]:
        attainments = state.attainments or [np.ones(state.shape)]
        judged_next = attainments[-(JUDGED_QUARTERS - 1) :]  # with the coming quarter
        trailing = sum(judged_next) / len(judged_next)
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
        """Log units; demand, our gap and the rival's gap as read this quarter, weighted means of the segments."""
        stream = self._block.dice.stream("claims reading", quarter_of(state.week), self._block.number)
        s, weight = state.stocks, self._firm.weight
        noise = stream.standard_normal((3, state.shape[0], 1, len(weight))) @ weight
        error = market_reading_error(s.insight, self._firm.parameters.signals)
        truths = (s.demand, s.gap @ weight, s.rival_gap @ weight)
        return [np.asarray(truth + luck * error) for truth, luck in zip(truths, noise, strict=True)]

    def _load(self, state: BatchState) -> Array:
        """ratio; hours that the pipeline wants over the hours that the present sellers have."""
        c, p = state.counts, self._firm.parameters.coverage
        wanted = wanted_hours(sum_last_axes(c.qualified, 2), sum_last_axes(c.proposals, 2), p)
        hours = self._firm.scenario.organisation.hours * sum_last_axes(state.stocks.ramp)
        return np.asarray(wanted / np.maximum(hours, 1.0))

    def _signals(self, state: BatchState) -> list[Array]:
        """Urgency of open signals (severity x importance as read, times the share not yet answered), the same weighted
        by nearness, and the number of open signals.
        """
        sums = [np.zeros(state.shape) for _ in range(3)]
        coming = state.coming
        near = coming.active_threats(state.week, state.stocks.foresight)
        if near is None:
            return sums
        t, future, at = near.threats, coming.timeline.future[near.which], (near.row, slice(None), near.place)
        left = (coming.timeline.strike[near.which] - state.week).astype(float)[:, np.newaxis]
        error = reading_error(np.asarray(state.stocks.foresight)[future], left, self._firm.parameters.signals)
        weeks = apply_reading_error(left, self._luck[near.which][:, np.newaxis], error)
        open_ = t.open[at].astype(float)
        read = np.broadcast_to(t.read, t.open.shape)[at]
        urgency = open_ * read * (1 - t.progress[at])
        soon = urgency * np.exp(-np.maximum(weeks, 0) / SOON_WEEKS)
        for total, signals in zip(sums, (urgency, soon, open_), strict=True):
            np.add.at(total, future, signals)
        return sums
