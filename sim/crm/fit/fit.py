"""The fit: adjusts knobs until the expected year of a scenario reproduces the targets.

Each knob mainly moves one figure, so in each round every knob is corrected by its own figure, all at once. A few rounds
are enough. Randomness makes results a little lower than expected ones (`sim.crm.fit.noise`), so a second set of rounds
aims higher by as much. `sim.crm.fit.check` measures what the scenario reproduces with all its randomness.
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
    clamp,
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
"""Relative error from which a figure is reported as a mismatch."""
MIN_TARGET = 0.0001
CONVERGED_CHANGE = 1e-4
"""Relative change of the knobs at which the fit ends."""
DEMAND_RANGE, HOURS_RANGE = (0.001, 200.0), (1e-4, 10.0)
"""Ranges that a scenario allows for these knobs."""
MAX_ACCOUNTS_PER_SEAT = 250
"""Accounts per seat, to keep a game fast. If wins would add up to more, accounts leave sooner and bring more."""


@dataclass(frozen=True, slots=True)
class FitResult:
    """Fitted knobs, and the expected year that they give."""

    knobs: Knobs
    pipeline: StartingPipeline
    scale: BusinessScale
    year: ExpectedYear
    mismatches: tuple[str, ...]
    """One sentence for each property of the file that the scenario cannot reproduce."""


@cache
def reference_year() -> tuple[ExpectedYear, float]:
    """The expected year of the reference, and its accounts per seat."""
    firm = Firm(load_scenario("reference").scenario)
    accounts = sum(s.start.accounts for s in firm.scenario.market.segments.values())
    return expected_year(firm), accounts / REFERENCE_SELLERS


def fit(name: str, targets: FitTargets) -> FitResult:
    """Fit a scenario to targets."""
    reference, _ = reference_year()
    win_rate = targets.win_rate if targets.win_rate is not None else reference.win_rate
    stages = split_stages(targets, clamp(win_rate, 0.002, MAX_PROPOSAL_WIN_RATE))
    trial = _Trial(
        _starting_knobs(targets, stages, reference), BusinessScale(arrivals=_demand_ratio(targets, reference))
    )
    trial, pipeline, year = _settle(name, targets, stages, trial)
    noise = measure_noise(_trial_scenario(name, targets, trial, pipeline), year)
    aim = _allow_for_noise(targets, noise)
    share = max(trial.knobs.proposal_share, min((aim.win_rate or 0.0) / MAX_PROPOSAL_WIN_RATE, 1.0))
    trial = replace(trial, knobs=replace(trial.knobs, proposal_share=share))
    trial, pipeline, year = _settle(name, aim, stages, trial)
    year = _apply_noise(year, noise)
    mismatches = (*stages.mismatches, *_describe_mismatches(targets, year, reference))
    return FitResult(trial.knobs, pipeline, trial.scale, year, mismatches)


def _settle(
    name: str, targets: FitTargets, stages: StageSplit, trial: _Trial
) -> tuple[_Trial, StartingPipeline, ExpectedYear]:
    """Correct the knobs round by round until they no longer change."""
    pipeline, year = _simulate_trial(name, targets, trial, StartingPipeline())
    for _ in range(MAX_ROUNDS):
        knobs = _correct_knobs(trial.knobs, targets, stages, year, reference_year()[0])
        converged = _largest_change(trial.knobs, knobs) < CONVERGED_CHANGE
        trial = _Trial(
            knobs, _rescale(targets, year, trial.scale), weekly_target(year.bookings, knobs.season)
        )
        pipeline, year = _simulate_trial(name, targets, trial, pipeline)
        if converged:
            break
    return trial, pipeline, year


def _allow_for_noise(targets: FitTargets, noise: NoiseEffect) -> FitTargets:
    """Targets for the expected year that noise will turn into the given ones."""
    rate = targets.win_rate
    if rate is not None and 0 < rate < 1:
        odds = rate / (1 - rate) / noise.odds
        rate = odds / (1 + odds)
    arrivals = None if targets.arrivals is None else targets.arrivals / noise.arrivals
    return replace(targets, arrivals=arrivals, win_rate=rate)


def _apply_noise(year: ExpectedYear, noise: NoiseEffect) -> ExpectedYear:
    """The expected year as noise changes it."""
    odds = noise.odds * year.win_rate / max(1 - year.win_rate, 1e-9)
    rate = odds / (1 + odds)
    wins = noise.arrivals * rate / max(year.win_rate, 1e-9)
    return replace(
        year,
        arrivals=year.arrivals * noise.arrivals,
        win_rate=rate,
        wins=year.wins * wins,
        bookings=year.bookings * wins,
    )


def _describe_mismatches(targets: FitTargets, year: ExpectedYear, reference: ExpectedYear) -> Iterator[str]:
    """Targets that were missed because a knob is at the end of its range."""
    if targets.arrivals is not None and abs(year.arrivals / targets.arrivals - 1) > REPORTED_ERROR:
        yield (
            f"In the file, {targets.arrivals:.3g} deals per seller are created each week; in the scenario, "
            f"{year.arrivals:.3g}."
        )
    if targets.win_rate is not None and abs(year.win_rate / max(targets.win_rate, 1e-9) - 1) > REPORTED_ERROR:
        yield f"In the file, {targets.win_rate:.1%} of closed deals are won; in the scenario, {year.win_rate:.1%}."
    if (
        targets.weeks_won is not None
        and abs(year.weeks_won / max(targets.weeks_won, 1e-9) - 1) > REPORTED_ERROR
    ):
        yield f"In the file, a win takes {targets.weeks_won:.1f} weeks; in the scenario, {year.weeks_won:.1f}."
    if abs(year.hours / reference.hours - 1) > REPORTED_ERROR:
        yield (
            f"Deals need {year.hours:.0%} of tactical hours, compared with {reference.hours:.0%} in the reference. "
            "With so few or so many deals, an extra hour has a different effect than in the reference."
        )


@dataclass(frozen=True, slots=True)
class _Trial:
    """The settings of a round."""

    knobs: Knobs
    scale: BusinessScale
    target: float = MIN_TARGET
    """k a week; at first so low that nobody is under pressure."""


def _demand_ratio(targets: FitTargets, reference: ExpectedYear) -> float:
    """Ratio of arrivals to those of the reference."""
    return clamp((targets.arrivals or reference.arrivals) / reference.arrivals, *DEMAND_RANGE)


def _simulate_trial(
    name: str, targets: FitTargets, trial: _Trial, start: StartingPipeline
) -> tuple[StartingPipeline, ExpectedYear]:
    """Find the steady pipeline of a trial, starting near it, and the expected year from there."""
    pipeline = settle_counts(Firm(_trial_scenario(name, targets, trial, start)))
    year = expected_year(Firm(_trial_scenario(name, targets, trial, pipeline)))
    accounts = _count_accounts(targets.sellers, year)
    return replace(pipeline, accounts=tuple(line.share * accounts for line in targets.lines)), year


def _trial_scenario(name: str, targets: FitTargets, trial: _Trial, pipeline: StartingPipeline) -> Scenario:
    return make_scenario(
        name, targets, trial.knobs, pipeline, trial.scale, {"goal": {"target": trial.target}}
    )


def _starting_knobs(targets: FitTargets, stages: StageSplit, reference: ExpectedYear) -> Knobs:
    weeks = targets.weeks_won or STAGES.qualified_weeks + STAGES.proposal_weeks
    demand = _demand_ratio(targets, reference)
    return Knobs(
        demand=demand,
        proposal_share=stages.proposal_share,
        qualified_weeks=_clamp_stage(weeks * (1 - stages.proposal_part)),
        proposal_weeks=_clamp_stage(weeks * stages.proposal_part),
        hours=clamp(reference.weeks_won / weeks / demand, *HOURS_RANGE),
    )


def _correct_knobs(
    k: Knobs, targets: FitTargets, stages: StageSplit, year: ExpectedYear, reference: ExpectedYear
) -> Knobs:
    """Correct each knob by its own figure.

    If hours are short only the hours are corrected, since a shortage distorts all other figures.
    """
    hours = clamp(k.hours * reference.hours / max(year.hours, 1e-9), *HOURS_RANGE)
    if year.hours > COVERAGE.most:
        return replace(k, hours=hours)
    win_rate = targets.win_rate if targets.win_rate is not None else reference.win_rate
    log_odds_error = _log_odds(win_rate / k.proposal_share) - _log_odds(year.win_rate / k.proposal_share)
    weeks_error = 0.0 if targets.weeks_won is None else targets.weeks_won - year.weeks_won
    return replace(
        k,
        demand=clamp(
            k.demand * (targets.arrivals or year.arrivals) / max(year.arrivals, 1e-9), *DEMAND_RANGE
        ),
        us=clamp(k.us + log_odds_error, -10, 10),
        qualified_weeks=_clamp_stage(k.qualified_weeks + weeks_error * (1 - stages.proposal_part)),
        proposal_weeks=_clamp_stage(k.proposal_weeks + weeks_error * stages.proposal_part),
        season=k.season if targets.shares is None else _correct_season(k.season, targets.shares, year.shares),
        value=k.value if targets.value is None else k.value * targets.value / max(year.value, 1e-9),
        hours=hours,
    )


def _log_odds(probability: float) -> float:
    p = clamp(probability, 1e-4, 1 - 1e-4)
    return math.log(p / (1 - p))


def _clamp_stage(weeks: float) -> float:
    return clamp(weeks, MIN_STAGE_WEEKS, 104)


def _correct_season(season: Season, target: Season, shares: Season) -> Season:
    """Correct the seasons by month, with a mean of 1 over the weeks of the quarter."""
    raw = [s * t / max(share, 1e-9) for s, t, share in zip(season, target, shares, strict=True)]
    mean = sum(r * weeks for r, weeks in zip(raw, WEEKS_IN_MONTHS, strict=True)) / WEEKS_IN_QUARTER
    first, second, third = (clamp(r / mean, 0.05, 10) for r in raw)
    return first, second, third


def _rescale(targets: FitTargets, year: ExpectedYear, scale: BusinessScale) -> BusinessScale:
    """Scale costs with bookings, and accounts with wins."""
    reference, reference_accounts = reference_year()
    accounts = _count_accounts(targets.sellers, year)
    bookings = year.bookings / targets.sellers / (reference.bookings / REFERENCE_SELLERS)
    leaving = (year.wins / accounts) / (reference.wins / (reference_accounts * REFERENCE_SELLERS))
    return replace(
        scale,
        bookings=bookings,
        accounts=clamp(leaving, 0.01, 200),
        recurring=MONEY.recurring * bookings * reference_accounts / (accounts / targets.sellers),
    )


def _count_accounts(sellers: int, year: ExpectedYear) -> float:
    """Accounts of the whole firm: as many per win as in the reference, within what a game can hold."""
    reference, reference_accounts = reference_year()
    by_wins = year.wins / (reference.wins / REFERENCE_SELLERS) * reference_accounts
    return clamp(by_wins, 1.0, MAX_ACCOUNTS_PER_SEAT * sellers)


def _largest_change(before: Knobs, after: Knobs) -> float:
    """Largest relative change of a knob."""

    def list_knobs(k: Knobs) -> list[float]:
        return [k.demand, math.exp(k.us), k.qualified_weeks, k.proposal_weeks, *k.season, k.value, k.hours]

    return max(abs(b / a - 1) for a, b in zip(list_knobs(before), list_knobs(after), strict=True))
