"""Compares the reference scenario with published figures, into docs/reference/facts.json.

    python tools/facts.py               half a minute; then python tools/reference.py

Games are the event engine's, in worlds that no tuning has used, under the bots `inherited` and `steady`, until their
end whoever is fired. Intervals are of games drawn again. Nothing here tunes anything: what does not fit stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import bootstrap_interval
from sim.event import facts as fact
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.model.calendar import WEEKS_IN_YEAR, month_of_quarter
from sim.model.deals import mean_value
from sim.model.firm import Firm
from sim.model.move import Move, make_allocation
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts
from sim.model.threats import no_threats
from sim.model.week import weekly_rates
from sim.model.world import World
from sim.policy.policy import Policy
from sim.policy.registry import make_policy
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.load import load_scenario
from sim.version import ENGINE
from sim.view.observe import observe
from tools.pages.facts import MEASURED

SCENARIO, BOTS = "reference", ("inherited", "steady")
FIRST_SEED, WORLDS, SAMPLES = 1_700_000, 100, 200
"""First seed of the worlds, their number, and bootstrap samples of games."""

WORK_WEEK = 40.0
"""hours; that a seller works in all, of which the scenario's `organisation.hours` can be disposed of."""
TOP = 0.17
"""share; of sellers, whose bookings Ebsta tells."""
FOLLOWED = 2 * WEEKS_IN_YEAR
"""weeks; deals that came within these are followed to the game's end, so that slow ones are not missed."""
FULL_RAMP = 0.9
"""ratio; productivity at which a hire counts as ramped."""


@dataclass(frozen=True, slots=True)
class QuarterHours:
    """What is looked up at a quarter's start."""

    coverage: float
    """ratio; expected worth of all open opportunities, won or not, over the quarter's target."""
    selling: float
    """share; of a seller's working week that goes to open opportunities."""
    prospecting: float
    """hours; of a seller's working week."""


@dataclass(frozen=True, slots=True)
class PlayedGame:
    """A game as it was lived."""

    facts: tuple[fact.Fact, ...]
    quarters: tuple[QuarterHours, ...]
    names: tuple[tuple[str, ...], ...]
    """of sellers by seat at each year's start."""
    weeks: int


def play_game(world: World, dice: RandomStreams, mover: Policy) -> PlayedGame:
    """A whole game under a policy."""
    firm, at, last = world.firm, opening_position(world, dice), None
    told, looked, names = list[fact.Fact](), list[QuarterHours](), list[tuple[str, ...]]()
    while at.week < firm.scenario.weeks:
        move = mover(observe(world, at, last))
        looked.append(quarter_hours(firm, at, move))
        if at.week % WEEKS_IN_YEAR == 0:
            names.append(tuple(seller.name if seller.present else "" for seller in at.sellers))
        advanced = advance(world, dice, at, move, WEEKS_IN_QUARTER)
        told.extend(advanced.facts)
        at, last = advanced.position, move
    return PlayedGame(tuple(told), tuple(looked), tuple(names), at.week)


def quarter_hours(firm: Firm, at: Position, move: Move) -> QuarterHours:
    """What a position and a move say of the quarter that begins."""
    worth = mean_value(firm.value, at.stocks.insight, firm.parameters.value)
    open_ = sum(float(worth[deal.segment, int(deal.grown)]) for deal in at.deals)
    target = sum(firm.target(week) for week in range(at.week, at.week + WEEKS_IN_QUARTER))
    counts = _counts(firm, at)
    r = weekly_rates(
        firm, at.week, counts, at.stocks, make_allocation(firm, move), no_threats(len(firm.segments))
    )
    tactical = float(r.hours) * (1 - float(r.effective_time.split[0]))
    spent = firm.scenario.organisation.hours * (1 - float(r.effective_time.split[0]))
    part = float(r.given) / tactical if tactical > 0 else 0.0
    return QuarterHours(open_ / target, spent * part / WORK_WEEK, spent * (1 - part))


def _counts(firm: Firm, at: Position) -> Counts:
    """Open opportunities alone: what hours depend on."""
    shape = (len(firm.segments), 2)
    by_stage = {"qualified": np.zeros(shape), "proposal": np.zeros(shape)}
    for deal in at.deals:
        by_stage[deal.stage][deal.segment, int(deal.grown)] += 1
    return Counts(by_stage["qualified"], by_stage["proposal"], np.zeros((shape[0], 3)), np.zeros((shape[0],)))


@dataclass(frozen=True, slots=True)
class CountedGame:
    """What is counted in a game. Tuples of two are a part and its whole."""

    attainments: tuple[float, ...]
    """ratio; of each seller in each year through which the seat was theirs, against an equal part of the target."""
    top: tuple[float, float]
    """k; bookings of the best `TOP` of these, and of all of them, year by year."""
    leavers: tuple[float, float]
    """sellers who left, and years that all filled seats were filled."""
    cycles: tuple[float, ...]
    """days; from arrival to win, of deals that came in the first two years."""
    talks: tuple[float, ...]
    """days; from the first talk to the win, of deals that grew from conversations begun in the first two years."""
    won: tuple[float, float]
    """deals won, and all that ended."""
    won_proposals: tuple[float, float]
    """deals won, and all that ended with a proposal (decided or dropped)."""
    won_grown: tuple[float, float]
    """the same of those grown from conversations."""
    undecided: tuple[float, float]
    """proposals that ended without a decision, and all that ended."""
    undecided_lost: tuple[float, float]
    """the same among those that were not won."""
    months: tuple[float, float, float]
    """wins by month of the quarter."""
    values: tuple[float, ...]
    """k; of wins."""
    struck: tuple[float, float]
    """disruptions that struck, and years."""
    coverage: tuple[float, ...]
    selling: tuple[float, ...]
    prospecting: tuple[float, ...]


def count_game(firm: Firm, game: PlayedGame) -> CountedGame:
    """A game's facts, counted."""
    grown = {f.item for f in game.facts if isinstance(f, fact.DealArrived) and f.grown}
    wins = [f for f in game.facts if isinstance(f, fact.DealWon)]
    lost = [f for f in game.facts if isinstance(f, fact.DealLost)]
    dropped = [f for f in game.facts if isinstance(f, fact.DealDropped)]
    late = [*wins, *lost, *(f for f in dropped if f.stage == "proposal")]
    qualified_out = [f for f in game.facts if isinstance(f, fact.DealDisqualified)]
    undecided = sum(f.to == "no decision" for f in lost)
    grown |= {f.item for f in wins if f.grown}
    years = list(range(game.weeks // WEEKS_IN_YEAR))
    booked = [_booked_by_seller(firm, game, wins, year) for year in years]
    return CountedGame(
        attainments=tuple(k / _quota(firm, y) for y, one in zip(years, booked, strict=True) for k in one),
        top=(sum(sum(one[: round(TOP * len(one))]) for one in booked), sum(map(sum, booked))),
        leavers=(_count_facts(game, fact.SellerLeft), _seat_weeks(firm, game) / WEEKS_IN_YEAR),
        cycles=_cycle_days(game, fact.DealArrived, wins),
        talks=_cycle_days(game, fact.ConversationBegun, wins),
        won=(len(wins), len(late) + len(qualified_out) + sum(f.stage == "qualified" for f in dropped)),
        won_proposals=(len(wins), len(late)),
        won_grown=(sum(f.grown for f in wins), sum(f.item in grown for f in late)),
        undecided=(undecided, len(late)),
        undecided_lost=(undecided, len(late) - len(wins)),
        months=_wins_by_month(wins),
        values=tuple(f.value for f in wins),
        struck=(_count_facts(game, fact.DisruptionStruck), game.weeks / WEEKS_IN_YEAR),
        coverage=tuple(q.coverage for q in game.quarters),
        selling=tuple(q.selling for q in game.quarters),
        prospecting=tuple(q.prospecting for q in game.quarters),
    )


def _booked_by_seller(firm: Firm, game: PlayedGame, wins: Sequence[fact.DealWon], year: int) -> list[float]:
    """k; bookings in a year of each seller who was there all of it, the best first."""
    begin, end = year * WEEKS_IN_YEAR, (year + 1) * WEEKS_IN_YEAR
    moved = {
        f.seat
        for f in game.facts
        if isinstance(f, fact.SellerLeft | fact.SellerHired) and begin <= f.time < end
    }
    stayed = [game.names[year][seat] for seat in range(firm.seats) if seat not in moved]
    totals = dict.fromkeys(filter(None, stayed), 0.0)
    for f in wins:
        if begin <= f.time < end and f.seller in totals:
            totals[f.seller] += f.value
    return sorted(totals.values(), reverse=True)


def _quota(firm: Firm, year: int) -> float:
    """k; an equal part of a year's target."""
    weeks = range(year * WEEKS_IN_YEAR, (year + 1) * WEEKS_IN_YEAR)
    return sum(firm.target(week) for week in weeks) / firm.seats


def _count_facts(game: PlayedGame, kind: type[fact.Fact]) -> int:
    return sum(isinstance(f, kind) for f in game.facts)


def _seat_weeks(firm: Firm, game: PlayedGame) -> float:
    """Weeks that seats were filled, summed over seats; all are filled at the start."""
    empty = sum(game.weeks - f.time for f in game.facts if isinstance(f, fact.SellerLeft))
    filled = sum(game.weeks - f.time for f in game.facts if isinstance(f, fact.SellerHired))
    return firm.seats * game.weeks - empty + filled


def _cycle_days(
    game: PlayedGame, kind: type[fact.CustomerFact], wins: Sequence[fact.DealWon]
) -> tuple[float, ...]:
    began = {f.item: f.time for f in game.facts if isinstance(f, kind) and f.time < FOLLOWED}
    return tuple(7 * (f.time - began[f.item]) for f in wins if f.item in began)


def _wins_by_month(wins: Sequence[fact.DealWon]) -> tuple[float, float, float]:
    sums = [0.0, 0.0, 0.0]
    for f in wins:
        sums[month_of_quarter(int(f.time))] += 1
    return sums[0], sums[1], sums[2]


def ramp_months(firm: Firm) -> float:
    """Months until a hire is at `FULL_RAMP` of full productivity, by the law alone."""
    people, ramp, weeks = firm.parameters.people, firm.parameters.people.hire_ramp, 0
    while ramp < FULL_RAMP:
        ramp, weeks = ramp + (1 - ramp) / people.ramp_weeks, weeks + 1
    return weeks * 12 / WEEKS_IN_YEAR


def pool_figures(name: str) -> Callable[[Sequence[CountedGame]], np.ndarray]:
    """All games' values of a tuple that is told item by item."""
    return lambda games: np.concatenate([np.asarray(getattr(game, name)) for game in games])


def ratio_of_sums(name: str) -> Callable[[Sequence[CountedGame]], float]:
    """Part over whole, over all games."""

    def of(games: Sequence[CountedGame]) -> float:
        part, whole = np.sum([getattr(game, name) for game in games], axis=0)
        return float(part / whole)

    return of


def percent_over(name: str, figure: Callable[[np.ndarray], Any]) -> Callable[[Sequence[CountedGame]], float]:
    """A figure of all games' values."""
    values = pool_figures(name)
    return lambda games: float(figure(values(games)))


def month_share(month: int) -> Callable[[Sequence[CountedGame]], float]:
    """Part of wins that a month of the quarter has."""

    def of(games: Sequence[CountedGame]) -> float:
        sums = np.sum([game.months for game in games], axis=0)
        return float(sums[month] / sums.sum())

    return of


def log_standard_deviation(values: np.ndarray) -> float:
    """Standard deviation of logs."""
    return float(np.log(values).std())


@dataclass(frozen=True, slots=True)
class FactRow:
    """A figure that was published, and how ours is found."""

    name: str
    unit: str
    low: float
    high: float
    source: str
    sure: str
    """A primary or near it, B a page that names it, C an aggregator or a rule of thumb."""
    ours: Callable[[Sequence[CountedGame]], float]


MONTH = 365.25 / 12
"""days."""

FACT_ROWS = (
    FactRow("sellers at or over quota in a year", "%", 22, 60,
        "Forrester 47; CSO Insights 51 (2010), 59 (2011); Ebsta 31 (2023), 22 (2025)", "A",
        percent_over("attainments", lambda x: 100 * (x >= 1).mean())),
    FactRow("median seller's attainment", "%", 95, 105, "Forrester: 101", "A",
        percent_over("attainments", lambda x: 100 * np.median(x))),
    FactRow("bookings from the best 17 % of sellers", "%", 73, 89, "Ebsta 2024: 81", "B",
        lambda games: 100 * ratio_of_sums("top")(games)),
    FactRow("sellers who leave in a year", "%", 22, 36,
        "Bridge Group: about 33; CSO Insights 25.8; Ebsta 22 (2022), 36 (2023)", "B",
        lambda games: 100 * ratio_of_sums("leavers")(games)),
    FactRow("cycle of won deals, median", "days", 60, 84, "Bridge Group 2017: 60 (384 firms); Optifai 2025: 84", "A",
        percent_over("cycles", np.median)),
    FactRow("spread of that cycle", "log sd", 0.8, 1.6, "five public sets of deals, measured: 1.0 to 1.6, "
                                                        "default .8", "A",
        percent_over("cycles", log_standard_deviation)),
    FactRow("from first talk to win, mean (grown deals)", "months", 9, 11.1, "6sense 2025: 10.1 for complex purchases",
        "B", percent_over("talks", lambda x: x.mean() / MONTH)),
    FactRow("won of qualified opportunities", "%", 15, 30, "IBM sample 22.5; HubSpot 21, 29 of qualified ones", "C",
        lambda games: 100 * ratio_of_sums("won")(games)),
    FactRow("won of proposals", "%", 40, 47, "RAIN Group: 47, without the best fifth 40; CSO Insights 2015: 47", "A",
        lambda games: 100 * ratio_of_sums("won_proposals")(games)),
    FactRow("won of proposals that grew from conversations", "%", 72, 88,
        "6sense 2025: 80 for who was preferred before first contact", "B",
        lambda games: 100 * ratio_of_sums("won_grown")(games)),
    FactRow("proposals that end in no decision", "%", 40, 60,
        "Dixon & McKenna 2022: 40 to 60 of deals (what is counted varies)", "A",
        lambda games: 100 * ratio_of_sums("undecided")(games)),
    FactRow("no decision among proposals not won", "%", 40, 60, "the same, of losses", "B",
        lambda games: 100 * ratio_of_sums("undecided_lost")(games)),
    FactRow("pipeline over target at a quarter's start", "x", 2.5, 5, "rule: 3 to 4; Optifai 2025: 2.5 to "
                                                                      "5 by size", "C",
        percent_over("coverage", np.mean)),
    FactRow("wins in a quarter's first month", "%", 23, 33, "Maven 23.5; flat 33 (Zoho, Olist)", "C",
        lambda games: 100 * month_share(0)(games)),
    FactRow("wins in a quarter's third month", "%", 33, 42, "flat 33 (Zoho, Olist); Maven 41.7; Larkin far more", "C",
        lambda games: 100 * month_share(2)(games)),
    FactRow("spread of a win's size", "log sd", 0.9, 1.8, "five public sets of deals, measured", "A",
        percent_over("values", log_standard_deviation)),
    FactRow("week spent on open opportunities", "%", 22, 41,
        "Salesforce 28, 30; HubSpot 34; Pace 22; CSO Insights 2011: 41", "B",
        percent_over("selling", lambda x: 100 * x.mean())),
    FactRow("prospecting and research", "hours a week", 3, 10, "Proudfoot 2005, CSO Insights 2011", "B",
        percent_over("prospecting", np.mean)),
    FactRow("disruptions that strike", "a year", 0.2, 0.8,
        "McKinsey Global Institute 2020 (supply chains): .27 of a month or more, .5 of one or two weeks", "B",
        lambda games: ratio_of_sums("struck")(games)),
)  # fmt: skip

RAMP_ROW = (
    "hire at nine tenths of full productivity", "months", 3.0, 12.0,
    "Bridge Group: just under 5; SBI: half of firms 3 to 6, two fifths longer", "A",
)  # fmt: skip
"""The one figure that is the law's alone: name, unit, low, high, source, how sure."""


def play_worlds(firm: Firm, bot: str, worlds: int) -> list[CountedGame]:
    """Games under a bot."""
    mover = make_policy(bot, firm, firm.scenario.organisation.cadence)
    seeds = range(FIRST_SEED, FIRST_SEED + worlds)
    return [count_game(firm, play_game(World(firm, seed), RandomStreams(seed), mover)) for seed in seeds]


def measure_facts(worlds: int) -> dict[str, Any]:
    """All figures, with 95 % intervals."""
    firm = Firm(load_scenario(SCENARIO).scenario)
    games = {bot: play_worlds(firm, bot, worlds) for bot in BOTS}
    again = np.random.default_rng(FIRST_SEED).integers(0, worlds, size=(SAMPLES, worlds))
    rows = [
        {**_published_range(r.name, r.unit, r.low, r.high, r.source, r.sure),
         "ours": {bot: _bootstrap_bounds(r.ours, games[bot], again) for bot in BOTS}}
        for r in FACT_ROWS
    ]  # fmt: skip
    ramp = ramp_months(firm)
    rows.append({**_published_range(*RAMP_ROW), "ours": {bot: [_round_figure(ramp)] * 3 for bot in BOTS}})
    head = {"engine": ENGINE, "scenario": SCENARIO, "first_seed": FIRST_SEED, "worlds": worlds}
    return {**head, "rows": rows}


def _published_range(name: str, unit: str, low: float, high: float, source: str, sure: str) -> dict[str, Any]:
    return {"name": name, "unit": unit, "low": low, "high": high, "source": source, "sure": sure}


def _bootstrap_bounds(
    figure: Callable[[Sequence[CountedGame]], float], games: list[CountedGame], again: np.ndarray
) -> list[float]:
    samples = np.array([figure([games[i] for i in drawn]) for drawn in again])
    e = bootstrap_interval(figure(games), samples)
    return [_round_figure(e.value), _round_figure(e.low), _round_figure(e.high)]


def _round_figure(x: float) -> float:
    return float(f"{x:.4g}")


if __name__ == "__main__":
    MEASURED.write_text(json.dumps(measure_facts(WORLDS), indent=1) + "\n", encoding="utf-8")
