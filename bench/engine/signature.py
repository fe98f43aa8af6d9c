"""A signature of what the batch engine does: a hash of rounded results of fixed work. It changes when behaviour does,
and stays when code is tidied (but for the rare future in which a last digit tips a count).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import numpy as np

from bench.engine.work import Work
from sim.batch.books import OF, Quarters
from sim.model.arrays import Array
from sim.scenario.organisation import Split
from sim.scenario.scenario import Scenario

FUTURES = 400
DIGITS = 4
"""Digits of each figure that count."""
SPLITS = (Split(sellers=25, managers=35, leaders=65), Split(sellers=6, managers=18, leaders=30))
"""percent; of the two plans."""


def signature(scenario: Scenario) -> str:
    """16 hexadecimal digits."""
    return blake2b(" ".join(signature_figures(scenario)).encode(), digest_size=8).hexdigest()


def signature_figures(scenario: Scenario) -> Iterator[str]:
    """Means of each quarter, then of each game, of both plans."""
    work, quarters = Work(scenario, SPLITS), Quarters(*OF)
    outcome = work.play(work.block(FUTURES), quarters)
    for sums in quarters.kept.values():
        for quarter in sums:
            yield from _round_means(quarter)
    for of_games in (outcome.value, outcome.reached, outcome.fired):
        yield from _round_means(np.asarray(of_games, dtype=float))


def _round_means(values: Array) -> Iterator[str]:
    for mean in np.broadcast_to(values.mean(axis=0), len(SPLITS)).tolist():
        yield f"{mean:.{DIGITS - 1}e}"
