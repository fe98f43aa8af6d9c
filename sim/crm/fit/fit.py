"""The fit: knobs are turned until a year in expectations gives back what is wanted.

Each knob has one figure that it moves nearly alone, so each is corrected by its own figure, all at once, round after
round; a few rounds are enough. Noise leaves a little less than expectations say (`sim.crm.fit.noisy`), so a second
set of rounds aims as much higher. `sim.crm.fit.back` says what the scenario gives back with all its draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from sim.crm.fit.goal import target
from sim.crm.fit.knobs import COVERAGE, MONEY, STAGES, BusinessScale, Held, Knobs, Season, scenario
from sim.crm.fit.noisy import Drift, drift
from sim.crm.fit.shape import LEAST_STAGE, MOST_WON, Shape, shape
from sim.crm.fit.wanted import Wanted
from sim.crm.fit.year import Year, settle_counts, year
from sim.model.firm import Firm
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.load import load_scenario
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.scenario import Scenario

ROUNDS = 12
NOTABLE = 0.03
"""Relative error of a figure that is told."""
LEAST_TARGET = 0.0001
CLOSE = 1e-4
"""Relative error at which the fit ends."""
DEMAND, HOURS = (0.001, 200.0), (1e-4, 10.0)
"""Ranges of knobs that a scenario can have."""
MOST_ACCOUNTS = 250
"""accounts a seat; with more a game is slow. Where wins would pile up more, accounts leave sooner and bring more."""


@dataclass(frozen=True, slots=True)
class FitResult:
    """A setting and what it gives in expectations."""

    knobs: Knobs
    held: Held
    scale: BusinessScale
    year: Year
    missed: tuple[str, ...]
    """what of the file the scenario cannot have, a sentence each."""


@cache
def reference_year() -> tuple[Year, float]:
    """A year of the reference, and its accounts a seat."""
    firm = Firm(load_scenario("reference").scenario)
    accounts = sum(s.start.accounts for s in firm.scenario.market.segments.values())
    return year(firm), accounts / REFERENCE_SELLERS


def fit(name: str, w: Wanted) -> FitResult:
    """Turn the knobs."""
    reference, _ = reference_year()
    win_rate = w.win_rate if w.win_rate is not None else reference.win_rate
    stages = shape(w, min(max(win_rate, 0.002), MOST_WON))
    now = _Trial(_first(w, stages, reference), BusinessScale(arrivals=_arrivals(w, reference)))
    now, held, lived = _settle(name, w, stages, now)
    noise = drift(_scenario(name, w, now, held), lived)
    aimed = _adjust_targets(w, noise)
    share = max(now.knobs.proposal_share, min((aimed.win_rate or 0.0) / MOST_WON, 1.0))
    now = replace(now, knobs=replace(now.knobs, proposal_share=share))
    now, held, lived = _settle(name, aimed, stages, now)
    missed = (*stages.missed, *_describe_misses(w, _apply_noise(lived, noise), reference))
    return FitResult(now.knobs, held, now.scale, _apply_noise(lived, noise), missed)


def _settle(name: str, w: Wanted, stages: Shape, now: _Trial) -> tuple[_Trial, Held, Year]:
    """Rounds until nothing moves."""
    held, lived = _settle_year(name, w, now, Held())
    for _ in range(ROUNDS):
        turned = _turn_knobs(now.knobs, w, stages, lived, reference_year()[0])
        done = _far(now.knobs, turned) < CLOSE
        now = _Trial(turned, _rescale(w, lived, now.scale), target(lived.bookings, turned.season))
        held, lived = _settle_year(name, w, now, held)
        if done:
            break
    return now, held, lived


def _adjust_targets(w: Wanted, noise: Drift) -> Wanted:
    """Targets in expectations that noise will bring to what is wanted."""
    rate = w.win_rate
    if rate is not None and 0 < rate < 1:
        odds = rate / (1 - rate) / noise.odds
        rate = odds / (1 + odds)
    return replace(w, arrivals=None if w.arrivals is None else w.arrivals / noise.arrivals, win_rate=rate)


def _apply_noise(year_: Year, noise: Drift) -> Year:
    """A year in expectations as noise leaves it."""
    odds = noise.odds * year_.win_rate / max(1 - year_.win_rate, 1e-9)
    rate = odds / (1 + odds)
    wins = noise.arrivals * rate / max(year_.win_rate, 1e-9)
    return replace(
        year_,
        arrivals=year_.arrivals * noise.arrivals,
        win_rate=rate,
        wins=year_.wins * wins,
        bookings=year_.bookings * wins,
    )


def _describe_misses(w: Wanted, got: Year, reference: Year) -> Iterator[str]:
    """What did not come out, as a knob stands at the end of its range."""
    if w.arrivals is not None and abs(got.arrivals / w.arrivals - 1) > NOTABLE:
        yield f"{w.arrivals:.3g} deals come a week to a seller in the file, {got.arrivals:.3g} in the scenario."
    if w.win_rate is not None and abs(got.win_rate / max(w.win_rate, 1e-9) - 1) > NOTABLE:
        yield f"{w.win_rate:.1%} of closed deals are won in the file, {got.win_rate:.1%} in the scenario."
    if w.weeks_won is not None and abs(got.weeks_won / max(w.weeks_won, 1e-9) - 1) > NOTABLE:
        yield f"A win takes {w.weeks_won:.1f} weeks in the file, {got.weeks_won:.1f} in the scenario."
    if abs(got.hours / reference.hours - 1) > NOTABLE:
        yield (
            f"Deals want {got.hours:.0%} of tactical hours, {reference.hours:.0%} in the reference: with so few or so "
            "many deals an hour more or less matters otherwise than there."
        )


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is tried in a round."""

    knobs: Knobs
    scale: BusinessScale
    target: float = LEAST_TARGET
    """k a week; at first so little that nobody is under pressure."""


def _arrivals(w: Wanted, reference: Year) -> float:
    """Ratio; of deals that come against the reference's."""
    return _clamp((w.arrivals or reference.arrivals) / reference.arrivals, *DEMAND)


def _settle_year(name: str, w: Wanted, trial: _Trial, near: Held) -> tuple[Held, Year]:
    """What a steady firm holds, sought from what is near, and the year that it lives from there."""
    held = settle_counts(Firm(_scenario(name, w, trial, near)))
    lived = year(Firm(_scenario(name, w, trial, held)))
    accounts = _accounts(w.sellers, lived)
    return replace(held, accounts=tuple(line.share * accounts for line in w.lines)), lived


def _scenario(name: str, w: Wanted, trial: _Trial, held: Held) -> Scenario:
    return scenario(name, w, trial.knobs, held, trial.scale, {"goal": {"target": trial.target}})


def _first(w: Wanted, stages: Shape, reference: Year) -> Knobs:
    weeks = w.weeks_won or STAGES.qualified_weeks + STAGES.proposal_weeks
    return Knobs(
        demand=_arrivals(w, reference),
        proposal_share=stages.proposal_share,
        qualified_weeks=_stage(weeks * (1 - stages.proposal_part)),
        proposal_weeks=_stage(weeks * stages.proposal_part),
        hours=_clamp(reference.weeks_won / weeks / _arrivals(w, reference), *HOURS),
    )


def _turn_knobs(k: Knobs, w: Wanted, stages: Shape, got: Year, reference: Year) -> Knobs:
    """Every knob by its own figure; the hours alone where they are missing, as nothing else is itself then."""
    hours = _clamp(k.hours * reference.hours / max(got.hours, 1e-9), *HOURS)
    if got.hours > COVERAGE.most:
        return replace(k, hours=hours)
    won = w.win_rate if w.win_rate is not None else reference.win_rate
    more = 0.0 if w.weeks_won is None else w.weeks_won - got.weeks_won
    return replace(
        k,
        demand=_clamp(k.demand * (w.arrivals or got.arrivals) / max(got.arrivals, 1e-9), *DEMAND),
        us=_clamp(k.us + _odds(won / k.proposal_share) - _odds(got.win_rate / k.proposal_share), -10, 10),
        qualified_weeks=_stage(k.qualified_weeks + more * (1 - stages.proposal_part)),
        proposal_weeks=_stage(k.proposal_weeks + more * stages.proposal_part),
        season=k.season if w.shares is None else _season(k.season, w.shares, got.shares),
        value=k.value if w.value is None else k.value * w.value / max(got.value, 1e-9),
        hours=hours,
    )


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _stage(weeks: float) -> float:
    return _clamp(weeks, LEAST_STAGE, 104)


def _season(now: Season, wanted: Season, got: Season) -> Season:
    """Seasons corrected by month, their mean over the quarter's weeks kept at 1."""
    raw = [n * w / max(g, 1e-9) for n, w, g in zip(now, wanted, got, strict=True)]
    mean = sum(r * weeks for r, weeks in zip(raw, WEEKS_IN_MONTHS, strict=True)) / WEEKS_IN_QUARTER
    first, second, third = (_clamp(r / mean, 0.05, 10) for r in raw)
    return first, second, third


def _rescale(w: Wanted, got: Year, scale: BusinessScale) -> BusinessScale:
    """The size of the business that came out: costs follow bookings, accounts follow wins."""
    reference, reference_accounts = reference_year()
    accounts = _accounts(w.sellers, got)
    held = accounts / w.sellers
    bookings = got.bookings / w.sellers / (reference.bookings / REFERENCE_SELLERS)
    leaving = (got.wins / accounts) / (reference.wins / (reference_accounts * REFERENCE_SELLERS))
    return replace(
        scale,
        bookings=bookings,
        accounts=_clamp(leaving, 0.01, 200),
        recurring=MONEY.recurring * bookings * reference_accounts / held,
    )


def _accounts(sellers: int, got: Year) -> float:
    """Accounts of the whole firm: as many to a win as in the reference, as far as a game can hold them."""
    reference, reference_accounts = reference_year()
    by_wins = got.wins / (reference.wins / REFERENCE_SELLERS) * reference_accounts
    return _clamp(by_wins, 1.0, MOST_ACCOUNTS * sellers)


def _far(before: Knobs, after: Knobs) -> float:
    """Largest relative change of a knob."""

    def flat(k: Knobs) -> list[float]:
        return [k.demand, math.exp(k.us), k.qualified_weeks, k.proposal_weeks, *k.season, k.value, k.hours]

    return max(abs(b / a - 1) for a, b in zip(flat(before), flat(after), strict=True))
