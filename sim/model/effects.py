"""The effects of a strike. Each adds `size x severity x (1 + answer x done)` to the quantity it names.

`segment` (..., S) is 1 for the strike's own segment, else 0. `severity` is 0 in futures in which nothing strikes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, clamp, clamp_log
from sim.model.firm import Firm
from sim.model.state import UNIT_STOCKS, Stocks
from sim.scenario.disruptions import DisruptionEffect, DisruptionType
from sim.scenario.organisation import REFERENCE_SELLERS

SEGMENT_QUANTITIES = ("gap", "rival_gap")
NON_STOCK_QUANTITIES = ("accounts", "cash")
"""Quantities that are not stocks; see `account_loss_chance` and `cash_change`."""


def effect_size(effect: DisruptionEffect, severity: ScalarOrArray, done: ScalarOrArray) -> ScalarOrArray:
    """Change of the quantity, in its unit."""
    return effect.size * severity * (1 + effect.answer * done)


def apply_strike(
    stocks: Stocks, kind: DisruptionType, segment: Array, severity: ScalarOrArray, done: ScalarOrArray
) -> Stocks:
    """Return the stocks after a strike. Accounts and cash change by `account_loss_chance` and `cash_change`."""
    for effect in kind.effects:
        if effect.on not in NON_STOCK_QUANTITIES:
            change = effect_size(effect, severity, done)
            before = getattr(stocks, effect.on)
            changed: dict[str, Any] = {effect.on: apply_effect(effect, before, segment, change)}
            stocks = replace(stocks, **changed)
    return stocks


def apply_effect(
    effect: DisruptionEffect, before: ScalarOrArray, segment: Array, change: ScalarOrArray
) -> ScalarOrArray:
    """Return a stock after a change, within its bounds."""
    if effect.on in SEGMENT_QUANTITIES:
        return clamp_log(before + add_last_axis(change) * _affected_segments(effect, segment))
    if effect.on in UNIT_STOCKS:
        return clamp(before + change, 0.0, 1.0)
    return clamp_log(before + change)


def _affected_segments(effect: DisruptionEffect, segment: Array) -> Array:
    """1 for each segment that an effect applies to, else 0, (..., S)."""
    return segment if effect.scope == "segment" else np.ones_like(segment)


def account_loss_chance(
    firm: Firm, kind: DisruptionType, segment: Array, severity: ScalarOrArray, done: ScalarOrArray
) -> Array:
    """Chance that a strike loses an account, (..., S)."""
    most = firm.parameters.shocks.most_accounts_lost
    kept = np.ones_like(segment)
    for effect in kind.effects:
        if effect.on == "accounts":
            chance = clamp(effect_size(effect, severity, done), 0.0, most)
            kept = kept * (1 - add_last_axis(chance) * _affected_segments(effect, segment))
    return np.asarray(np.minimum(most, 1 - kept))


def cash_change(
    firm: Firm, kind: DisruptionType, severity: ScalarOrArray, done: ScalarOrArray
) -> ScalarOrArray:
    """k; cash that a strike adds or takes, scaled by the size of the firm."""
    changes = [effect_size(e, severity, done) for e in kind.effects if e.on == "cash"]
    return sum(changes, np.zeros(())) * firm.seats / REFERENCE_SELLERS
