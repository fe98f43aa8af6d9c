"""A floor under the time of futures: plain NumPy draws, one for each law of docs/reference/model.md that needs one.

Written from that page, not from any engine, in the shapes of a reference run (three segments, two origins, three ages)
and with its parameters: means over 2,000 futures and all 208 weeks of the scenario `reference` under its `steady` split
(games and franchise year, in expectations where they are chances, rounded to three digits); a test holds them
against a run. Counts that are drawn from are spread by a Poisson law about their means, before the clock runs. Nothing
is computed or kept: whoever lives futures by NumPy's draws, one call a law, cannot be faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

ARRIVALS = [5.04, 2.91, 1.77]
"""opportunities a week, by segment."""
BEGUN = [0.613, 0.342, 0.224]
"""conversations begun a week, by segment."""
QUALIFIED = [[35.9, 2.00], [20.8, 1.15], [12.6, 0.775]]
PROPOSALS = [[22.1, 1.17], [12.8, 0.676], [7.77, 0.459]]
"""opportunities, by segment and origin."""
CONVERSATIONS = [[7.33, 7.02, 6.65], [4.18, 4.02, 3.85], [2.74, 2.67, 2.59]]
"""by segment and age."""
ACCOUNTS = [332.6, 183.3, 99.1]
SEATS, FILLED = 12, 11.63

QUALIFIED_ACTS, PROPOSES = 0.142, 0.571
"""chance a week; share of those that act."""
PROPOSAL_ACTS, DECIDED = 0.132, 0.946
WON = [[0.375, 0.686], [0.373, 0.687], [0.352, 0.663]]
"""share of decided ones, by segment and origin."""
AGES, GROWS = 0.0800, 0.30
ACCOUNT_LEAVES = [0.00265, 0.00278, 0.00312]
SELLER_LEAVES, SEAT_FILLED = 0.00495, 0.133
SHAPE, WORTH = 4.0, [[8.35, 14.2], [11.1, 18.9], [15.3, 26.0]]
"""of the gamma sizes of wins; k, mean over shape."""
STRIKES = [0.22, 0.22, 0.30, 0.34, 0.26, 0.18, 0.20, 0.18]
"""a year, by type; merger is the last but one."""
YEARS, WEEKS = 3.75, 208
"""years in which random ones strike; weeks of game and franchise year."""
MERGER = 0.25
"""chance of an account of the segment to be lost."""


@dataclass(frozen=True, slots=True)
class DrawCall:
    """One draw."""

    law: str
    """as docs/reference/model.md has it."""
    draw: Callable[[], NDArray[Any]]
    weekly: bool = True


def draw_calls(futures: int, seed: int = 1) -> list[DrawCall]:
    """All draws for so many futures, those of a week and those that are made once."""
    r, before = (Generator(Philox(key=[seed, stream])) for stream in (0, 1))

    def spread(mean: list[float] | list[list[float]]) -> NDArray[np.int64]:
        return before.poisson(mean, (futures, *np.shape(mean)))

    q, p, v, b = (spread(mean) for mean in (QUALIFIED, PROPOSALS, CONVERSATIONS, ACCOUNTS))
    q_acting, p_acting = before.binomial(q, QUALIFIED_ACTS), before.binomial(p, PROPOSAL_ACTS)
    decided, ripe = before.binomial(p_acting, DECIDED), before.binomial(v[..., 2], AGES)
    wins = before.binomial(decided, WON)
    filled = before.binomial(SEATS, FILLED / SEATS, futures)
    return [
        # New opportunities: Poisson in each segment.
        DrawCall("arrivals", lambda: r.poisson(ARRIVALS, (futures, 3))),
        # Conversations begun: Poisson in each segment.
        DrawCall("conversations begun", lambda: r.poisson(BEGUN, (futures, 3))),
        # Stages: a Q acts with chance 1 - exp(-its rates).
        DrawCall("Q acting", lambda: r.binomial(q, QUALIFIED_ACTS)),
        # Stages: it moves on to a proposal, or is out (disqualified or dropped, which is the same to all else).
        DrawCall("Q's split", lambda: r.binomial(q_acting, PROPOSES)),
        # Stages: a P acts.
        DrawCall("P acting", lambda: r.binomial(p, PROPOSAL_ACTS)),
        # Stages: it is decided, or dropped.
        DrawCall("dropped or moved", lambda: r.binomial(p_acting, DECIDED)),
        # Decision: won or not (lost and undecided are the same to all else).
        DrawCall("P's decision", lambda: r.binomial(decided, WON)),
        # Value: gamma sizes, the sum of a cell's wins at once.
        DrawCall("sizes", lambda: r.gamma(SHAPE * wins, WORTH)),
        # Conversations: each of three ages is left.
        DrawCall("ages", lambda: r.binomial(v, AGES)),
        # Conversations: the share `grow` of those that leave the third becomes an opportunity.
        DrawCall("grown", lambda: r.binomial(ripe, GROWS)),
        # Accounts leave.
        DrawCall("accounts leaving", lambda: r.binomial(b, ACCOUNT_LEAVES)),
        # People: sellers leave.
        DrawCall("sellers leaving", lambda: r.binomial(filled, SELLER_LEAVES)),
        # People: empty seats are filled.
        DrawCall("seats filled", lambda: r.binomial(SEATS - filled, SEAT_FILLED)),
        *_timeline_calls(r, futures),
    ]


def _timeline_calls(r: Generator, futures: int) -> Iterator[DrawCall]:
    """Disruptions, for whole games at once."""
    rates = np.array(STRIKES) * YEARS
    size, mergers = round(futures * rates.sum()), round(futures * rates[-2])
    leads, counts = np.arange(17, 45), np.full(mergers, round(ACCOUNTS[0]))
    # Disruptions: each type strikes as a Poisson process, here and there in time.
    yield DrawCall("timelines: strikes", lambda: r.poisson(rates, (futures, len(STRIKES))), weekly=False)
    yield DrawCall("timelines: weeks", lambda: r.random(size), weekly=False)
    # Severity is gamma, the segment is drawn by exposure, the lead is uniform; a false alarm or not.
    yield DrawCall("timelines: severities", lambda: r.gamma(4.0, 0.25, size), weekly=False)
    yield DrawCall("timelines: segments", lambda: r.random(size), weekly=False)
    yield DrawCall("timelines: leads", lambda: r.integers(leads[0], leads[-1] + 1, size), weekly=False)
    yield DrawCall("timelines: false alarms", lambda: r.random(size), weekly=False)
    # Noticed by a unit exponential; read with a standard normal.
    yield DrawCall("timelines: thresholds", lambda: r.standard_exponential(size), weekly=False)
    yield DrawCall("timelines: readings", lambda: r.standard_normal(size), weekly=False)
    # A merger takes each account of its segment with a chance.
    yield DrawCall("merger", lambda: r.binomial(counts, MERGER), weekly=False)


def draw_all(every: list[DrawCall], weeks: int = WEEKS) -> int:
    """Draw them all for so many weeks; how many calls that were."""
    weekly, once = ([call.draw for call in every if call.weekly is when] for when in (True, False))
    for draw in once:
        draw()
    for _ in range(weeks):
        for draw in weekly:
            draw()
    return len(once) + weeks * len(weekly)
