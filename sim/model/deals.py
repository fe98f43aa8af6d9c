"""Opportunities: how fast they move, what customers decide, and the value of a win."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, outer_product, saturate, stack_columns
from sim.model.state import Stocks
from sim.scenario.parameters import ChoiceParameters, CoverageParameters, DealValueParameters, StageParameters


def tempo(cover: ScalarOrArray, slowness: ScalarOrArray, p: CoverageParameters) -> ScalarOrArray:
    """Speed of stages relative to full coverage and usual buying."""
    return np.asarray(np.asarray(cover) ** p.exponent * np.exp(-np.asarray(slowness)))


def qualified_hazard(tempo_: ScalarOrArray, p: StageParameters) -> ScalarOrArray:
    """Rate per week at which a qualified opportunity moves on, to a proposal or out."""
    return tempo_ / p.qualified_weeks


def proposal_hazard(tempo_: ScalarOrArray, season: Array, p: StageParameters) -> Array:
    """Rate per week at which a proposal is decided, (..., S). `season` is (S,)."""
    return outer_product(tempo_, season / p.proposal_weeks)


def neglect_hazard(cover: ScalarOrArray, p: StageParameters) -> ScalarOrArray:
    """Rate per week at which an opportunity is dropped for lack of hours."""
    return p.neglect * (1 - np.asarray(cover))


def help_on_deals(managers: ScalarOrArray, leaders: ScalarOrArray, p: ChoiceParameters) -> ScalarOrArray:
    """Help in 0..1 from the tactical time of managers and leaders (their share times their number)."""
    return saturate(managers + p.leader_help * leaders, p.help_half)


def decision_chances(stocks: Stocks, help_: ScalarOrArray, presence: float, p: ChoiceParameters) -> Array:
    """Chances that a decided proposal is won, lost to the rival, or ends without decision, (..., S, 2, 3), by segment
    and origin (ordinary, grown). This is a multinomial logit. `presence` is the share of decisions in which the rival
    takes part.
    """
    own = p.us + p.relationships * stocks.relationships + p.insight * stocks.insight + p.help * help_
    ordinary = np.exp(add_last_axis(own) - stocks.gap)
    us = stack_columns(ordinary, ordinary * np.exp(p.grown))
    rival = add_last_axis(np.exp(p.rival - stocks.rival_gap))
    nothing = np.exp(add_last_axis(add_last_axis(p.no_decision - p.no_decision_insight * stocks.insight)))
    contested, alone = presence / (us + rival + nothing), (1 - presence) / (us + nothing)
    chances = np.empty((*us.shape, 3), order="F")
    either = np.add(contested, alone, out=alone)
    np.multiply(us, either, out=chances[..., 0])
    np.multiply(rival, contested, out=chances[..., 1])
    np.multiply(nothing, either, out=chances[..., 2])
    return chances


def mean_value(value: Array, insight: ScalarOrArray, p: DealValueParameters) -> Array:
    """Mean value in k of a win, (..., S, 2), by segment and origin. `value` is (S,)."""
    ordinary = outer_product(1 + p.insight * insight, value)
    return stack_columns(ordinary, ordinary * p.grown)
