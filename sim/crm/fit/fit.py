"""The fit: knobs are turned until a year in expectations gives back what is wanted.

Each knob has one figure that it moves nearly alone, so each is corrected by its own figure, all at once, round after
round; a few rounds are enough. Noise leaves a little less than expectations say (`sim.crm.fit.noise`), so a second
set of rounds aims as much higher. `sim.crm.fit.check` says what the scenario gives back with all its draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from sim.crm.fit.goal import weekly_target
from sim.crm.fit.knobs import (
    COVERAGE,
    MONEY,
    STAGES,
    BusinessScale,
    Knobs,
    Season,
    StartingPipeline,
    make_scenario,
)
from sim.crm.fit.noise import NoiseEffect, measure_noise
from sim.crm.fit.stages import MAX_PROPOSAL_WIN_RATE, MIN_STAGE_WEEKS, StageSplit, split_stages
from sim.crm.fit.targets import FitTargets
from sim.crm.fit.year import ExpectedYear, expected_year, settle_counts
from sim.model.firm import Firm
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.load import load_scenario
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.scenario import Scenario

MAX_ROUNDS = 12
REPORTED_ERROR = 0.03
"""Relative error of a figure that is told."""
MIN_TARGET = 0.0001
CONVERGED_CHANGE = 1e-4
"""Relative error at which the fit ends."""
DEMAND_RANGE, HOURS_RANGE = (0.001, 200.0), (1e-4, 10.0)
"""Ranges of knobs that a scenario can have."""
MAX_ACCOUNTS_PER_SEAT = 250
"""accounts a seat; with more a game is slow. Where wins would pile up more, accounts leave sooner and bring more."""


@dataclass(frozen=True, slots=True)
class FitResult:
    """A setting and what it gives in expectations."""

    knobs: Knobs
    held: StartingPipeline
    scale: BusinessScale
    year: ExpectedYear
    missed: tuple[str, ...]
    """what of the file the scenario cannot have, a sentence each."""


@cache
def reference_year() -> tuple[ExpectedYear, float]:
    """A year of the reference, and its accounts a seat."""
    firm = Firm(load_scenario("reference").scenario)
    accounts = sum(s.start.accounts for s in firm.scenario.market.segments.values())
    return expected_year(firm), accounts / REFERENCE_SELLERS


def fit(name: str, w: FitTargets) -> FitResult:
    """Turn the knobs."""
    reference, _ = reference_year()
    win_rate = w.win_rate if w.win_rate is not None else reference.win_rate
    stages = split_stages(w, min(max(win_rate, 0.002), MAX_PROPOSAL_WIN_RATE))
    now = _Trial(_starting_knobs(w, stages, reference), BusinessScale(arrivals=_demand_ratio(w, reference)))
    now, held, lived = _settle(name, w, stages, now)
    noise = measure_noise(_trial_scenario(name, w, now, held), lived)
    aimed = _adjust_targets(w, noise)
    share = max(now.knobs.proposal_share, min((aimed.win_rate or 0.0) / MAX_PROPOSAL_WIN_RATE, 1.0))
    now = replace(now, knobs=replace(now.knobs, proposal_share=share))
    now, held, lived = _settle(name, aimed, stages, now)
    missed = (*stages.missed, *_describe_misses(w, _apply_noise(lived, noise), reference))
    return FitResult(now.knobs, held, now.scale, _apply_noise(lived, noise), missed)


def _settle(
    name: str, w: FitTargets, stages: StageSplit, now: _Trial
) -> tuple[_Trial, StartingPipeline, ExpectedYear]:
    """Rounds until nothing moves."""
    held, lived = _settle_year(name, w, now, StartingPipeline())
    for _ in range(MAX_ROUNDS):
        turned = _turn_knobs(now.knobs, w, stages, lived, reference_year()[0])
        done = _largest_change(now.knobs, turned) < CONVERGED_CHANGE
        now = _Trial(turned, _rescale(w, lived, now.scale), weekly_target(lived.bookings, turned.season))
        held, lived = _settle_year(name, w, now, held)
        if done:
            break
    return now, held, lived


def _adjust_targets(w: FitTargets, noise: NoiseEffect) -> FitTargets:
    """Targets in expectations that noise will bring to what is wanted."""
    rate = w.win_rate
    if rate is not None and 0 < rate < 1:
        odds = rate / (1 - rate) / noise.odds
        rate = odds / (1 + odds)
    return replace(w, arrivals=None if w.arrivals is None else w.arrivals / noise.arrivals, win_rate=rate)


def _apply_noise(year_: ExpectedYear, noise: NoiseEffect) -> ExpectedYear:
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


def _describe_misses(w: FitTargets, got: ExpectedYear, reference: ExpectedYear) -> Iterator[str]:
    """What did not come out, as a knob stands at the end of its range."""
    if w.arrivals is not None and abs(got.arrivals / w.arrivals - 1) > REPORTED_ERROR:
        yield f"{w.arrivals:.3g} deals come a week to a seller in the file, {got.arrivals:.3g} in the scenario."
    if w.win_rate is not None and abs(got.win_rate / max(w.win_rate, 1e-9) - 1) > REPORTED_ERROR:
        yield f"{w.win_rate:.1%} of closed deals are won in the file, {got.win_rate:.1%} in the scenario."
    if w.weeks_won is not None and abs(got.weeks_won / max(w.weeks_won, 1e-9) - 1) > REPORTED_ERROR:
        yield f"A win takes {w.weeks_won:.1f} weeks in the file, {got.weeks_won:.1f} in the scenario."
    if abs(got.hours / reference.hours - 1) > REPORTED_ERROR:
        yield (
            f"Deals want {got.hours:.0%} of tactical hours, {reference.hours:.0%} in the reference: with so few or so "
            "many deals an hour more or less matters otherwise than there."
        )


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is tried in a round."""

    knobs: Knobs
    scale: BusinessScale
    target: float = MIN_TARGET
    """k a week; at first so little that nobody is under pressure."""


def _demand_ratio(w: FitTargets, reference: ExpectedYear) -> float:
    """Ratio; of deals that come against the reference's."""
    return _clamp((w.arrivals or reference.arrivals) / reference.arrivals, *DEMAND_RANGE)


def _settle_year(
    name: str, w: FitTargets, trial: _Trial, near: StartingPipeline
) -> tuple[StartingPipeline, ExpectedYear]:
    """What a steady firm holds, sought from what is near, and the year that it lives from there."""
    held = settle_counts(Firm(_trial_scenario(name, w, trial, near)))
    lived = expected_year(Firm(_trial_scenario(name, w, trial, held)))
    accounts = _count_accounts(w.sellers, lived)
    return replace(held, accounts=tuple(line.share * accounts for line in w.lines)), lived


def _trial_scenario(name: str, w: FitTargets, trial: _Trial, held: StartingPipeline) -> Scenario:
    return make_scenario(name, w, trial.knobs, held, trial.scale, {"goal": {"target": trial.target}})


def _starting_knobs(w: FitTargets, stages: StageSplit, reference: ExpectedYear) -> Knobs:
    weeks = w.weeks_won or STAGES.qualified_weeks + STAGES.proposal_weeks
    return Knobs(
        demand=_demand_ratio(w, reference),
        proposal_share=stages.proposal_share,
        qualified_weeks=_clamp_stage(weeks * (1 - stages.proposal_part)),
        proposal_weeks=_clamp_stage(weeks * stages.proposal_part),
        hours=_clamp(reference.weeks_won / weeks / _demand_ratio(w, reference), *HOURS_RANGE),
    )


def _turn_knobs(
    k: Knobs, w: FitTargets, stages: StageSplit, got: ExpectedYear, reference: ExpectedYear
) -> Knobs:
    """Every knob by its own figure; the hours alone where they are missing, as nothing else is itself then."""
    hours = _clamp(k.hours * reference.hours / max(got.hours, 1e-9), *HOURS_RANGE)
    if got.hours > COVERAGE.most:
        return replace(k, hours=hours)
    won = w.win_rate if w.win_rate is not None else reference.win_rate
    more = 0.0 if w.weeks_won is None else w.weeks_won - got.weeks_won
    return replace(
        k,
        demand=_clamp(k.demand * (w.arrivals or got.arrivals) / max(got.arrivals, 1e-9), *DEMAND_RANGE),
        us=_clamp(
            k.us + _log_odds(won / k.proposal_share) - _log_odds(got.win_rate / k.proposal_share), -10, 10
        ),
        qualified_weeks=_clamp_stage(k.qualified_weeks + more * (1 - stages.proposal_part)),
        proposal_weeks=_clamp_stage(k.proposal_weeks + more * stages.proposal_part),
        season=k.season if w.shares is None else _correct_season(k.season, w.shares, got.shares),
        value=k.value if w.value is None else k.value * w.value / max(got.value, 1e-9),
        hours=hours,
    )


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _clamp_stage(weeks: float) -> float:
    return _clamp(weeks, MIN_STAGE_WEEKS, 104)


def _correct_season(now: Season, wanted: Season, got: Season) -> Season:
    """Seasons corrected by month, their mean over the quarter's weeks kept at 1."""
    raw = [n * w / max(g, 1e-9) for n, w, g in zip(now, wanted, got, strict=True)]
    mean = sum(r * weeks for r, weeks in zip(raw, WEEKS_IN_MONTHS, strict=True)) / WEEKS_IN_QUARTER
    first, second, third = (_clamp(r / mean, 0.05, 10) for r in raw)
    return first, second, third


def _rescale(w: FitTargets, got: ExpectedYear, scale: BusinessScale) -> BusinessScale:
    """The size of the business that came out: costs follow bookings, accounts follow wins."""
    reference, reference_accounts = reference_year()
    accounts = _count_accounts(w.sellers, got)
    held = accounts / w.sellers
    bookings = got.bookings / w.sellers / (reference.bookings / REFERENCE_SELLERS)
    leaving = (got.wins / accounts) / (reference.wins / (reference_accounts * REFERENCE_SELLERS))
    return replace(
        scale,
        bookings=bookings,
        accounts=_clamp(leaving, 0.01, 200),
        recurring=MONEY.recurring * bookings * reference_accounts / held,
    )


def _count_accounts(sellers: int, got: ExpectedYear) -> float:
    """Accounts of the whole firm: as many to a win as in the reference, as far as a game can hold them."""
    reference, reference_accounts = reference_year()
    by_wins = got.wins / (reference.wins / REFERENCE_SELLERS) * reference_accounts
    return _clamp(by_wins, 1.0, MAX_ACCOUNTS_PER_SEAT * sellers)


def _largest_change(before: Knobs, after: Knobs) -> float:
    """Largest relative change of a knob."""

    def flat(k: Knobs) -> list[float]:
        return [k.demand, math.exp(k.us), k.qualified_weeks, k.proposal_weeks, *k.season, k.value, k.hours]

    return max(abs(b / a - 1) for a, b in zip(flat(before), flat(after), strict=True))
