"""A signature of what the batch engine does: a hash of rounded results of fixed work. It changes when behaviour does,
and stays when code is tidied (but for the rare future in which a last digit tips a count).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import numpy as np

from bench.engine.workload import BenchWorkload
from sim.batch.books import QUARTER_FIGURES, QuarterSums
from sim.model.arrays import Array
from sim.scenario.organisation import Split
from sim.scenario.scenario import Scenario

SIGNATURE_FUTURES = 400
SIGNATURE_DIGITS = 4
"""Digits of each figure that count."""
SIGNATURE_SPLITS = (Split(sellers=25, managers=35, leaders=65), Split(sellers=6, managers=18, leaders=30))
"""percent; of the two plans."""


def behaviour_signature(scenario: Scenario) -> str:
    """16 hexadecimal digits."""
    return blake2b(" ".join(signature_figures(scenario)).encode(), digest_size=8).hexdigest()


def signature_figures(scenario: Scenario) -> Iterator[str]:
    """Means of each quarter, then of each game, of both plans."""
    work, quarters = BenchWorkload(scenario, SIGNATURE_SPLITS), QuarterSums(*QUARTER_FIGURES)
    outcome = work.play(work.block(SIGNATURE_FUTURES), quarters)
    for sums in quarters.sums.values():
        for quarter in sums:
            yield from _format_means(quarter)
    for of_games in (outcome.value, outcome.reached, outcome.fired):
        yield from _format_means(np.asarray(of_games, dtype=float))


def _format_means(values: Array) -> Iterator[str]:
    for mean in np.broadcast_to(values.mean(axis=0), len(SIGNATURE_SPLITS)).tolist():
        yield f"{mean:.{SIGNATURE_DIGITS - 1}e}"
