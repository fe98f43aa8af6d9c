"""What a strike does: each effect adds `size x severity x (1 + answer x done)` to the quantity that it names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.model.arrays import Level
from sim.model.firm import REFERENCE_SELLERS, Firm
from sim.model.levels import UNIT_STOCKS, Stocks
from sim.scenario.disruptions import DisruptionType, Effect

SEGMENT_QUANTITIES = ("gap", "rival_gap")


def amount(effect: Effect, severity: Level, done: Level) -> Level:
    """Change of the quantity, in its unit."""
    return effect.size * severity * (1 + effect.answer * done)


def strike(
    firm: Firm, stocks: Stocks, kind: DisruptionType, segment: int, severity: float, done: float
) -> Stocks:
    """Stocks after a strike on a segment; accounts and cash are `accounts_lost` and `cash_change`."""
    for effect in kind.effects:
        if effect.on not in ("accounts", "cash"):
            stocks = _apply(stocks, effect, segment, float(amount(effect, severity, done)))
    return stocks


def _apply(stocks: Stocks, effect: Effect, segment: int, change: float) -> Stocks:
    before = getattr(stocks, effect.on)
    if effect.on in SEGMENT_QUANTITIES:
        after = before.copy()
        after[segment if effect.scope == "segment" else slice(None)] += change
    elif effect.on in UNIT_STOCKS:
        after = np.clip(before + change, 0.0, 1.0)
    else:
        after = before + change
    return replace(stocks, **{effect.on: after})


def accounts_lost(
    firm: Firm, kind: DisruptionType, segment: int, severity: float, done: float
) -> list[float]:
    """Chance that an account is lost to a strike, one for each segment."""
    most = firm.parameters.shocks.most_accounts_lost
    kept = [1.0] * len(firm.segments)
    for effect in kind.effects:
        if effect.on == "accounts":
            chance = min(most, max(0.0, float(amount(effect, severity, done))))
            for s in range(len(kept)) if effect.scope == "all" else (segment,):
                kept[s] *= 1 - chance
    return [min(most, 1 - k) for k in kept]


def cash_change(firm: Firm, kind: DisruptionType, severity: float, done: float) -> float:
    """k; cash that a strike gives or takes, by the size of the firm."""
    changes = (float(amount(e, severity, done)) for e in kind.effects if e.on == "cash")
    return sum(changes, 0.0) * firm.seats / REFERENCE_SELLERS
